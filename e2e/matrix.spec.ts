import { createHash } from 'node:crypto'
import { MAY, mayDo, OPERATIONS, ROLES, type Operation, type Owned, type Role } from '@/lib/privatelink/roles'
import { change, rowsOf, valueOf } from './support/database'
import { actionIds, callAction } from './support/door'
import { actions, handlers, pages, type ActionDoor } from './support/every-door'
import * as journey from './support/journey'
import { newPerson, type Signed } from './support/people'
import { expect, startForThisFile, test } from './support/test'

// Who gets what: every page, route handler and action there is, for every role and for nobody, over HTTP against the built product.

startForThisFile({ watchSeconds: 60 })

const CANARY = 'Canary'
type Ids = { handedOver: string; draft: string }
/** What a door asks the table, at which address. `of`: the request it is about. `open`: for anybody. */
type Row = { operation: Operation; at: (ids: Ids) => string; of?: keyof Ids; allowed?: number } | { open: true; at: () => string; status: number }

const PAGES: Record<string, Row> = {
  '/': { operation: 'manageOwnSessions', at: () => '/', allowed: 307 },
  '/requests': { operation: 'listRequests', at: () => '/requests' },
  '/requests/[requestId]': { operation: 'viewRequest', at: ({ handedOver }) => `/requests/${handedOver}`, of: 'handedOver' },
  '/requests/new': { operation: 'startRequest', at: () => '/requests/new' },
  '/requests/new/[requestId]/clickhouse': { operation: 'editDraft', at: ({ draft }) => `/requests/new/${draft}/clickhouse`, of: 'draft' },
  '/requests/new/[requestId]/account': { operation: 'editDraft', at: ({ draft }) => `/requests/new/${draft}/account`, of: 'draft' },
  '/requests/new/[requestId]/network': { operation: 'editDraft', at: ({ draft }) => `/requests/new/${draft}/network`, of: 'draft', allowed: 307 },
  '/requests/new/[requestId]/review': { operation: 'editDraft', at: ({ draft }) => `/requests/new/${draft}/review`, of: 'draft', allowed: 307 },
  '/sandbox': { operation: 'playClickHouse', at: () => '/sandbox' },
  '/settings/rates': { operation: 'viewCatalogue', at: () => '/settings/rates' },
  '/settings/people': { operation: 'viewPeople', at: () => '/settings/people' },
  '/settings/sessions': { operation: 'manageOwnSessions', at: () => '/settings/sessions' },
  '/sign-in': { open: true, at: () => '/sign-in', status: 200 },
  '/setup': { open: true, at: () => '/setup?token=not-the-token-at-all', status: 404 },
  '/invite/[token]': { open: true, at: () => '/invite/not-a-token', status: 200 },
}
const ticket = (format: string): Record<string, Row> => ({
  [`/requests/[requestId]/ticket.${format}`]: { operation: 'readTicket', at: ({ handedOver }) => `/requests/${handedOver}/ticket.${format}`, of: 'handedOver' },
  [`/requests/ticket.${format}`]: { operation: 'readTicket', at: ({ handedOver }) => `/requests/ticket.${format}?ids=${handedOver}`, of: 'handedOver' },
})
const HANDLERS: Record<string, Row> = {
  ...ticket('txt'),
  ...ticket('md'),
  ...ticket('json'),
  '/api/events': { operation: 'manageOwnSessions', at: () => '/api/events' },
  '/api/health': { open: true, at: () => '/api/health', status: 200 },
  '/api/ready': { open: true, at: () => '/api/ready', status: 200 },
  '/sign-in/provider': { open: true, at: () => '/sign-in/provider', status: 307 },
  '/api/auth/callback/oidc': { open: true, at: () => '/api/auth/callback/oidc?code=x&state=y', status: 404 },
}

type World = Ids & { people: Map<Role, Signed>; requester: string }
let world: World

test.beforeAll(async ({ browser, causeway, storageState }) => {
  test.setTimeout(240_000)
  const { url, admin, databaseFile } = causeway
  const people = new Map<Role, Signed>([['admin', admin]])
  for (const role of ROLES) if (role !== 'admin') people.set(role, await newPerson(url, admin, role))
  const context = await browser.newContext({ storageState, baseURL: url })
  const handedOver = await journey.makeRequest(await context.newPage(), { clickhouse: { name: `${CANARY} handed over` } })
  await expect.poll(() => valueOf(databaseFile, 'SELECT "state" FROM "EndpointRequest" WHERE "requestId" = ?', handedOver), { timeout: 30_000 }).toBe('pending-acceptance')
  await context.close()
  const requester = valueOf<string>(databaseFile, 'SELECT "id" FROM "Person" WHERE "email" = ?', people.get('requester')!.email)
  const draft = await startDraft(url, people.get('operator')!, `${CANARY} draft`)
  world = { people, handedOver, draft, requester }
})

