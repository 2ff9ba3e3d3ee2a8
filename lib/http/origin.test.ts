import { describe, expect, it } from 'vitest'
import { allowedOrigins, judgeHost, judgeWrite } from './origin'

const local = allowedOrigins('http://localhost:3000')
const remote = allowedOrigins('https://causeway.example.com')

describe('allowedOrigins', () => {
  it.each([
    ['http://localhost:3000', ['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000']],
    ['http://127.0.0.1:3100', ['http://127.0.0.1:3100', 'http://localhost:3100', 'http://[::1]:3100']],
    ['http://localhost', ['http://localhost', 'http://127.0.0.1', 'http://[::1]']],
    ['https://causeway.example.com', ['https://causeway.example.com']],
  ])('%s', (appUrl, expected) => expect(allowedOrigins(appUrl)).toEqual(expected))
})

describe('E48 judgeWrite', () => {
  it.each([
    ['our origin', { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }],
    ['our origin, from a client that sends no Sec-Fetch-Site', { origin: 'http://localhost:3000' }],
    ['another name of this machine on our port', { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' }],
    ['the IPv6 name', { origin: 'http://[::1]:3000', 'sec-fetch-site': 'same-origin' }],
    ['same-origin without Origin', { 'sec-fetch-site': 'same-origin' }],
  ])('lets through %s', (_name, headers) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) expect(judgeWrite({ method, path: '/', headers }, local)).toBeNull()
  })

  it.each([
    ['neither header', {}],
    ['an Origin of null', { origin: 'null' }],
    ['an empty Origin', { origin: '', 'sec-fetch-site': 'same-origin' }],
    ['another port', { origin: 'http://localhost:3001', 'sec-fetch-site': 'same-site' }],
    ['another port without Sec-Fetch-Site', { origin: 'http://localhost:3001' }],
    ['another scheme', { origin: 'https://localhost:3000' }],
    ['a look-alike suffix', { origin: 'http://localhost:3000.evil.example' }],
    ['a look-alike prefix', { origin: 'http://evil-localhost:3000' }],
    ['a user name before our host', { origin: 'http://localhost:3000@evil.example' }],
    ['a trailing slash, which no browser sends', { origin: 'http://localhost:3000/' }],
    ['two origins', { origin: 'http://localhost:3000, http://evil.example' }],
    ['a cross-site fetch that claims our origin', { origin: 'http://localhost:3000', 'sec-fetch-site': 'cross-site' }],
    ['a sibling site', { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' }],
    ['a navigation typed by hand', { 'sec-fetch-site': 'none' }],
    ['a garbled Sec-Fetch-Site', { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin, same-origin' }],
  ])('refuses %s with 403', (_name, headers) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND']) expect(judgeWrite({ method, path: '/', headers }, local)?.status).toBe(403)
  })

  it('knows no loopback names where APP_URL is elsewhere', () => {
    expect(judgeWrite({ method: 'POST', path: '/', headers: { origin: 'https://causeway.example.com' } }, remote)).toBeNull()
    expect(judgeWrite({ method: 'POST', path: '/', headers: { origin: 'http://localhost:3000' } }, remote)?.status).toBe(403)
    expect(judgeWrite({ method: 'POST', path: '/', headers: { origin: 'https://causeway.example.com.evil.example' } }, remote)?.status).toBe(403)
  })

  it('lets everybody read', () => {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) expect(judgeWrite({ method, path: '/', headers: { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' } }, local)).toBeNull()
  })
})

describe('E48 the report of a script, which says no origin', () => {
  const authorization = `Bearer cwr_${'a'.repeat(43)}`
  const judged = (headers: Record<string, string>, path = '/api/reports', method = 'POST') => judgeWrite({ method, path, headers }, local)?.status ?? null

  it('is let through with its key', () => expect(judged({ authorization })).toBeNull())
  it.each<[string, Record<string, string>, string?, string?]>([
    ['without a key', {}],
    ['with another kind of key', { authorization: 'Basic YTpi' }],
    ['with an empty key', { authorization: 'Bearer ' }],
    ['with a cookie', { authorization, cookie: 'a=b' }],
    ['from a page', { authorization, origin: 'http://evil.example' }],
    ['from a page that says its site only', { authorization, 'sec-fetch-site': 'cross-site' }],
    ['from a page without an origin', { authorization, origin: 'null' }],
    ['to another path', { authorization }, '/api/reports/'],
    ['to a path below', { authorization }, '/api/reports/x'],
    ['to a page', { authorization }, '/requests/new'],
    ['by another method', { authorization }, '/api/reports', 'PUT'],
  ])('is refused %s', (_what, headers, path, method) => expect(judged(headers, path, method)).toBe(403))
})

describe('E48 a call of the API, which says no origin', () => {
  const authorization = `Bearer causeway_${'0'.repeat(18)}_${'a'.repeat(43)}`
  it.each<[string, string, Record<string, string>, boolean]>([
    ['with its token', '/api/v1/requests', { authorization }, true],
    ['with a cookie beside it', '/api/v1/requests', { authorization, cookie: 'causeway-session=x' }, false],
    ['without a token', '/api/v1/requests', {}, false],
    ['from a page elsewhere', '/api/v1/requests', { authorization, origin: 'http://evil.example' }, false],
    ['to a page', '/requests', { authorization }, false],
    ['to something that is named like it', '/api/v1x', { authorization }, false],
  ])('%s: %s %j is let through: %s', (_what, path, headers, ok) => expect(judgeWrite({ method: 'POST', path, headers }, local) === null).toBe(ok))
})

describe('judgeHost', () => {
  const door = { listenHost: '127.0.0.1', appUrl: 'https://causeway.example.com' }
  it.each([
    ['localhost:3000', null], ['127.0.0.1:3000', null], ['[::1]:3000', null], ['LOCALHOST', null],
    ['causeway.example.com', null], ['Causeway.Example.Com:443', null],
    ['rebound.evil.example:3000', 421], ['localhost.evil.example', 421], ['127.0.0.1.evil.example', 421], ['169.254.169.254', 421],
    [undefined, 400], ['', 400], ['a b', 400], ['localhost:3000@evil', 400], ['localhost:99999999', 400], ['localhost/path', 400],
  ])('%s while listening on loopback: %s', (host, status) => {
    expect(judgeHost(host, door)?.status ?? null).toBe(status)
  })

  it('takes any name where other machines may reach us', () => {
    expect(judgeHost('10.0.0.5:3000', { ...door, listenHost: '0.0.0.0' })).toBeNull()
    expect(judgeHost('a b', { ...door, listenHost: '0.0.0.0' })?.status).toBe(400)
  })
})
