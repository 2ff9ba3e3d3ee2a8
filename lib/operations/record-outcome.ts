import 'server-only'
import { addOutcomes, answerOutcome } from '@/lib/db/outcomes'
import { AppError } from '@/lib/errors'
import type { Actor } from '@/lib/privatelink/actor'
import { isDeskState, type OutcomeKind } from '@/lib/privatelink/desk'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { announceRequests } from './announce'
import { authorise } from './authorise'

type By = { actor: Actor; now: Date }

/**
 * Records what ClickHouse said about these requests: AWS has no field for it. A rejection needs its reason and a question its words,
 * since the requester acts on them. Nothing at AWS is touched, and the state stays what AWS reports. All or none.
 */
export async function recordOutcome(requestIds: readonly string[], { kind, reason }: { kind: OutcomeKind; reason: string }, { actor, now }: By): Promise<void> {
  if (reason === '' && (kind === 'rejected' || kind === 'needs-information')) throw new AppError('Give the reason or the question: the requester acts on it.', { code: 'no-reason' })
  await addOutcomes(requestIds, { kind, reason }, {
    actor,
    now,
    allow: (request) => {
      authorise(actor, 'recordOutcome', request)
      assertOnDesk(request)
    },
  })
  announceRequests(...requestIds)
}

/** Answers ClickHouse's question; it is their turn again. */
export async function answerQuestion(requestId: string, answer: string, { actor, now }: By): Promise<void> {
  await answerOutcome(requestId, answer, { actor, now, allow: (request) => authorise(actor, 'writeNote', request) })
  announceRequests(requestId)
}

function assertOnDesk({ state, name }: EndpointRequest): void {
  if (!isDeskState(state)) throw new AppError(`“${name}” is not with ClickHouse: there is no endpoint they could have decided about.`, { code: 'not-on-the-desk', status: 409 })
}
