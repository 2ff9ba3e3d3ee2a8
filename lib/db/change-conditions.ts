import 'server-only'
import type { Event } from '@/lib/privatelink/event'
import type { RequestCondition } from '@/lib/privatelink/observe'
import { holdsPlace, isOpen } from '@/lib/privatelink/state'
import { write } from './client'
import { insertEvents } from './events'
import { Prisma } from './generated/client'
import { setCells, toDate, toTold } from './request-rows'
import { RECIPES, toState } from './request-columns'

/** A request as far as a look at an endpoint with known details can change it, and what the last look saw of it. */
export type KeptCondition = RequestCondition & { name: string; fingerprint: string | null }
export type ConditionChange = { request: RequestCondition; events: Event[]; fingerprint: string } | null

/**
 * `changeRequests` for what changes most: only the narrow row of a request is read and written, so that a thousand new states cost a
 * third less. Plan, names, addresses and place stay as they are, and so does what was found of drift; where they may not, `change`
 * gives null and the row is left as it was. Ids that are not there are left out.
 *
 * Gives the events written now, by request id, of those that changed. Throws what `change` and `write` throw.
 */
export async function changeConditions(requestIds: readonly string[], change: (current: KeptCondition) => ConditionChange): Promise<Map<string, Event[]>> {
  if (requestIds.length === 0) return new Map()
  return write(async (tx) => {
    const updates = (await readConditions(tx, requestIds)).flatMap((before) => {
      const after = change(before)
      if (after) assertOnlyCondition(before, after)
      return after ? [{ before, ...after }] : []
    })
    if (updates.length > 0) await setCells(tx, Prisma.sql`"EndpointRequest"`, [...CONDITION, 'fingerprint'], updates.map(({ request, fingerprint }) => [request.requestId, ...CONDITION.map((column) => RECIPES[column].cell(request)), fingerprint]))
    await insertEvents(tx, updates.flatMap(({ before, events }) => events.map((event) => ({ requestId: before.requestId, name: before.name, event }))))
    return new Map(updates.map(({ before, events }) => [before.requestId, events]))
  }, { unaudited: 'judged row by row, by assertOnlyCondition' })
}

const CONDITION = ['state', 'stateSince', 'awsState', 'problem', 'firstSeenAt', 'missedLooks', 'told', 'updatedAt'] as const

type Row = [string, string, string | null, string, number, string | null, string | null, number | null, number, string | null, number, string | null]

async function readConditions(tx: Prisma.TransactionClient, requestIds: readonly string[]): Promise<KeptCondition[]> {
  const [answer] = await tx.$queryRaw<{ rows: string }[]>`
    SELECT json_group_array(json_array("requestId", "name", "endpointId", "state", "stateSince", "awsState", "problem", "firstSeenAt", "missedLooks", "told", "updatedAt", "fingerprint")) AS rows
    FROM "EndpointRequest" WHERE "requestId" IN (SELECT value FROM json_each(${JSON.stringify(requestIds)}))`
  return (JSON.parse(answer?.rows ?? '[]') as Row[]).map(([requestId, name, endpointId, state, stateSince, awsState, problem, firstSeenAt, missedLooks, told, updatedAt, fingerprint]) => ({
    requestId,
    name,
    endpointId,
    state: toState(state),
    stateSince: new Date(stateSince),
    awsState,
    problem,
    firstSeenAt: toDate(firstSeenAt),
    missedLooks,
    told: toTold(told),
    updatedAt: new Date(updatedAt),
    fingerprint,
  }))
}

/** Each is a bug of the caller: the columns that go with it would not be written, or history would not tell it. */
function assertOnlyCondition(before: RequestCondition, { request, events }: NonNullable<ConditionChange>): void {
  const wrong = (what: string) => new Error(`A look was about to ${what} of request ${before.requestId} without reading all of it.`)
  if (request.requestId !== before.requestId || request.endpointId !== before.endpointId) throw wrong('change the identity')
  if (holdsPlace(request.state) !== holdsPlace(before.state)) throw wrong('change the place')
  if (!isOpen(request.state)) throw wrong('tell the end')
  if (request.state !== before.state && events.length === 0) throw new Error(`The state of request ${before.requestId} was about to change without an event.`)
}
