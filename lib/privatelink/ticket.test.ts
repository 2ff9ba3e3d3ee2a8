import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EMPTY_DRAFT } from './request'
import { sampleDraft, samplePlan, sampleRequest } from './samples'
import { renderTicket, toTicketSubject, type TicketSubject } from './ticket'

const FORMATS = ['txt', 'md', 'json'] as const

const first = toTicketSubject(sampleRequest({ draft: { ...sampleDraft, note: 'Please connect this before Thursday.\nThe old endpoint may go.' } }), 'https://causeway.example.com/requests/1')
const second: TicketSubject = { ...first, name: 'def456 in us-west-2', endpointId: 'vpce-0aaaaaaaaaaaaaaaa', accountId: '444455556666', hostnames: ['def456.us-west-2.vpce.aws.clickhouse.cloud'], note: '', link: null, contact: '' }
const elsewhere: TicketSubject = {
  ...second,
  name: 'ghi789 in eu-west-1',
  region: 'eu-west-1',
  endpointId: 'vpce-0bbbbbbbbbbbbbbbb',
  serviceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-066b03c9b5f61c6fc',
  hostnames: ['ghi789.eu-west-1.aws.clickhouse.cloud', 'jkl012.eu-west-1.aws.clickhouse.cloud'],
}
const HOSTILE = `<!channel> @everyone <@U123> [click](https://evil.example) ![x](y) \`code\` **bold** # heading
Bcc: all@example.com\r\nSubject: changed\r\n\r\n<img src=x onerror=alert(1)> </script> &lt; \u202egnp.exe\u200b\u0000\u001b[31m
# heading
- [ ] task
\`\`\`
~~~
| a | b |
1. one
=====
@here`
const hostile: TicketSubject = { ...first, name: HOSTILE, contact: HOSTILE, note: HOSTILE, link: null }

const SETS: Record<string, TicketSubject[]> = { one: [first], several: [first, elsewhere, second], hostile: [hostile], none: [] }

/** The file as it stands; a missing one fails with its path. */
const golden = (name: string) => readFileSync(new URL(`./golden/${name}`, import.meta.url), 'utf8')

describe.each(Object.keys(SETS))('the ticket of %s', (name) => {
  it.each(FORMATS)('as %s is the golden file', (format) => {
    expect(renderTicket(SETS[name]!, format)).toBe(golden(`ticket-${name}.${format}`))
  })
})

describe('the form that ClickHouse asks for', () => {
  it('is in the text, ids and instances each on a line of their own', () => {
    expect(renderTicket([first, second], 'txt')).toContain(
      ['VPC Endpoint IDs: vpce-08c316c04b3a5623f,vpce-0aaaaaaaaaaaaaaaa', 'ClickHouse instance URLs:', 'abc123.us-west-2.aws.clickhouse.cloud,def456.us-west-2.vpce.aws.clickhouse.cloud'].join('\n'),
    )
  })

  it('has one section for each region, and names no instance twice in it', () => {
    const text = renderTicket([elsewhere, first, first], 'txt')
    expect(text.match(/^Region: .*/gm)).toEqual(['Region: eu-west-1', 'Region: us-west-2'])
    expect(text.match(/^VPC Endpoint IDs: .*/gm)).toEqual(['VPC Endpoint IDs: vpce-0bbbbbbbbbbbbbbbb', 'VPC Endpoint IDs: vpce-08c316c04b3a5623f'])
  })

  it('takes the frozen plan before the draft, and says what is missing', () => {
    const subject = toTicketSubject(sampleRequest({ draft: { ...sampleDraft, region: 'eu-west-1', hostnames: [] }, plan: samplePlan }))
    expect(subject).toMatchObject({ region: 'us-west-2', hostnames: samplePlan.hostnames })
    const empty = renderTicket([toTicketSubject(sampleRequest({ draft: EMPTY_DRAFT, plan: null, endpointId: null, state: 'draft' }))], 'txt')
    expect(empty).toMatch(/VPC Endpoint IDs: not created yet\nClickHouse instance URLs:\nnone given/)
  })
})

const HIDDEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufe0f]/

describe('G64 free text is neutral', () => {
  const hostileText = fc.array(fc.oneof(fc.constantFrom(...HOSTILE.split(/(\s)/), '\n', '@', '<', '](', '`', '\u202e', '\ud800', '&', '\\'), fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 25 }).map((parts) => parts.join(''))
  const subjects = fc.record({ name: hostileText, contact: hostileText, note: hostileText }).map((texts): TicketSubject[] => [{ ...first, ...texts, link: null }])

  it('in every format there is nothing hidden, no tag, no mention of everybody', () => {
    fc.assert(
      fc.property(subjects, fc.constantFrom(...FORMATS), (list, format) => {
        const text = renderTicket(list, format)
        expect(text).not.toMatch(HIDDEN)
        expect(text.isWellFormed()).toBe(true)
        expect(text.replace(/^ {2}> /gm, '')).not.toMatch(/<[!@#a-z/]/i)
        expect(text).not.toMatch(/@(everyone|here|channel)\b/i)
      }),
      { numRuns: 300 },
    )
  })

  it('in plain text no line but ours stands at the margin, so none can be a mail header or a heading', () => {
    fc.assert(
      fc.property(subjects, (list) => {
        const margin = renderTicket(list, 'txt').split('\n').filter((line) => line !== '' && !line.startsWith(' '))
        expect(margin.map((line) => line.split(':')[0])).toEqual([expect.stringContaining('AWS PrivateLink'), 'Region', 'VPC Endpoint IDs', 'ClickHouse instance URLs', expect.any(String), expect.stringContaining('Endpoint vpce-')])
      }),
      { numRuns: 300 },
    )
  })

  it('in Markdown it keeps its structure: two fence lines, our headings, no live link', () => {
    fc.assert(
      fc.property(subjects, (list) => {
        const text = renderTicket(list, 'md')
        expect(text.match(/^\s*(```|~~~)/gm)).toHaveLength(2)
        expect(text.match(/^\s*>?\s*#+ /gm)).toHaveLength(3)
        expect(text).not.toMatch(/(?<!\\)\]\(/)
      }),
      { numRuns: 300 },
    )
  })

  it('as JSON it gives back the very text, but for what cannot be seen', () => {
    const [region] = (JSON.parse(renderTicket([{ ...first, note: '<b> @everyone & `x`' }], 'json')) as { regions: { endpoints: { note: string }[] }[] }).regions
    expect(region!.endpoints[0]!.note).toBe('<b> @everyone & `x`')
  })

  it('leaves an ordinary contact as it is', () => {
    expect(renderTicket([{ ...first, contact: 'Kim Østergård <kim.o+aws@example.com>, #platform' }], 'txt')).toContain('Contact: Kim Østergård ‹kim.o+aws@example.com›, #platform')
  })
})
