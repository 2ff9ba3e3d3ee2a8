import { describe, expect, it } from 'vitest'
import { sampleDraft, sampleRequest } from './samples'
import { toTicketSubject } from './ticket'
import { TICKET_COLUMNS, tameCell, ticketTable } from './ticket-table'

describe('G65 a cell is text, never a formula', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['=HYPERLINK("http://x";"y")', `'=HYPERLINK("http://x";"y")`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'=1"],
    ['\tharmless', "'harmless"],
    ['\r=1', "'=1"],
    ['\u0000=1', "'=1"],
    ['\ufeff=1', "'=1"],
    [' =1', "'=1"],
    ['\u200b=1', "'=1"],
    ['\n=1', "'=1"],
    ['＝1', "'＝1"],
    ['a=1', 'a=1'],
    ['vpce-00000001', 'vpce-00000001'],
    ['a;b,"c"', 'a;b,"c"'],
    ['two\nlines', 'two lines'],
    ['\u202etxt', '\ufffdtxt'],
    ['', ''],
  ])('%j → %j', (text, cell) => expect(tameCell(text)).toBe(cell))
})

it('the ticket as a table: what ClickHouse asks for first, grouped by region, every cell tame', () => {
  const hostile = sampleRequest({ name: '=cmd|x', draft: { ...sampleDraft, contact: '+44 1', note: '-a\n@b' } })
  const elsewhere = { ...toTicketSubject(sampleRequest()), region: 'eu-west-1' }
  const [head, ...rows] = ticketTable([toTicketSubject(hostile), elsewhere])
  expect(head).toEqual([...TICKET_COLUMNS])
  expect(rows.map(([region]) => region)).toEqual(['eu-west-1', 'us-west-2'])
  expect(rows[1]).toEqual(expect.arrayContaining(["'=cmd|x", "'+44 1", "'-a @b", 'vpce-08c316c04b3a5623f', 'abc123.us-west-2.aws.clickhouse.cloud']))
})
