import 'server-only'
import { stringify } from 'csv-stringify/sync'
import { z } from 'zod'
import { defineRoute } from '@/lib/auth/define-route'
import { config } from '@/lib/config'
import { getRequests } from '@/lib/db/requests'
import { AppError, NotFoundError } from '@/lib/errors'
import { paths, type TicketFileFormat } from '@/lib/paths'
import type { Person } from '@/lib/privatelink/actor'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { mayDo } from '@/lib/privatelink/roles'
import { canDo } from '@/lib/privatelink/state'
import { cleanLine } from '@/lib/privatelink/text'
import { renderTicket, toTicketSubject } from '@/lib/privatelink/ticket'
import { ticketTable } from '@/lib/privatelink/ticket-table'

const CONTENT_TYPE: Record<TicketFileFormat, string> = {
  txt: 'text/plain; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  json: 'application/json',
  csv: 'text/csv; charset=utf-8; header=present',
}

/** A page shows forty; the address of more would be longer than proxies let through. */
const REQUESTS_AT_MOST = 200

const requestIds = z.array(z.guid()).min(1).max(REQUESTS_AT_MOST)

/** The handler of `/requests/[requestId]/ticket.<format>`. */
export const oneTicket = (format: TicketFileFormat) =>
  defineRoute<{ requestId: string }>('readTicket', async ({ params: { requestId }, viewer }) => {
    const parsed = requestIds.safeParse([requestId])
    if (!parsed.success) throw new NotFoundError('The request')
    return download(await gather(parsed.data, viewer), format)
  })

/** The handler of `/requests/ticket.<format>?ids=a,b,c`: one ticket for several, with a section for each region. */
export const manyTicket = (format: TicketFileFormat) =>
  defineRoute('readTicket', async ({ request, viewer }) => {
    const given = new URL(request.url).searchParams.getAll('ids')
    if (given.length !== 1) throw new AppError('Give the requests of the ticket once, as ids=…, separated by commas.', { code: 'bad-ids', status: 400 })
    const parsed = requestIds.safeParse([...new Set(given[0]!.split(','))])
    if (!parsed.success) throw new AppError(`The ids must be 1 to ${REQUESTS_AT_MOST} request ids, separated by commas.`, { code: 'bad-ids', status: 400 })
    return download(await gather(parsed.data, viewer), format)
  })

async function gather(ids: string[], viewer: Person): Promise<EndpointRequest[]> {
  const requests = await getRequests(ids)
  // before anything is said of any of them: a refusal that names a request tells of it
  for (const request of requests) if (!mayDo(viewer, 'readTicket', request).ok) throw new NotFoundError('The request')
  for (const { name, state } of requests) {
    const allowed = canDo('addToTicket', state)
    if (!allowed.ok) throw new AppError(`${cleanLine(name, 100)} cannot go into a ticket. ${allowed.reason}`, { code: 'not-for-a-ticket', status: 409 })
  }
  return requests
}

/** The text as a page shows it and a file holds it. */
export function ticketText(requests: EndpointRequest[], format: TicketFileFormat): string {
  const subjects = requests.map((request) => toTicketSubject(request, config().appUrl + paths.request(request.requestId)))
  return format === 'csv' ? toCsv(ticketTable(subjects)) : renderTicket(subjects, format)
}

/** RFC 4180: every cell quoted, CRLF at the end of a line, and the mark by which a spreadsheet knows UTF-8. */
export const toCsv = (table: string[][]): string => stringify(table, { bom: true, quoted: true, record_delimiter: 'windows' })

function download(requests: EndpointRequest[], format: TicketFileFormat): Response {
  const [first] = requests
  const about = requests.length === 1 && first ? (first.endpointId ?? first.requestId) : `${requests.length}-requests`
  // Ids only, never a name somebody chose: what stands in a header and on a disk must be tame.
  const fileName = `causeway-ticket-${about.replace(/[^a-z0-9-]/gi, '')}.${format}`
  return new Response(ticketText(requests, format), {
    headers: { ...PRIVATE, 'Content-Type': CONTENT_TYPE[format], 'Content-Disposition': `attachment; filename="${fileName}"` },
  })
}

const PRIVATE = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' }
