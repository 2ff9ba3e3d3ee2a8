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
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) expect(judgeWrite({ method, url: '/requests', headers }, local)).toBeNull()
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
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND']) expect(judgeWrite({ method, url: '/requests', headers }, local)?.status).toBe(403)
  })

  it('knows no loopback names where APP_URL is elsewhere', () => {
    expect(judgeWrite({ method: 'POST', url: '/requests', headers: { origin: 'https://causeway.example.com' } }, remote)).toBeNull()
    expect(judgeWrite({ method: 'POST', url: '/requests', headers: { origin: 'http://localhost:3000' } }, remote)?.status).toBe(403)
    expect(judgeWrite({ method: 'POST', url: '/requests', headers: { origin: 'https://causeway.example.com.evil.example' } }, remote)?.status).toBe(403)
  })

  it('lets everybody read', () => {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) expect(judgeWrite({ method, url: '/requests', headers: { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' } }, local)).toBeNull()
  })
})

describe('a write with a token in its header', () => {
  const bearer = { authorization: 'Bearer causeway_x' }
  it.each<[string, string, Record<string, string>, boolean]>([
    ['to the API', '/api/v1/requests', bearer, true],
    ['of a report', '/api/reports', bearer, true],
    ['to the API with a cookie beside it', '/api/v1/requests', { ...bearer, cookie: 'causeway-session=x' }, false],
    ['to the API without a token', '/api/v1/requests', {}, false],
    ['to the API with another kind of authorization', '/api/v1/requests', { authorization: 'Basic eDp5' }, false],
    ['to a page', '/requests', bearer, false],
    ['to something that is named like it', '/api/reportsx', bearer, false],
  ])('%s: %s %j is let through: %s', (_what, url, headers, ok) => expect(judgeWrite({ method: 'POST', url, headers }, local) === null).toBe(ok))
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