async function startDraft(url: string, { cookie }: Signed, name: string): Promise<string> {
  const fields = { key: crypto.randomUUID(), requestId: '', hostnamesText: journey.HOSTNAMES[0]!, serviceName: journey.SERVICE, suggested: '', name, contact: '', note: '' }
  const answer = await callAction('app/(console)/requests/new/actions.ts#saveClickhouse', { url, path: '/requests/new', cookie, fields })
  const text = await answer.text()
  const id = /"done":"([0-9a-f-]{36})"/.exec(text)?.[1]
  if (!id) throw new Error(`No draft was made (${answer.status}): ${text.slice(0, 400)}`)
  return id
}

const owned = (databaseFile: string, requestId: string): Owned => ({
  ownerId: valueOf(databaseFile, 'SELECT "ownerId" FROM "EndpointRequest" WHERE "requestId" = ?', requestId),
  endpointId: valueOf(databaseFile, 'SELECT "endpointId" FROM "EndpointRequest" WHERE "requestId" = ?', requestId),
  state: valueOf(databaseFile, 'SELECT "state" FROM "EndpointRequest" WHERE "requestId" = ?', requestId),
})
const userIdOf = (databaseFile: string, { email }: Signed) => valueOf<string>(databaseFile, 'SELECT "id" FROM "Person" WHERE "email" = ?', email)
const doors = (): [door: string, row: Row, kind: 'page' | 'handler'][] => [
  ...Object.entries(PAGES).map(([door, row]) => [door, row, 'page'] as [string, Row, 'page']),
  ...Object.entries(HANDLERS).map(([door, row]) => [door, row, 'handler'] as [string, Row, 'handler']),
]

type Seen = { status: number; location: string; body: string; type: string }
/** A stream does not end by itself: its head is enough. */
async function ask(url: string, headers: Record<string, string> = {}): Promise<Seen> {
  const abort = new AbortController()
  const answer = await fetch(url, { headers, redirect: 'manual', signal: abort.signal })
  const type = answer.headers.get('content-type') ?? ''
  const body = type.startsWith('text/event-stream') ? '' : await answer.text()
  if (type.startsWith('text/event-stream')) abort.abort()
  return { status: answer.status, location: answer.headers.get('location') ?? '', body, type }
}
/** As the browser's own router asks: with the mark that Next wants in the address. */
async function askAsRouter(url: string, headers: Record<string, string>): Promise<Seen> {
  const first = await ask(url, { ...headers, rsc: '1' })
  return first.status === 307 && first.location.includes('_rsc=') ? ask(new URL(first.location, url).href, { ...headers, rsc: '1' }) : first
}
/** An id that was in the address comes back in it; anything else would be told. */
const leaks = ({ body }: Pick<Seen, 'body'>, sent: string): string[] =>
  [CANARY, world.handedOver, world.draft, 'vpce-0', 'people.example'].filter((secret) => !sent.includes(secret) && body.includes(secret))

test('F56 every page, route handler and action has a row, and every row its door', () => {
  expect(Object.keys(PAGES).sort()).toEqual(pages().sort())
  expect(Object.keys(HANDLERS).sort()).toEqual(handlers().sort())
  expect(actions().map(({ id }) => id).sort()).toEqual([...actionIds().keys()].sort())
  for (const { id, operation } of actions()) if (operation) expect(OPERATIONS, id).toHaveProperty(operation)
})

test('F56 F57 F58 every role sees of every door what the table says, and nothing of anything else', async ({ causeway: { url, databaseFile } }) => {
  test.setTimeout(180_000)
  const wrong: string[] = []
  for (const [door, row, kind] of doors()) {
    if ('open' in row) continue
    for (const [role, person] of world.people) {
      const path = row.at(world)
      const viewer = { userId: userIdOf(databaseFile, person), role }
      const maySee = row.of ? mayDo(viewer, 'viewRequest', owned(databaseFile, world[row.of])).ok : true
      const may = mayDo(viewer, row.operation, row.of && owned(databaseFile, world[row.of])).ok
      // who may see a draft but not change it is led to its own page, which says so
      const expected = may ? (row.allowed ?? 200) : maySee && row.operation === 'editDraft' ? 307 : 404
      const html = await ask(url + path, { cookie: person.cookie })
      if (html.status !== expected) wrong.push(`${door} as ${role}: ${html.status}, expected ${expected}`)
      if (html.status === 307 && !/^\/(requests|support)/.test(html.location)) wrong.push(`${door} as ${role} leads to ${html.location}`)
      const secrets = html.status === 404 ? leaks(html, path) : []
      if (secrets.length > 0) wrong.push(`${door} as ${role} tells ${secrets.join(', ')}`)
      if (kind === 'handler') continue
      const flight = await askAsRouter(url + path, { cookie: person.cookie })
      const told = expected === 404 ? leaks(flight, path) : []
      if (told.length > 0 || flight.status >= 500) wrong.push(`${door} for the router as ${role}: ${flight.status} ${told.join(', ')}`)
    }
  }
  expect(wrong).toEqual([])
})

