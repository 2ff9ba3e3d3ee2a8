import 'server-only'
import type { Actor } from '@/lib/privatelink/actor'
import { currentViewer } from './viewer'

/** Who asks for something to be done. */
export async function currentActor(): Promise<Extract<Actor, { kind: 'user' }>> {
  return { kind: 'user', from: null, ...(await currentViewer()) }
}
