import { setTimeout as wait } from 'node:timers/promises'
import * as journey from './support/journey'
import { send as sendBare, sendText, type Answer, type Sent } from './support/raw-http'
import { expect, startForThisFile, test } from './support/test'

startForThisFile()

/** As the administrator's browser: every page wants somebody signed in. */
let session = ''
test.beforeAll(({ causeway }) => void (session = causeway.admin.cookie))
const send = (url: string, sent: Sent = {}): Promise<Answer> => sendBare(url, { ...sent, headers: { ...sent.headers, cookie: [session, sent.headers?.cookie].filter(Boolean).join('; ') } })

const NOBODY = '00000000-0000-4000-8000-000000000000'

function isGuarded({ headers }: Pick<Answer, 'headers'>, what: string): void {
  const policy = headers['content-security-policy'] ?? ''
  for (const part of ["default-src 'none'", "script-src 'self' 'nonce-", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) expect(policy, what).toContain(part)
  expect(policy, what).not.toMatch(/unsafe-/)
  expect(headers, what).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': expect.stringContaining('camera=()'),
    'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
  })
  for (const absent of ['x-powered-by', 'server', 'access-control-allow-origin']) expect(headers, what).not.toHaveProperty(absent)
}

test('every kind of answer carries the security headers, and none says what it is made with', async ({ causeway: { url } }) => {
  const page = await send(`${url}/requests`)
  const asset = /\/_next\/static\/[^"]+\.js/.exec(page.body)![0]
  const forRouter = (await send(`${url}/requests`, { headers: { rsc: '1' } })).headers.location!
  const kinds: [what: string, status: number, path: string, sent?: Sent][] = [
    ['a page', 200, '/requests'],
    ['a page for the browser’s own router', 200, forRouter, { headers: { rsc: '1' } }],
    ['a page for that router, without its mark', 307, '/requests', { headers: { rsc: '1' } }],
    ['a page for a router that is lost', 400, '/nowhere', { headers: { rsc: '1', 'next-router-state-tree': '%5B%22' } }],
    ['a head', 200, '/requests', { method: 'HEAD' }],
    ['a redirect', 307, '/'],
    ['a page that is not there', 404, '/nowhere'],
    ['a request that is not there', 404, `/requests/${NOBODY}`],
    ['a static file', 200, asset],
    ['a static file that is not there', 404, '/_next/static/chunks/none.js'],
    ['the icon that browsers ask for by themselves', 200, '/favicon.ico'],
    ['health', 200, '/api/health'],
    ['a ticket that is not there', 404, `/requests/${NOBODY}/ticket.txt`],
    ['a ticket of nothing', 400, '/requests/ticket.txt'],
    ['an event stream that is asked for wrongly', 400, '/api/events?ids=x'],
    ['TRACE', 405, '/requests', { method: 'TRACE' }],
    ['a method nobody knows', 405, '/requests', { method: 'PROPFIND' }],
    ['a write from elsewhere', 403, '/requests', { method: 'POST', headers: { origin: 'https://evil.example' } }],
    ['a malformed address', 400, '/%E0%A4%A'],
    ['an address with a NUL', 400, '/requests/%00'],
    ['an address that is too long', 414, `/requests?q=${'a'.repeat(9_000)}`],
    ['another host', 421, '/requests', { headers: { host: 'evil.example' } }],
  ]
  for (const [what, status, path, sent] of kinds) {
    const answer = await send(url + path, sent)
    expect(answer.status, what).toBe(status)
    isGuarded(answer, what)
  }
  expect((await send(url + asset)).headers['cache-control']).toContain('immutable')
  expect(page.headers['cache-control']).toContain('no-store')
  const nonces = await Promise.all([1, 2].map(async () => /nonce-([^']+)/.exec((await send(`${url}/requests`)).headers['content-security-policy']!)![1]))
  expect(nonces[0]).not.toBe(nonces[1])
})

test('TRACE is not echoed, and what is no HTTP at all is turned away', async ({ causeway: { url } }) => {
  const { host } = new URL(url)
  const traced = await sendText(url, `TRACE / HTTP/1.1\r\nHost: ${host}\r\nX-Secret: canary\r\nConnection: close\r\n\r\n`)
  expect(traced).toMatch(/^HTTP\/1\.1 405 /)
  expect(traced).not.toContain('canary')
  for (const text of ['GARBAGE\r\n\r\n', `GET / HTTP/1.1\r\n\r\n`, `GET http://evil.example/ HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`])
    expect(await sendText(url, text)).toMatch(/^HTTP\/1\.1 4\d\d /)
  expect((await send(`${url}/api/ready`)).status).toBe(200)
})

test('E48 a write that comes from elsewhere is refused and changes nothing', async ({ page, causeway: { url } }) => {
  await page.goto('/requests/new')
  await journey.fillClickHouse(page, { name: 'Original' })
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  const [save] = await Promise.all([
    page.waitForRequest((request) => request.method() === 'POST' && (request.postData() ?? '').includes('Original2')),
    page.getByLabel('Name of this request').fill('Original2'),
  ])
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  const real = await save.allHeaders()
  const body = save.postDataBuffer()!.toString().replaceAll('Original2', 'Stolen it')
  const { 'next-action': action, 'content-type': type } = real
  const port = Number(new URL(url).port)
  const own = { 'next-action': action!, 'content-type': type!, accept: 'text/x-component' }
  const strangers: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    {},
    { origin: `${url}.evil.example` },
    { origin: `http://127.0.0.1:${port + 1}` },
    { origin: `https://127.0.0.1:${port}` },
    { origin: `http://evil.example@127.0.0.1:${port}` },
    { origin: url, 'sec-fetch-site': 'cross-site' },
    { origin: url, 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-for': '127.0.0.1' },
  ]
  for (const who of strangers) expect((await send(save.url(), { method: 'POST', headers: { ...own, ...who }, body })).status, JSON.stringify(who)).toBe(403)
  await page.reload()
  await expect(page.getByLabel('Name of this request')).toHaveValue('Original2')

  expect((await send(save.url(), { method: 'POST', headers: { ...own, origin: url }, body })).status).toBe(200)
  await page.reload()
  await expect(page.getByLabel('Name of this request')).toHaveValue('Stolen it')
})

test('E47 headers that only Next or a proxy may say make no difference', async ({ causeway: { url } }) => {
  const claims: Record<string, string>[] = [
    { 'x-middleware-subrequest': Array(5).fill('middleware').join(':') },
    { 'x-middleware-subrequest': Array(5).fill('src/middleware').join(':') },
    { 'x-nextjs-data': '1' },
    { 'x-invoke-path': '/sandbox', 'x-invoke-status': '500' },
    { 'x-matched-path': '/settings/rates' },
    { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    { 'x-rewrite-url': '/sandbox', 'x-original-url': '/sandbox' },
    { 'content-security-policy': "script-src 'nonce-mine'", 'x-nonce': 'mine' },
  ]
  // what differs from answer to answer: the nonce, and the times and keys that a page was made with
  const plain = ({ body }: Answer) => body.replace(/nonce="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}|[A-Za-z0-9+/]{22}==|\d{4}-\d\d-\d\dT[\d:.]+Z/g, '')
  for (const path of ['/', '/requests', '/requests/new', '/settings/rates', '/nowhere', '/api/health']) {
    const usual = await send(url + path)
    for (const claim of claims) {
      const answer = await send(url + path, { headers: claim })
      const what = `${path} with ${Object.keys(claim).join(', ')}`
      expect(answer.status, what).toBe(usual.status)
      expect(answer.headers.location, what).toBe(usual.headers.location)
      expect(Math.abs(plain(answer).length - plain(usual).length), what).toBeLessThan(200)
      expect(answer.body, what).not.toMatch(/evil\.example|nonce="mine"/)
      isGuarded(answer, what)
    }
  }
  expect((await send(`${url}/requests?nxtPrequestId=../sandbox`)).status).toBe(200)
})

test('I71 three hundred strange requests: never a 5xx, and the product is well afterwards', async ({ causeway: { url } }) => {
  const routes = ['/', '/requests', '/requests/new', `/requests/new/${NOBODY}/review`, `/requests/${NOBODY}`, `/requests/${NOBODY}/ticket.json`, '/requests/ticket.md', '/settings/rates', '/sandbox', '/api/events', '/api/ready', '/requests/new/x/nostep']
  const queries = ['state=a&state=b', 'cursor=%00', 'cursor=%FF%FE', 'q=%F0%9F%9A%80&q=', 'sort[]=name&sort[a]=b', 'region=us-west-2%00', '__proto__=1&constructor=2', 'state=' + 'x'.repeat(5_000), 'ids=' + ','.repeat(400), 'ids=' + `${NOBODY},`.repeat(80), 'account=111122223333&account=1', '_rsc=1&_rsc=2', 'cursor=eyJhIjoxfQ%3D%3D', '%', '&&&===']
  const shapes: Sent[] = [
    { headers: { rsc: '1', 'next-router-state-tree': '%5B%22' } },
    { headers: { 'next-action': 'x', origin: url }, method: 'POST', body: '[]' },
    { headers: { 'next-action': 'f'.repeat(42), 'content-type': 'multipart/form-data; boundary=x', origin: url }, method: 'POST', body: '--x\r\nbroken' },
    { headers: { 'content-type': 'application/json', origin: url }, method: 'POST', body: '['.repeat(10_000) },
    { headers: { origin: url }, method: 'PUT', body: 'x' },
    { headers: { origin: url }, method: 'DELETE' },
    { headers: { cookie: `theme=%00"; theme=a; ${'c'.repeat(3_000)}=1` } },
    { headers: { 'if-none-match': '*', range: 'bytes=9-1', 'accept-language': '\u00ff' } },
    { method: 'OPTIONS' },
    { headers: { 'content-type': 'application/x-www-form-urlencoded', origin: url }, method: 'POST', body: '$ACTION_ID_x=1&a[__proto__]=1' },
  ]
  const table = routes.flatMap((route): { path: string; sent: Sent }[] => [
    ...queries.map((query) => ({ path: `${route}?${query}`, sent: {} })),
    ...shapes.map((sent) => ({ path: route, sent })),
  ])
  expect(table).toHaveLength(300)
  const failed: string[] = []
  const ask = async ({ path, sent }: (typeof table)[number]) => {
    // a stream that is asked for rightly does not end by itself
    const answer = await Promise.race([send(url + path, sent), wait(path.startsWith('/api/events') ? 1_500 : 20_000, null)])
    if (answer === null ? !path.startsWith('/api/events') : answer.status >= 500) failed.push(`${sent.method ?? 'GET'} ${path.slice(0, 80)} ${JSON.stringify(sent).slice(0, 80)}: ${answer?.status}`)
  }
  const waiting = [...table]
  await Promise.all(Array.from({ length: 6 }, async () => { for (let next = waiting.pop(); next; next = waiting.pop()) await ask(next) }))
  expect(failed).toEqual([])
  expect((await send(`${url}/api/ready`)).status).toBe(200)
})
