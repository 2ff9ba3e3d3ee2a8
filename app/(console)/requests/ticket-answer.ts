import 'server-only'
import { z } from 'zod'
import { defineRoute } from '@/lib/auth/define-route'
import { AppError, NotFoundError } from '@/lib/errors'
import { requestsForTicket, TICKET_REQUESTS_AT_MOST, ticketText } from '@/lib/operations/view-ticket'
import type { TicketFileFormat } from '@/lib/paths'
import type { EndpointRequest } from '@/lib/privatelink/request'

const CONTENT_TYPE: Record<TicketFileFormat, string> = {
  txt: 'text/plain; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  json: 'application/json',
  csv: 'text/csv; charset=utf-8; header=present',
}

const requestIds = z.array(z.guid()).min(1).max(TICKET_REQUESTS_AT_MOST)

/** The handler of `/requests/[requestId]/ticket.<format>`. */
export const oneTicket = (format: TicketFileFormat) =>
  defineRoute<{ requestId: string }>('readTicket', async ({ params: { requestId }, viewer }) => {
    const parsed = requestIds.safeParse([requestId])
    if (!parsed.success) throw new NotFoundError('The request')
    return download(await requestsForTicket(parsed.data, viewer), format)
  })

/** The handler of `/requests/ticket.<format>?ids=a,b,c`: one ticket for several, with a section for each region. */
export const manyTicket = (format: TicketFileFormat) =>
  defineRoute('readTicket', async ({ request, viewer }) => {
    const given = new URL(request.url).searchParams.getAll('ids')
    if (given.length !== 1) throw new AppError('Give the requests of the ticket once, as ids=…, separated by commas.', { code: 'bad-ids', status: 400 })
    const parsed = requestIds.safeParse([...new Set(given[0]!.split(','))])
    if (!parsed.success) throw new AppError(`The ids must be 1 to ${TICKET_REQUESTS_AT_MOST} request ids, separated by commas.`, { code: 'bad-ids', status: 400 })
    return download(await requestsForTicket(parsed.data, viewer), format)
  })

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
