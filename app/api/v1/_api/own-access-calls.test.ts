import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openForTests } from '@/lib/auth/test-signed-in'
import { reader, write } from '@/lib/db/client'
import { revokeToken } from '@/lib/operations/api-tokens'
import type { TokenScope } from '@/lib/privatelink/tokens'
import { call, forgetPace, hearLog, key, now, person, tokenFor } from './test-api'

// Tokens and sessions, by API.

let close = () => Promise.resolve()
let admin: Awaited<ReturnType<typeof person>>
let viewer: Awaited<ReturnType<typeof person>>
let logged = () => ''

beforeAll(async () => {
  logged = hearLog()
  ;({ close } = await openForTests())
  admin = await person('admin')
  viewer = await person('viewer')
}, 30_000)
afterAll(() => close())
beforeEach(forgetPace)

const MAKER: TokenScope[] = ['read', 'self', 'people']
const makerFor = (days: number) => tokenFor(admin, { scopes: MAKER, days })
const make = (secret: string, body: Record<string, unknown>) => call('/tokens', secret, { method: 'POST', body: { name: 'made', ...body }, headers: key() })
const revoke = (secret: string, tokenId: string) => call(`/tokens/${tokenId}`, secret, { method: 'DELETE' })
const made = ({ body }: Awaited<ReturnType<typeof call>>) => ({ secret: String(body.secret), ...(body.token as { tokenId: string; expiresAt: string }) })

describe('a token that makes tokens', () => {
  it('makes one for its owner that works, told with both', async () => {
    const maker = await makerFor(30)
    const answer = await make(maker.secret, { scopes: ['read', 'read'], days: 7 })
    expect(answer).toMatchObject({ status: 201, body: { token: { owner: { userId: admin.userId, name: 'admin' }, scopes: ['read'], state: 'active', madeById: maker.token.tokenId } } })
    const child = made(answer)
    expect((await call('/me', child.secret)).body).toMatchObject({ userId: admin.userId, tokenId: child.tokenId })
    expect(await reader().audit.findFirst({ where: { action: 'token.created', objectId: child.tokenId } })).toMatchObject({ actorKind: 'token', actorId: admin.userId, after: expect.stringContaining(`"madeWith":"test (${maker.token.tokenId})"`) as string })
    const kept = JSON.stringify([await reader().apiToken.findMany(), await reader().audit.findMany(), await reader().idempotentAnswer.findMany()])
    expect(kept + logged()).not.toContain(child.secret.slice(-43))
  })

  it('gives no scope that it lacks, and no later end', async () => {
    const maker = await makerFor(2)
    expect(await make(maker.secret, { scopes: ['read', 'admin'] })).toMatchObject({ status: 403, body: { code: 'more-than-maker', detail: expect.stringContaining('not admin') as string } })
    expect(await make(maker.secret, { scopes: ['read'], days: 3 })).toMatchObject({ status: 403, body: { code: 'more-than-maker', detail: expect.stringContaining(maker.token.expiresAt.toISOString()) as string } })
    expect(made(await make(maker.secret, { scopes: ['read'] })).expiresAt).toBe(maker.token.expiresAt.toISOString())
    expect(Date.parse(made(await make(maker.secret, { scopes: ['read'], days: 1 })).expiresAt)).toBeLessThan(maker.token.expiresAt.getTime())
    expect(made(await make((await makerFor(365)).secret, { scopes: ['read'] })).expiresAt < new Date(Date.now() + 91 * 86_400_000).toISOString()).toBe(true)
  })

  it.each<[string, Record<string, unknown>]>([
    ['no scope', { scopes: [] }],
    ['a scope nobody knows', { scopes: ['everything'] }],
    ['no days', { scopes: ['read'], days: 0 }],
    ['more days than a token lives', { scopes: ['read'], days: 366 }],
    ['an owner', { scopes: ['read'], ownerId: 'somebody' }],
    ['no name', { scopes: ['read'], name: '  ' }],
  ])('takes not: %s', async (_what, body) => expect(await make((await makerFor(365)).secret, body)).toMatchObject({ status: 400, body: { code: 'wrong-shape' } }))

  it('cannot reach further through one it made', async () => {
    const maker = await makerFor(30)
    const child = made(await make(maker.secret, { scopes: ['people', 'read'], days: 1 }))
    expect(await make(child.secret, { scopes: ['self'] })).toMatchObject({ status: 403, body: { code: 'more-than-maker' } })
    expect(made(await make(child.secret, { scopes: ['read'] })).expiresAt).toBe(child.expiresAt)
  })

  it('takes all it made with it when it is revoked, and theirs', async () => {
    const maker = await makerFor(30)
    const child = made(await make(maker.secret, { scopes: ['read', 'people'] }))
    const grandchild = made(await make(child.secret, { scopes: ['read'] }))
    const other = await makerFor(1)
    await revokeToken(maker.token.tokenId, { actor: admin, now: now() })
    expect(await Promise.all([maker, child, grandchild, other].map(async ({ secret }) => (await call('/me', secret)).status))).toEqual([401, 401, 401, 200])
    const told = await reader().audit.findMany({ where: { action: 'token.revoked', objectId: { in: [maker.token.tokenId, child.tokenId, grandchild.tokenId] } }, orderBy: { id: 'asc' } })
    expect(told.map(({ objectId, after }) => [objectId, after?.includes(maker.token.tokenId) ?? false])).toEqual([[maker.token.tokenId, false], [child.tokenId, true], [grandchild.tokenId, true]])
  })
})

