import { describe, expect, it } from 'vitest'
import { isFiltered, parseAuditQuery, toAuditFilter } from './audit-query'

describe('the address of the audit page', () => {
  it('filters by what it names; a day is a whole day of UTC', () => {
    const query = parseAuditQuery({ q: ' two words ', who: 'u1', object: 'us-west-2', since: '2026-11-25', until: '2026-11-26' })
    expect(toAuditFilter(query)).toMatchObject({ text: 'two words', who: 'u1', objectId: 'us-west-2', since: Date.UTC(2026, 10, 25), until: Date.UTC(2026, 10, 27) })
    expect(isFiltered(query)).toBe(true)
  })

  it.each([{ q: ['a', 'b'] }, { since: '2026-13-45' }, { until: 'tomorrow' }, { before: '-1' }, { after: '1e9' }, { q: 'x'.repeat(201) }, { q: ' ' }])('leaves out what it cannot use: %j', (params) => {
    const query = parseAuditQuery(params)
    expect(isFiltered(query)).toBe(false)
    expect([query.before, query.after]).toEqual([undefined, undefined])
  })
})
