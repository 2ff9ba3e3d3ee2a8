import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DATA, PLATFORM, REGION, startWorld, type TestWorld } from '@/lib/operations/testing/test-world'
import { call, forgetPace, key, person, tokenFor } from './test-api'

// Accounts, settings, people and the audit trail by API.

let world: TestWorld
let admin = ''
let operator = ''
let reading = ''

beforeAll(async () => {
  world = await startWorld()
  const actor = await person('admin')
  admin = (await tokenFor(actor)).secret
  reading = (await tokenFor(actor, { scopes: ['read'] })).secret
  operator = (await tokenFor(await person('operator'))).secret
}, 30_000)
afterAll(() => world.end())
beforeEach(forgetPace)

const send = (method: string, path: string, body?: unknown, secret = admin) => call(path, secret, { method, ...(body !== undefined && { body }), headers: key() })
const NEW = '777788889999'
const INPUT = { name: 'new', source: { kind: 'assume-role', roleArn: `arn:aws:iam::${NEW}:role/CausewayAccess` }, regions: [REGION] }

describe('accounts', () => {
  it('are added, seen with what to paste, changed, and removed by name', async () => {
    const added = await send('POST', '/accounts', { accountId: NEW, ...INPUT })
    expect(added).toMatchObject({ status: 201, body: { accountId: NEW, source: 'assume-role', level: 'delete', externalId: expect.any(String) as string, heldBecause: expect.any(String) as string } })
    expect(await send('POST', '/accounts', { accountId: NEW, ...INPUT })).toMatchObject({ status: 409, body: { code: 'account-known' } })
    const { texts } = (await call(`/accounts/${NEW}/setup`, operator)).body as { texts: { text: string }[] }
    expect(texts.some(({ text }) => text.includes(String(added.body.externalId)))).toBe(true)
    expect(await send('PUT', `/accounts/${NEW}`, { ...INPUT, name: 'renamed', level: 'read' })).toMatchObject({ status: 200, body: { name: 'renamed', level: 'read', externalId: added.body.externalId } })
    expect((await call('/account-health', operator)).body.accounts).toEqual(expect.arrayContaining([expect.objectContaining({ accountId: NEW, name: 'renamed' })]))
    expect(await send('DELETE', `/accounts/${NEW}?name=new`)).toMatchObject({ status: 400, body: { code: 'not-confirmed' } })
    expect(await send('DELETE', `/accounts/${NEW}?name=renamed`)).toMatchObject({ status: 200 })
    expect(await call(`/accounts/${NEW}`, operator)).toMatchObject({ status: 404 })
  })

  it('are tested', async () => {
    expect(await send('POST', `/accounts/${DATA.accountId}/test`)).toMatchObject({ status: 200, body: { test: { answered: expect.anything() as unknown, trust: expect.any(String) as string } } })
    expect(await send('POST', `/accounts/${DATA.accountId}/test`, undefined, operator)).toMatchObject({ status: 403 })
    expect(await send('POST', '/accounts/999988887777/test')).toMatchObject({ status: 404 })
  }, 30_000)

  it('take no key, and do not say it again', async () => {
    const pasted = await send('POST', '/accounts', { accountId: NEW, ...INPUT, note: 'AKIAIOSFODNN7EXAMPLE' })
    expect([pasted.status, pasted.body.code, JSON.stringify(pasted.body).includes('AKIA')]).toEqual([400, 'key-pasted', false])
    expect(await send('POST', '/accounts', { accountId: NEW, ...INPUT, secretAccessKey: 'x' })).toMatchObject({ status: 400, body: { code: 'wrong-shape' } })
  })
})

