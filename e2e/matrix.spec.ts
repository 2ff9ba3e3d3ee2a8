import { createHash } from 'node:crypto'
import { MAY, mayDo, OPERATIONS, ROLES, type Operation, type Owned, type Role } from '@/lib/privatelink/roles'
import { ask, askAsRouter, hear, type Seen } from './support/ask'
import { change, rowsOf, tablesOf, valueOf } from './support/database'
import { builtActions, callAction, type Fields } from './support/door'
import { actions, handlers, pages, type ActionDoor } from './support/every-door'
import * as journey from './support/journey'
import { guardedDoors, HANDLERS, keyedDoors, openDoors, PAGES, type Ids } from './support/matrix-rows'
import { newPerson, type Signed } from './support/people'
import { validFields } from './support/valid-fields'
import { expect, startForThisFile, test } from './support/test'

// Who gets what: every page, route handler and action there is, for every role and for nobody, over HTTP against the built product.

// no look of its own in an hour: the tables are compared before and after
startForThisFile({ watchSeconds: 3600 })

const CANARY = 'Canary'
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
/** An id that was in the address comes back in it; anything else would be told. */
const leaks = ({ body }: Pick<Seen, 'body'>, sent: string): string[] =>
  [CANARY, world.handedOver, world.draft, 'vpce-0', 'people.example'].filter((secret) => !sent.includes(secret) && body.includes(secret))

test('F56 every page, route handler and action has a row, and every row its door', () => {
  expect(Object.keys(PAGES).sort()).toEqual(pages().sort())
  expect(Object.keys(HANDLERS).sort()).toEqual(handlers().sort())
  expect(actions().map(({ id }) => id).sort()).toEqual([...builtActions().keys()].sort())
  for (const { id, operation } of actions()) if (operation) expect(OPERATIONS, id).toHaveProperty(operation)
})