describe('tokens', () => {
  it('are listed for their owner, for an administrator everybody’s, page by page and without secrets', async () => {
    const own = await tokenFor(viewer, { scopes: ['read'] })
    const second = await tokenFor(viewer, { scopes: ['read', 'self'] })
    const seen = await call('/tokens', own.secret)
    expect(seen.body).toMatchObject({ tokens: [{ tokenId: second.token.tokenId, owner: { name: 'viewer' }, madeById: null }, { tokenId: own.token.tokenId }], next: null })
    expect(seen.text).not.toMatch(/hash|causeway_/i)
    const all: string[] = []
    const { secret } = await makerFor(1)
    for (let cursor: unknown = ''; cursor !== null; forgetPace()) {
      const page = await call(`/tokens?limit=2${cursor ? `&cursor=${String(cursor)}` : ''}`, secret)
      all.push(...(page.body.tokens as { tokenId: string }[]).map(({ tokenId }) => tokenId))
      cursor = page.body.next
    }
    expect([all.length, new Set(all).size]).toEqual([await reader().apiToken.count(), all.length])
    expect(await call('/tokens?cursor=tomorrow', secret)).toMatchObject({ status: 400 })
  })

  it('are revoked by their owner’s token, itself included; those of others ask for the scope people', async () => {
    const [own, self, others] = [await tokenFor(viewer, { scopes: ['read'] }), await tokenFor(viewer, { scopes: ['self'] }), await tokenFor(admin, { scopes: ['self'] })]
    expect(await revoke(self.secret, others.token.tokenId)).toMatchObject({ status: 403, body: { code: 'not-allowed' } })
    expect(await revoke(others.secret, own.token.tokenId)).toMatchObject({ status: 403, body: { code: 'scope', detail: expect.stringContaining('people') as string } })
    expect(await revoke(self.secret, own.token.tokenId)).toMatchObject({ status: 200, body: { tokenId: own.token.tokenId } })
    expect((await call('/me', own.secret)).status).toBe(401)
    expect((await revoke(self.secret, self.token.tokenId)).status).toBe(200)
    expect((await revoke(self.secret, self.token.tokenId)).status).toBe(401)
    const theirs = await tokenFor(viewer, { scopes: ['read'] })
    expect((await revoke((await makerFor(1)).secret, theirs.token.tokenId)).status).toBe(200)
    expect(await revoke(others.secret, '0'.repeat(18))).toMatchObject({ status: 404 })
  })
})

describe('sessions', () => {
  const open = (id: string, userId: string) =>
    write((tx) => tx.session.create({ data: { id, tokenHash: `hash-of-${id}`, userId, createdAt: now(), seenAt: now(), expiresAt: new Date(Date.now() + 60_000), fromAddress: '192.0.2.7', userAgent: 'a browser' } }), { unaudited: 'arranged by a test' })

  it('are the owner’s own: listed, ended one by one and all at once', async () => {
    for (const id of ['one', 'two', 'three']) await open(id, viewer.userId)
    await open('of-admin', admin.userId)
    const { secret } = await tokenFor(viewer, { scopes: ['read', 'self'] })
    const seen = await call('/sessions', secret)
    expect((seen.body.sessions as { sessionId: string }[]).map(({ sessionId }) => sessionId).sort()).toEqual(['one', 'three', 'two'])
    expect(seen.body.sessions).toMatchObject([{ from: '192.0.2.7', userAgent: 'a browser' }, {}, {}])
    expect(seen.text).not.toContain('hash-of')
    expect((await call('/sessions/one', secret, { method: 'DELETE' })).body.sessions).toHaveLength(2)
    for (const gone of ['one', 'of-admin']) expect(await call(`/sessions/${gone}`, secret, { method: 'DELETE' })).toMatchObject({ status: 404 })
    expect(await call('/sessions', secret, { method: 'DELETE' })).toMatchObject({ status: 200, body: { ended: 2 } })
    expect((await reader().session.findMany()).map(({ id }) => id)).toEqual(['of-admin'])
    expect((await reader().audit.findMany({ where: { actorKind: 'token', objectId: viewer.userId } })).map(({ action }) => action)).toEqual(['person.signed-out', 'person.signed-out-everywhere'])
  })

  it('are not ended by a token that only reads', async () => {
    const { secret } = await tokenFor(viewer, { scopes: ['read'] })
    expect(await call('/sessions', secret, { method: 'DELETE' })).toMatchObject({ status: 403, body: { code: 'scope', detail: expect.stringContaining('needs the scope self') as string } })
  })
})