describe('settings', () => {
  it('have ports: added, left out, reset', async () => {
    const port = async (number: number) => ((await call('/ports', operator)).body.ports as { port: number }[]).find((each) => each.port === number)
    expect(await send('PUT', '/ports/8123', { name: 'HTTP' })).toMatchObject({ status: 200 })
    expect(await port(8123)).toMatchObject({ name: 'HTTP', needed: false, from: 'own' })
    await send('DELETE', '/ports/9440')
    expect(await port(9440)).toMatchObject({ hidden: true, from: 'edited' })
    await send('POST', '/ports/9440/reset')
    expect(await port(9440)).toMatchObject({ hidden: false, from: 'shipped' })
    expect(await send('POST', '/ports/8123/reset')).toMatchObject({ status: 409, body: { code: 'not-shipped' } })
    expect(await send('DELETE', '/ports/8123')).toMatchObject({ status: 200 })
    expect(await port(8123)).toBeUndefined()
  })

  it('have services: added, removed, refused where the region is another', async () => {
    const name = `com.amazonaws.vpce.${REGION}.vpce-svc-0123456789abcdef0`
    expect(JSON.stringify((await send('PUT', `/services/${name}`, { region: REGION, zoneIds: ['usw2-az1'], note: 'Ours' })).body)).toContain(name)
    expect(await send('PUT', `/services/${name}`, { region: 'eu-west-1' })).toMatchObject({ status: 400, body: { code: 'bad-service' } })
    expect(await send('PUT', `/services/${name}`, { region: REGION }, operator)).toMatchObject({ status: 403 })
    expect(JSON.stringify((await send('DELETE', `/services/${name}`)).body)).not.toContain(name)
  })
})

describe('administration', () => {
  it('reads people', async () => {
    const { people } = (await call('/people', reading)).body as { people: { name: string }[] }
    expect(people.map(({ name }) => name)).toEqual(['admin', 'operator'])
    expect(JSON.stringify(people)).not.toMatch(/hash|password":/i)
    expect(await call('/people', operator)).toMatchObject({ status: 403 })
  })

  it('reads the trail by filter, every entry once, and verifies it', async () => {
    const all: number[] = []
    for (let cursor: unknown = ''; cursor !== null; ) {
      const page = await call(`/audit?limit=3${cursor ? `&cursor=${String(cursor)}` : ''}`, reading)
      all.push(...(page.body.entries as { id: number }[]).map(({ id }) => id))
      cursor = page.body.next
      forgetPace()
    }
    expect(all).toEqual([...new Set(all)].sort((a, b) => b - a))
    expect(all.at(-1)).toBe(1)
    const of = async (query: string) => (await call(`/audit?${query}`, reading)).body.entries as { action: string; object: { id: string } }[]
    expect((await of('action=account.removed')).map(({ object }) => object.id)).toEqual([NEW])
    expect(await of(`until=2000-01-01T00:00:00Z&objectId=${PLATFORM.accountId}`)).toEqual([])
    expect(await call('/audit/verify', reading, { method: 'POST' })).toMatchObject({ status: 200, body: { whole: true, rows: all.length } })
    expect(await call('/audit?cursor=0', reading)).toMatchObject({ status: 400 })
  })

  it('takes the trail away as one file, by the same filter', async () => {
    const csv = await call('/audit/file?action=account.removed', reading)
    expect([csv.status, csv.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8'])
    expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="causeway-audit-[\d-]{10}\.csv"$/)
    const [head, ...rows] = csv.text.trimEnd().split('\r\n')
    expect([head?.startsWith('"id","time"'), rows.length, rows[0]?.includes(NEW)]).toEqual([true, 1, true])
    const { rows: all } = (await call('/audit/verify', reading, { method: 'POST' })).body
    const lines = (await call('/audit/file?format=jsonl', reading)).text.trimEnd().split('\n').map((line) => JSON.parse(line) as { id: number })
    expect([lines.length, lines[0]?.id]).toEqual([all, 1])
    expect(await call('/audit/file?format=xlsx', reading)).toMatchObject({ status: 400, body: { code: 'wrong-shape' } })
    expect(await call('/audit/file', operator)).toMatchObject({ status: 403, body: { code: 'not-allowed' } })
  })
})
