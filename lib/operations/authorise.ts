import 'server-only'
import { AppError, NotFoundError } from '@/lib/errors'
import type { Actor } from '@/lib/privatelink/actor'
import { mayDo, type Operation, type Owned } from '@/lib/privatelink/roles'

/**
 * Refuses what the actor's role does not allow: as "not found" where they may not even see the request, else with the sentence of
 * the table (`not-allowed`, 403). Programs of ours may do what they were written for. Inside a transaction it is asked of what is
 * stored, so a request that changed hands in between is judged as it is.
 */
export function authorise(actor: Actor, operation: Operation, of?: Owned): void {
  if (actor.kind !== 'user' && actor.kind !== 'token') return
  if (of && !mayDo(actor, 'viewRequest', of).ok) throw new NotFoundError('The request')
  const allowed = mayDo(actor, operation, of)
  if (!allowed.ok) throw new AppError(allowed.reason, { code: 'not-allowed', status: 403 })
}
