import 'server-only'
import { AppError, NotFoundError } from '@/lib/errors'
import type { Who } from '@/lib/privatelink/actor'
import type { TicketMark } from '@/lib/privatelink/desk'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { write } from './client'
import { insertEvents } from './events'
import { Prisma } from './generated/client'
import type { TicketMarkModel } from './generated/models'
import { insertNotes } from './notes'
import { table, type Part } from './parts'
import { readRowsById } from './request-rows'
import { fromWhoColumns, toWhoColumns } from './who-columns'

/** `allow` may refuse by throwing, on what is stored; nothing is written for any of them then. */
export type AboutMany = { actor: Who; now: Date; allow: (request: EndpointRequest) => void }

/**
 * Notes that the tickets of these requests are at ClickHouse under this number, with an event in each history and, where one is given,
 * a note. Marking again replaces number, link and time. Throws `NotFoundError` and what `allow` throws.
 */
export async function markTickets(requestIds: readonly string[], { number, link, note }: { number: string; link: string | null; note: string }, { actor, now, allow }: AboutMany): Promise<void> {
  await write(async (tx) => {
    const requests = await readAll(tx, requestIds, allow)
    const mark = { number, link, sentAt: now, ...toWhoColumns(actor) }
    for (const { requestId } of requests) await tx.ticketMark.upsert({ where: { requestId }, create: { requestId, ...mark }, update: mark })
    const detail = { number, ...(link && { link }) }
    await insertEvents(tx, requests.map(({ requestId, name }) => ({ requestId, name, event: { at: now, actor, kind: 'ticket-sent', from: null, to: null, detail } })))
    if (note) await insertNotes(tx, requests, { text: note, actor, now })
  })
}

/** Takes the marks back. Throws `NotFoundError`, what `allow` throws, and `AppError` `not-sent` where one is not marked. */
export async function unmarkTickets(requestIds: readonly string[], { actor, now, allow }: AboutMany): Promise<void> {
  await write(async (tx) => {
    const requests = await readAll(tx, requestIds, allow)
    const marks = await tx.ticketMark.findMany({ where: { requestId: { in: requests.map(({ requestId }) => requestId) } } })
    const byId = new Map(marks.map((mark) => [mark.requestId, mark]))
    const told = requests.map(({ requestId, name }) => {
      const mark = byId.get(requestId)
      if (!mark) throw new AppError(`The ticket of “${name}” is not marked as sent, so there is nothing to take back.`, { code: 'not-sent', status: 409 })
      return { requestId, name, event: { at: now, actor, kind: 'ticket-unsent' as const, from: null, to: null, detail: { number: mark.number } } }
    })
    await tx.ticketMark.deleteMany({ where: { requestId: { in: [...byId.keys()] } } })
    await insertEvents(tx, told)
  })
}

const MARKS = table<TicketMarkModel>('TicketMark', { requestId: 'plain', number: 'plain', link: 'plain', sentAt: 'date', actorKind: 'plain', actorName: 'plain', actorId: 'plain' })

export const ticketMarkOf = (requestId: string): Part<TicketMark | null> => MARKS.row(Prisma.sql`WHERE "requestId" = ${requestId}`, toMark)

const toMark = ({ number, link, sentAt, ...who }: TicketMarkModel): TicketMark => ({ number, link, sentAt, by: fromWhoColumns(who) })

/** The requests in the order of the ids, each once and allowed. For use inside `write`. */
export async function readAll(tx: Prisma.TransactionClient, requestIds: readonly string[], allow: AboutMany['allow']): Promise<EndpointRequest[]> {
  const rows = await readRowsById(tx, requestIds)
  return [...new Set(requestIds)].map((id) => {
    const request = rows.get(id)?.request
    if (!request) throw new NotFoundError('The request')
    allow(request)
    return request
  })
}