test('F56 F57 F58 every role sees of every door what the table says, and nothing of anything else', async ({ causeway: { url, databaseFile } }) => {
  test.setTimeout(180_000)
  const wrong: string[] = []
  for (const [door, row, kind] of guardedDoors()) {
    for (const [role, person] of world.people) {
      const path = row.at(world)
      const viewer = { userId: userIdOf(databaseFile, person), role }
      const maySee = row.of ? mayDo(viewer, 'viewRequest', owned(databaseFile, world[row.of])).ok : true
      const may = mayDo(viewer, row.operation, row.of && owned(databaseFile, world[row.of])).ok
      // who may see a draft but not change it is led to its own page, which says so; a file says no where the role may for its own
      const refused = !maySee || !MAY[row.operation][role] ? 404 : kind === 'handler' ? 403 : 404
      const expected = may ? (row.allowed ?? 200) : maySee && row.operation === 'editDraft' ? 307 : refused
      const html = await ask(url + path, { cookie: person.cookie })
      if (html.status !== expected) wrong.push(`${door} as ${role}: ${html.status}, expected ${expected}`)
      if (html.status === 307 && !/^\/(requests|support)/.test(html.location)) wrong.push(`${door} as ${role} leads to ${html.location}`)
      const secrets = html.status === 404 ? leaks(html, path) : []
      if (secrets.length > 0) wrong.push(`${door} as ${role} tells ${secrets.join(', ')}`)
      // what may be seen is the same for the router, and dear to make twice
      if (kind === 'handler' || expected === 200) continue
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
  for (const [door, row, kind] of guardedDoors()) {
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
  for (const [door, row] of openDoors()) {
    const answer = await ask(url + row.at())
    expect(answer.status, door).toBe(row.status)
    expect(leaks(answer, ''), door).toEqual([])
  }
})

test('F58 every door about a request is shut for support until it is handed over, and for everybody where there is none', async ({ causeway: { url } }) => {
  const wrong: string[] = []
  const nowhere = crypto.randomUUID()
  for (const [door, row, kind] of guardedDoors()) {
    if (!row.of) continue
    for (const [role, id] of [['support', world.draft], ['admin', nowhere], ['support', nowhere]] as const) {
      const path = row.at({ handedOver: id, draft: id })
      const cookie = world.people.get(role)!.cookie
      const answers = [await ask(url + path, { cookie }), ...(kind === 'page' ? [await askAsRouter(url + path, { cookie })] : [])]
      const told = answers.flatMap((answer) => leaks(answer, path))
      if (answers[0]!.status !== 404 || told.length > 0) wrong.push(`${door} as ${role}: ${answers[0]!.status} ${told.join(', ')}`)
    }
  }
  expect(wrong).toEqual([])
})

/** What nobody meant to change by an action that was refused: everything but who was seen when, and how often somebody tried. */
const kept = (databaseFile: string): string => rowsOf(databaseFile, tablesOf(databaseFile).filter((table) => !['Session', 'Tries'].includes(table)))
const guardedActions = () => actions().filter((each): each is ActionDoor & { operation: Operation } => each.operation !== null)

/** Calls an action at a page that has it. */
async function act(url: string, action: string, { cookie, fields }: { cookie?: string; fields: Fields }) {
  const page = builtActions().get(action)?.pages.find((each) => PAGES[each])
  const answer = await callAction(action, { url, path: PAGES[page ?? '']?.at(world) ?? '/requests', fields, ...(cookie && { cookie }) })
  return { status: answer.status, leadsTo: answer.headers.get('x-action-redirect') ?? '', text: await answer.text() }
}

test('F56 every action asks who, and refuses the roles that may not with their sentence', async ({ causeway: { url, databaseFile } }) => {
  test.setTimeout(180_000)
  const before = kept(databaseFile)
  const wrong: string[] = []
  for (const { id, operation } of guardedActions()) {
    const fields = validFields(id, world.handedOver)
    const nobody = await act(url, id, { fields })
    if (!/^\/sign-in/.test(nobody.leadsTo)) wrong.push(`${id} for nobody: ${nobody.status} ${nobody.leadsTo} ${nobody.text.slice(0, 200)}`)
    for (const [role, { cookie }] of world.people) {
      if (MAY[operation][role]) continue
      const { status, text } = await act(url, id, { cookie, fields })
      if (!text.includes(`Your role, ${role}, may not ${OPERATIONS[operation]}.`)) wrong.push(`${id} as ${role}: ${status} ${text.slice(0, 200)}`)
    }
  }
  expect(wrong).toEqual([])
  expect(kept(databaseFile)).toBe(before)
})

test('F59 no action takes a field that its form does not have, from whoever may', async ({ causeway: { url, databaseFile } }) => {
  test.setTimeout(180_000)
  const before = kept(databaseFile)
  const wrong: string[] = []
  const more = { role: 'admin', state: 'available', ownerId: world.requester, userId: world.requester, 'team[id]': '1', constructor: '1' }
  for (const { id, operation } of guardedActions()) {
    const fields = { ...more, ...validFields(id, world.draft) }
    for (const [role, { cookie }] of world.people) {
      if (!MAY[operation][role]) continue
      const { status, text } = await act(url, id, { cookie, fields })
      // nothing else was wrong with what came
      const isRefused = /"error":"Unrecognized keys: [^}]*","fields":\{\}/.test(text)
      if (!isRefused) wrong.push(`${id} as ${role}: ${status} ${text.slice(0, 200)}`)
    }
  }
  expect(wrong).toEqual([])
  expect(kept(databaseFile)).toBe(before)
})

test('F57 F58 no action changes a request of somebody else: not there for who may not see it, refused for who may not change it', async ({ causeway: { url, databaseFile } }) => {
  test.setTimeout(180_000)
  const before = kept(databaseFile)
  const wrong: string[] = []
  const check = async (id: string, role: Role, requestId: string, sentence: RegExp) => {
    const { status, text } = await act(url, id, { cookie: world.people.get(role)!.cookie, fields: validFields(id, requestId) })
    const isRefused = /"error":/.test(text) && sentence.test(text)
    if (!isRefused || (role === 'support' && text.includes(CANARY))) wrong.push(`${id} as ${role}: ${status} ${text.slice(0, 300)}`)
  }
  const about = guardedActions().filter(({ id }) => JSON.stringify(validFields(id, world.draft)).includes(world.draft))
  for (const { id, operation } of about) {
    // saving the first step starts a request or changes one
    const isOwn = MAY[operation].requester === 'own' || operation === 'startRequest'
    for (const requestId of isOwn ? [world.draft, world.handedOver] : []) await check(id, 'requester', requestId, /only for requests you started/)
    if (MAY[operation].support === 'handed-over') await check(id, 'support', world.draft, /was not found/)
    if (MAY[operation].operator) await check(id, 'operator', crypto.randomUUID(), /not found|do(es)? not exist/)
  }
  expect(about.length).toBeGreaterThan(20)
  expect(wrong).toEqual([])
  expect(kept(databaseFile)).toBe(before)
})

test('E54 F56 the API takes no cookie, asks every call for its key, and refuses the roles that may not', async ({ causeway: { url, databaseFile, admin } }) => {
  const document = (await (await fetch(`${url}/api/v1/openapi.json`, { headers: { cookie: admin.cookie } })).json()) as { paths: Record<string, Record<string, { description: string }>> }
  const calls = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, { description }]) => ({ method: method.toUpperCase(), path: path.replace('{requestId}', world.handedOver).replace('{region}', 'us-west-2'), description })))
  const operationOf = (description: string) => (Object.keys(OPERATIONS) as Operation[]).find((operation) => description.includes(`For roles that may ${OPERATIONS[operation]}`))
  const tokens = new Map<Role, string>()
  for (const [role, { cookie }] of world.people) {
    const { text } = await act(url, 'app/(console)/settings/tokens/actions.ts#createTokenAction', { cookie, fields: { name: 'matrix', days: '1', 'scopes[]': 'read' } })
    tokens.set(role, /causeway_[\w-]+/.exec(text)![0])
  }
  const before = rowsOf(databaseFile, ['EndpointRequest', 'RequestBody', 'Event', 'Rate', 'Audit'])
  const wrong: string[] = []
  // as our own pages would ask: what comes from elsewhere without a key is sent away before
  const withoutKey: Record<string, string>[] = [{ origin: url }, { origin: url, cookie: admin.cookie }]
  for (const { method, path, description } of calls) {
    const operation = operationOf(description)
    if (!operation) wrong.push(`${method} ${path} names no operation: ${description}`)
    const say = (headers: Record<string, string>) => fetch(`${url}/api/v1${path}`, { method, headers: { 'content-type': 'application/json', ...headers }, ...(method !== 'GET' && { body: '{}' }) })
    for (const headers of withoutKey) {
      const answer = await say(headers)
      if (answer.status !== 401 || leaks({ body: await answer.text() }, path).length > 0) wrong.push(`${method} ${path} with ${Object.keys(headers).join()}: ${answer.status}`)
    }
    for (const [role, token] of tokens) {
      if (!operation || MAY[operation][role]) continue
      const answer = await say({ authorization: `Bearer ${token}` })
      if (answer.status !== 403 || !(await answer.text()).includes(`Your role, ${role}, may not`)) wrong.push(`${method} ${path} as ${role}: ${answer.status}`)
    }
  }
  for (const [door, row] of keyedDoors()) {
    for (const headers of withoutKey) {
      const answer = await fetch(url + row.at(world), { method: row.method, headers })
      if (answer.status !== 401) wrong.push(`${door}: ${answer.status}`)
    }
  }
  expect(calls.length).toBeGreaterThan(60)
  expect(wrong).toEqual([])
  expect(rowsOf(databaseFile, ['EndpointRequest', 'RequestBody', 'Event', 'Rate', 'Audit'])).toBe(before)
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
