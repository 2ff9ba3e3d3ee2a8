import 'server-only'
import { headers } from 'next/headers'
import { CLIENT_ADDRESS_HEADER } from '@/lib/config'
import type { Actor } from '@/lib/privatelink/actor'
import { currentViewer } from './viewer'

/** Who asks for something to be done, and from where. */
export async function currentActor(): Promise<Extract<Actor, { kind: 'user' }>> {
  return { kind: 'user', from: await askingAddress(), ...(await currentViewer()) }
}

/** The network address the request came from. */
export async function askingAddress(): Promise<string | null> {
  return (await headers()).get(CLIENT_ADDRESS_HEADER)
}
