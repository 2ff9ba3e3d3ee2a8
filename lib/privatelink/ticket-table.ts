import { compareText } from './addresses'
import { stateInWords } from './told'
import { cleanLine } from './text'
import type { TicketSubject } from './ticket'

/** The columns of a ticket as a table; the first three are what ClickHouse asks for. */
export const TICKET_COLUMNS = ['Region', 'VPC Endpoint ID', 'ClickHouse instance URLs', 'AWS account', 'Service name', 'VPC', 'State', 'Request', 'Contact', 'Note', 'Link'] as const

/** What a spreadsheet would run as a formula, the wide forms of its signs included. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/

/** One line that a spreadsheet takes as text: what it would run gets an apostrophe in front, what cannot be seen is taken out. */
export function tameCell(text: string): string {
  const clean = cleanLine(text.replaceAll('\u0000', ''), 4000)
  // Judged before and after cleaning: a tab in front is trimmed away, and a blank in front may have hidden a sign.
  return FORMULA.test(text.replace(/^[\u0000\ufeff]+/, '')) || FORMULA.test(clean) ? `'${clean}` : clean
}

/** One row for each request, grouped by region, the names of the columns first. Every cell is tame. */
export function ticketTable(subjects: readonly TicketSubject[]): string[][] {
  const rows = [...subjects]
    .sort((a, b) => compareText(a.region, b.region))
    .map((subject) => [
      subject.region,
      subject.endpointId ?? '',
      subject.hostnames.join(' '),
      subject.accountId ?? '',
      subject.serviceName ?? '',
      subject.vpcId ?? '',
      stateInWords(subject),
      subject.name,
      subject.contact,
      subject.note,
      subject.link ?? '',
    ])
  return [[...TICKET_COLUMNS], ...rows.map((row) => row.map(tameCell))]
}
