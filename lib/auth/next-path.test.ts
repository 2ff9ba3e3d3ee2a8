import { describe, expect, it } from 'vitest'
import { safeNext } from './next-path'

describe('E53 ?next= never leaves the site', () => {
  it.each(['//evil.example', '/\\evil.example', '///evil.example', '/\t/evil.example', '/\n/evil.example', '\r\n//evil.example', 'https:evil.example', 'https://evil.example', 'javascript:alert(1)',
    'evil.example', '', '/.//evil.example', '/x/..//evil.example', '/%0d%0aSet-Cookie:a=b\r\n', '/ü', ` /requests`, '\\\\evil.example', '/' + 'a'.repeat(2_000), 'http:///evil.example', '/sign-in?next=/sign-in',
    '/setup?token=x', '/invite/abc', '/api/events', null, undefined, 7, ['/requests', '/support']])('%j leads home', (next) => {
    expect(safeNext(next)).toBe('/')
  })

  it.each(['/requests', '/requests?state=draft&q=a%20b', '/settings/people', '/requests/00000000-0000-4000-8000-000000000000', '/%2F%2Fevil.example', '/requests?next=//evil.example'])('%s is kept', (next) => {
    expect(safeNext(next)).toBe(next)
  })

  it('keeps no fragment and tidies the path', () => {
    expect(safeNext('/requests/../support#x')).toBe('/support')
  })
})
