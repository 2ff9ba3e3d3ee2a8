import 'server-only'
import { userIdOf, type Who } from '@/lib/privatelink/actor'

/** Who did something, as three columns. */
export type WhoColumns = { actorKind: string; actorName: string | null; actorId: string | null }

export const toWhoColumns = (who: Who): WhoColumns => ({ actorKind: who.kind, actorName: 'name' in who ? who.name : null, actorId: userIdOf(who) })

export function fromWhoColumns({ actorKind, actorName, actorId }: WhoColumns): Who {
  if (actorKind === 'watcher' || actorKind === 'recovery' || actorKind === 'system') return { kind: actorKind }
  if (actorKind === 'guest') return { kind: actorKind, from: null }
  return { kind: actorKind === 'token' ? 'token' : 'user', name: actorName ?? '', ...(actorId !== null && { userId: actorId }) }
}
