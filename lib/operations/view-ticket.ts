import 'server-only'
import { stringify } from 'csv-stringify/sync'
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

/** A page shows forty; the address of more would be longer than proxies let through. */
export const TICKET_REQUESTS_AT_MOST = 200

/** The requests of one ticket, for those who may read it. Not there where one of them may not be seen; refuses (`not-for-a-ticket`, 409) one without an endpoint to ask for. */
export async function requestsForTicket(ids: string[], viewer: Pick<Person, 'userId' | 'role'>): Promise<EndpointRequest[]> {
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