test('E46 E47 E51 nobody gets in anywhere: no cookie, garbage, forged, expired, idle, ended, with any header', async ({ causeway: { url, databaseFile, admin } }) => {
  test.setTimeout(180_000)
  const [name, value] = [admin.cookie.slice(0, admin.cookie.indexOf('=')), decodeURIComponent(admin.cookie.slice(admin.cookie.indexOf('=') + 1))]
  const token = value.slice(0, value.lastIndexOf('.'))
  const old = await newPerson(url, admin, 'admin')
  const idle = await newPerson(url, admin, 'admin')
  const ended = await newPerson(url, admin, 'admin')
  const sessionOf = ({ cookie }: Signed) => createHash('sha256').update(decodeURIComponent(cookie.slice(cookie.indexOf('=') + 1)).split('.')[0]!).digest('base64url')
  expect(change(databaseFile, 'UPDATE "Session" SET "expiresAt" = ? WHERE "tokenHash" = ?', Date.now() - 1, sessionOf(old))).toBe(1)
  expect(change(databaseFile, 'UPDATE "Session" SET "seenAt" = ? WHERE "tokenHash" = ?', Date.now() - 8 * 3_600_000, sessionOf(idle))).toBe(1)
  await callAction('app/(console)/settings/sessions/actions.ts#endAll', { url, path: '/settings/sessions', cookie: ended.cookie })
  const strangers: [string, Record<string, string>][] = [
    ['no cookie', {}],
    ['garbage', { cookie: `${name}=garbage` }],
    ['a forged signature', { cookie: `${name}=${encodeURIComponent(`${token}.${'A'.repeat(43)}=`)}` }],
    ['no signature', { cookie: `${name}=${token}` }],
    ['the hash in place of the token', { cookie: `${name}=${sessionOf(admin)}` }],
    ['an expired session', { cookie: old.cookie }],
    ['an idle session', { cookie: idle.cookie }],
    ['an ended session', { cookie: ended.cookie }],
    ['E47 a header of Next’s own', { 'x-middleware-subrequest': Array(5).fill('middleware').join(':'), 'x-nextjs-data': '1', 'x-invoke-path': '/requests' }],
    ['E51 a header that names somebody', { 'x-webauth-user': 'ada', 'x-remote-user': 'ada', 'x-forwarded-user': 'ada', 'x-causeway-client-address': '127.0.0.1', 'x-causeway-path': '/sign-in' }],
  ]
  const wrong: string[] = []
  for (const [door, row, kind] of doors()) {
    if ('open' in row) continue
    const path = row.at(world)
    const sizes = new Set<number>()
    const answers = await Promise.all(strangers.map(async ([who, headers]) => [who, await ask(url + path, headers)] as const))
    for (const [who, answer] of answers) {
      const isOut = kind === 'page' ? answer.status === 307 && /^\/sign-in(\?|$)/.test(answer.location) : answer.status === 401
      const secrets = leaks(answer, path)
      if (!isOut || secrets.length > 0) wrong.push(`${door} with ${who}: ${answer.status} ${answer.location} ${secrets.join(', ')}`)
      sizes.add(Math.round(answer.body.length / 500))
    }
    if (sizes.size > 2) wrong.push(`${door} answers strangers at ${sizes.size} lengths`)
    if (kind === 'handler') continue
    const flight = await askAsRouter(url + path, {})
    if (leaks(flight, path).length > 0 || flight.status >= 500) wrong.push(`${door} for the router of nobody: ${flight.status} ${leaks(flight, path).join(', ')}`)
  }
  expect(wrong).toEqual([])
})

test('what is open says nothing to anybody', async ({ causeway: { url } }) => {
  for (const [door, row] of doors()) {
    if (!('open' in row)) continue
    const answer = await ask(url + row.at())
    expect(answer.status, door).toBe(row.status)
    expect(leaks(answer, ''), door).toEqual([])
  }
})

