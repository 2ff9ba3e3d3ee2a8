import { describe, expect, it } from 'vitest'
import { dropInternalHeaders, judgeBody, judgeRequestLine, judgeRouterState, LARGEST_BODY, LONGEST_URL } from './inbound'

describe('judgeRequestLine', () => {
  it.each([
    ['GET', '/', null], ['HEAD', '/', null], ['POST', '/requests?x=%zz&y=1&y=2', null], ['GET', '/caf%C3%A9', null], ['GET', '/a//b', null],
    ['TRACE', '/', 405], ['TRACK', '/', 405], ['CONNECT', '/', 405], ['PROPFIND', '/', 405], ['get', '/', 405], ['', '/', 405],
    ['GET', '/%', 400], ['GET', '/%zz', 400], ['GET', '/%ff', 400], ['GET', '/%c0%af', 400], ['GET', '/a%00b', 400],
    ['GET', '//evil.example', 400], ['GET', '/\\evil.example', 400], ['GET', 'http://evil.example/', 400], ['OPTIONS', '*', 400], ['GET', '', 400],
    ['GET', '/caf\u00e9', 400],
    ['GET', `/${'x'.repeat(LONGEST_URL - 1)}`, null], ['GET', `/${'x'.repeat(LONGEST_URL)}`, 414],
  ])('%s %s', (method, url, status) => {
    expect(judgeRequestLine(method, url)?.status ?? null).toBe(status)
  })
})

describe('judgeBody', () => {
  it.each([
    [{}, null], [{ 'content-length': '0' }, null], [{ 'content-length': String(LARGEST_BODY) }, null],
    [{ 'content-length': String(LARGEST_BODY + 1) }, 413], [{ 'content-length': '2097152' }, 413], [{ 'transfer-encoding': 'chunked' }, 411],
  ])('%j', (headers, status) => expect(judgeBody(headers)?.status ?? null).toBe(status))
})

describe('I71 judgeRouterState', () => {
  const real = encodeURIComponent(JSON.stringify(['', { children: ['requests', { children: ['__PAGE__', {}] }] }, null, 'refetch']))
  it.each([
    [undefined, null], [real, null], [encodeURIComponent('["",{}]'), null],
    ['', 400], ['%5B%22', 400], ['%zz', 400], ['[]', 400], ['{}', 400], ['["",{},null,"all"]', 400], ['["",{"a":1}]', 400], [`${real}, ${real}`, 400], ['x'.repeat(40_001), 400],
    [[real, real], 400],
  ])('%s', (said, status) => expect(judgeRouterState({ 'next-router-state-tree': said })?.status ?? null).toBe(status))
})

describe('E47 dropInternalHeaders', () => {
  const forged = ['x-forwarded-host', 'x-forwarded-for', 'x-forwarded-proto', 'forwarded', 'x-real-ip', 'x-middleware-subrequest', 'x-middleware-rewrite', 'x-nextjs-data',
    'x-nextjs-request-id', 'x-invoke-path', 'x-invoke-status', 'x-matched-path', 'x-now-route-matches', 'x-next-resume-state-length', 'x-prerender-revalidate', 'x-vercel-id',
    'x-causeway-client-address', 'x-causeway-anything', 'x-original-url', 'x-rewrite-url', 'x-nonce', 'x-request-id', 'content-security-policy', 'content-security-policy-report-only']
  const real = ['host', 'origin', 'cookie', 'rsc', 'next-action', 'next-url', 'next-router-state-tree', 'next-router-prefetch', 'next-router-segment-prefetch', 'content-type',
    'content-length', 'last-event-id', 'x-requested-with', 'accept']

  it('drops what only a proxy or Next may say, and keeps what browsers and Next’s browser side send', () => {
    const headers = Object.fromEntries([...forged, ...real].map((name) => [name, '1']))
    dropInternalHeaders(headers, { dev: false })
    expect(Object.keys(headers).sort()).toEqual([...real].sort())
  })

  it('keeps the two that `next dev` needs, only in dev', () => {
    const headers = { 'x-nextjs-request-id': '1', 'x-nextjs-html-request-id': '1', 'x-nextjs-data': '1' }
    dropInternalHeaders(headers, { dev: true })
    expect(headers).toEqual({ 'x-nextjs-request-id': '1', 'x-nextjs-html-request-id': '1' })
  })
})
