import { describe, expect, it } from 'vitest'
import { csvLine } from './csv'
import { actionLabel, auditDifferences, describeAudit, whoOf } from './describe-audit'

const facts = { actorKind: 'user', actorName: 'Ada', action: 'rate.changed', objectKind: 'rate', objectName: 'us-west-2', before: null, after: null }

describe('describeAudit', () => {
  it.each([
    [{}, 'Changed the rate us-west-2.'],
    [{ action: 'service.hidden', objectKind: 'service', objectName: 'vpce-svc-1' }, 'Hid the shipped service vpce-svc-1.'],
    [{ action: 'request.state-changed', objectKind: 'request', objectName: 'Team', after: { state: 'pending-acceptance' } }, 'Noted a new state of request Team: pending acceptance.'],
    [{ action: 'request.draft-changed', objectKind: 'request', objectName: 'Team' }, 'Changed the draft of request Team.'],
    [{ action: 'person.signed-in', objectKind: 'person', objectName: 'Bo' }, 'Signed in: person Bo.'],
    [{ action: 'strange', objectKind: 'odd_thing', objectName: ' ' }, 'Strange: odd thing without a name.'],
    [{ objectName: 'a\u202eb\nc' }, 'Changed the rate a\ufffdb c.'],
  ])('%j', (given, sentence) => {
    expect(describeAudit({ ...facts, ...given })).toBe(sentence)
  })

  it('names who, people and programs', () => {
    expect(['user', 'token', 'watcher', 'recovery', 'system'].map((actorKind) => whoOf({ actorKind, actorName: 'Ada' }))).toEqual(['Ada', 'Ada by API token', 'Watcher', 'Recovery', 'Causeway'])
    expect(actionLabel('request.draft-changed')).toBe('Request: draft changed')
  })
})

describe('auditDifferences', () => {
  it('tells field by field, leaves out what stayed, and shortens what is long', () => {
    expect(auditDifferences({ before: { perGbUsd: 0.01, same: 'x', gone: 'y' }, after: { perGbUsd: 0.02, same: 'x', zoneIds: ['a', 'b'], needed: true, deep: { a: 1 }, none: [] } })).toEqual([
      { field: 'per gb usd', before: '0.01', after: '0.02' },
      { field: 'gone', before: 'y', after: null },
      { field: 'zone ids', before: null, after: 'a, b' },
      { field: 'needed', before: null, after: 'yes' },
      { field: 'deep', before: null, after: '{"a":1}' },
    ])
    expect(auditDifferences({ before: null, after: { text: 'x'.repeat(10_000) } })[0]!.after).toHaveLength(300)
  })
})

describe('csvLine', () => {
  it.each(['=1+1', '+1', '-1', '@x', '\t=1', ' =1', '\r=1', '\uff1d1', '\ufeff=1'])('makes %j text', (cell) => {
    expect(csvLine([cell])).toBe(`"'${cell}"\r\n`)
  })

  it('quotes what it must and leaves numbers and nothing alone', () => {
    expect(csvLine(['a "b", c\nd', 3, null, 'x=1'])).toBe('"a ""b"", c\nd","3","","x=1"\r\n')
  })
})