const KEPT = ['EndpointRequest', 'RequestBody', 'Event', 'Person', 'Credential', 'Invitation', 'Rate', 'Account']

test('F56 F59 every action asks who and refuses what it was not asked for', async ({ causeway: { url, databaseFile } }) => {
  test.setTimeout(180_000)
  const before = rowsOf(databaseFile, KEPT)
  const wrong: string[] = []
  const guarded = actions().filter((each): each is ActionDoor & { operation: Operation } => each.operation !== null)
  // more than any shape takes: who may is refused by the shape, and nothing changes either way
  const fields = { requestId: world.draft, userId: world.requester, role: 'admin', state: 'available', ownerId: world.requester, 'team[id]': '1' }
  for (const { id, operation } of guarded) {
    const nobody = await callAction(id, { url, path: '/requests', fields })
    if (!/^\/sign-in/.test(nobody.headers.get('x-action-redirect') ?? '')) wrong.push(`${id} for nobody: ${nobody.status} ${nobody.headers.get('x-action-redirect')}`)
    for (const [role, { cookie }] of world.people) {
      const answer = await callAction(id, { url, path: '/settings/sessions', cookie, fields })
      const text = await answer.text()
      const isRefusedByRole = text.includes(`Your role, ${role}, may not`)
      const isRefusedByShape = /"(error|fields)":/.test(text) && !isRefusedByRole
      if (MAY[operation][role] ? !isRefusedByShape : !isRefusedByRole) wrong.push(`${id} as ${role}: ${answer.status} ${text.slice(0, 200)}`)
    }
  }
  expect(wrong).toEqual([])
  expect(rowsOf(databaseFile, KEPT)).toBe(before)
})

test('F57 F58 actions on a request of somebody else: not there for who may not see it, refused for who may not change it', async ({ causeway: { url, databaseFile } }) => {
  const before = rowsOf(databaseFile, KEPT)
  const requests = 'app/(console)/requests/[requestId]/actions.ts'
  const table: [action: string, role: Role, requestId: string, sentence: RegExp][] = [
    [`${requests}#discard`, 'requester', world.draft, /only for requests you started/],
    [`${requests}#lookNow`, 'requester', world.handedOver, /only for requests you started/],
    [`${requests}#deleteNow`, 'requester', world.handedOver, /only for requests you started/],
    [`${requests}#createAgain`, 'requester', world.handedOver, /only for requests you started/],
    ['app/(console)/requests/new/actions.ts#discard', 'requester', world.draft, /only for requests you started/],
    [`${requests}#deleteNow`, 'support', world.handedOver, /Your role, support, may not delete endpoints/],
    [`${requests}#deleteNow`, 'viewer', world.handedOver, /Your role, viewer, may not delete endpoints/],
    [`${requests}#lookNow`, 'operator', '00000000-0000-4000-8000-000000000000', /The request was not found/],
  ]
  for (const [action, role, requestId, sentence] of table) {
    const answer = await callAction(action, { url, path: '/requests', cookie: world.people.get(role)!.cookie, fields: { requestId } })
    const text = await answer.text()
    expect(text, `${action} as ${role}`).toMatch(sentence)
    expect(text, `${action} as ${role}`).not.toContain(role === 'support' ? CANARY : 'vpce-0ffff')
  }
  expect(rowsOf(databaseFile, KEPT)).toBe(before)
})

test('F58 support hears of nothing that is not on the desk, and sees no draft', async ({ causeway: { url } }) => {
  const { cookie } = world.people.get('support')!
  const seen = await ask(`${url}/requests/${world.draft}`, { cookie })
  expect([seen.status, leaks(seen, world.draft)]).toEqual([404, []])
  const heard = await hear(url, cookie, async () => {
    await startDraft(url, world.people.get('operator')!, `${CANARY} unheard`)
  })
  expect(heard).toMatch(/^: open/)
  expect(heard).not.toContain('requests')
  const operator = await hear(url, world.people.get('operator')!.cookie, async () => {
    await startDraft(url, world.people.get('operator')!, `${CANARY} heard`)
  })
  expect(operator).toContain('event: requests')
})

/** What a stream says while something happens, and for a second after. */
async function hear(url: string, cookie: string, meanwhile: () => Promise<void>): Promise<string> {
  const abort = new AbortController()
  const answer = await fetch(`${url}/api/events`, { headers: { cookie }, signal: abort.signal })
  const reader = answer.body!.getReader()
  let text = ''
  const reading = (async () => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      text += new TextDecoder().decode(value)
    }
  })().catch(() => undefined)
  await meanwhile()
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  abort.abort()
  await reading
  return text
}
