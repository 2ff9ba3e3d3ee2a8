import { expect, it } from 'vitest'
import { ticketTable } from '@/lib/privatelink/ticket-table'
import { sampleDraft, sampleRequest } from '@/lib/privatelink/samples'
import { toTicketSubject } from '@/lib/privatelink/ticket'
import { toCsv } from '@/lib/operations/view-ticket'

it('G65 RFC 4180: every cell quoted, quotes doubled, CRLF, and the mark of UTF-8 in front', () => {
  expect(toCsv([['a', 'b;c'], ['say "x"', "'=1+1"]])).toBe('\ufeff"a","b;c"\r\n"say ""x""","\'=1+1"\r\n')
})

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\u0000=1', 'a"\r\n=1,2'])('G65 what a person typed as %j never begins a cell', (text) => {
  const csv = toCsv(ticketTable([toTicketSubject(sampleRequest({ name: text, draft: { ...sampleDraft, contact: text, note: text } }))]))
  expect(csv).not.toMatch(/(^|,|\n|\ufeff)"[=+\-@\t\r]/)
  expect(csv.split('\r\n')).toHaveLength(3)
})
