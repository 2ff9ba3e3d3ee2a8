import 'server-only'
import type { Actor } from '@/lib/privatelink/request'

/** Who is asking. Until there is sign-in, whoever reaches the loopback address is the local user. */
export async function currentActor(): Promise<Extract<Actor, { kind: 'user' }>> {
  return { kind: 'user', name: 'local user' }
}
