import 'server-only'
import { AppError } from '@/lib/errors'
import { OUTCOMES, type Outcome, type OutcomeKind } from '@/lib/privatelink/desk'
import { describeActor } from '@/lib/privatelink/event'
import { write } from './client'
import { insertEvents } from './events'
import { Prisma } from './generated/client'
import type { DeskOutcomeModel } from './generated/models'
import { table, type Part } from './parts'
import { readAll, type AboutMany } from './ticket-marks'
import { fromWhoColumns, toWhoColumns } from './who-columns'

/** Adds what ClickHouse said to each of the requests, with an event in each history. Throws `NotFoundError` and what `allow` throws. */
export async function addOutcomes(requestIds: readonly string[], { kind, reason }: { kind: OutcomeKind; reason: string }, { actor, now, allow }: AboutMany): Promise<void> {
  await write(async (tx) => {
    const requests = await readAll(tx, requestIds, allow)
    await tx.deskOutcome.createMany({ data: requests.map(({ requestId }) => ({ requestId, at: now, kind, reason, ...toWhoColumns(actor) })) })
    const detail = { outcome: kind, ...(reason && { reason }) }
    await insertEvents(tx, requests.map(({ requestId, name }) => ({ requestId, name, event: { at: now, actor, kind: 'outcome-recorded', from: null, to: null, detail } })))
  })
}

/** Answers the question that is open. Throws `NotFoundError`, what `allow` throws, and `AppError` `no-question`. */
export async function answerOutcome(requestId: string, answer: string, { actor, now, allow }: AboutMany): Promise<void> {
  await write(async (tx) => {
    const [request] = await readAll(tx, [requestId], allow)
    const newest = await tx.deskOutcome.findFirst({ where: { requestId }, orderBy: { id: 'desc' } })
    if (!request || !newest || newest.kind !== 'needs-information' || newest.answeredAt) {
      throw new AppError('There is no question that waits for an answer: somebody answered it, or the desk took it back. Reload the page.', { code: 'no-question', status: 409 })
    }
    await tx.deskOutcome.update({ where: { id: newest.id }, data: { answer, answeredAt: now, answeredBy: describeActor(actor) } })
    await insertEvents(tx, [{ requestId, name: request.name, event: { at: now, actor, kind: 'question-answered', from: null, to: null, detail: { answer } } }])
  })
}

const OUTCOME_ROWS = table<DeskOutcomeModel>('DeskOutcome', {
  id: 'plain', requestId: 'plain', at: 'date', actorKind: 'plain', actorName: 'plain', actorId: 'plain', kind: 'plain', reason: 'plain', answer: 'plain', answeredAt: 'date', answeredBy: 'plain',
})

/** The newest outcome; null where there is none or the newest one was taken back. */
export const outcomeOf = (requestId: string): Part<Outcome | null> =>
  OUTCOME_ROWS.row(Prisma.sql`WHERE "requestId" = ${requestId} ORDER BY "id" DESC`, (row) => (row.kind === 'withdrawn' ? null : toOutcome(row)))

function toOutcome({ kind, reason, at, answer, answeredAt, answeredBy, ...who }: DeskOutcomeModel): Outcome {
  return { kind: toOutcomeKind(kind), reason, at, answer, answeredAt, answeredBy, by: fromWhoColumns(who) }
}

export function toOutcomeKind(text: string): OutcomeKind {
  const kind = OUTCOMES.find((known) => known === text)
  if (!kind) throw new Error(`The database holds the unknown outcome ${JSON.stringify(text)}.`)
  return kind
}
