import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newLinkId, readShareToken, signShare } from '@/lib/auth/share-token'
import { config } from '@/lib/config'
import { reader, write } from '@/lib/db/client'
import { changeRequest } from '@/lib/db/requests'
import { listShares } from '@/lib/db/shares'
import type { Actor, EndpointRequest } from '@/lib/privatelink/request'
import type { Role } from '@/lib/privatelink/roles'
import { MOST_SHARES } from '@/lib/privatelink/share'
import { discardDraft } from './discard-draft'
import { openShare } from './open-share'
import { revokeShare, shareRequest, type NewShare } from './share-request'
import { ACTOR, BY_HAND, startWorld, type TestWorld } from './testing/test-world'

let world: TestWorld
let request: EndpointRequest
beforeEach(async () => {
  world = await startWorld()
  request = await world.submitted()
})
afterEach(() => world.end())

const HOUR = 3_600_000
const START = new Date()
const later = (ms: number) => new Date(START.getTime() + ms)
const as = (role: Role, userId = `user-${role}`): Actor => ({ kind: 'user', userId, name: role, role, from: '203.0.113.7' })
const WANTED: NewShare = { label: 'Kim at the network team', days: 7, showsInternals: false }
const share = (wanted: Partial<NewShare> = {}, { actor = as('admin'), requestId = request.requestId } = {}) => shareRequest(requestId, { ...WANTED, ...wanted }, { actor, now: START, newLinkId, sign: signShare })
const open = (token: string, now = later(1_000)) => {
  const claims = readShareToken(token)
  return claims && openShare({ token, claims, from: '198.51.100.9', now })
}
const audited = async () => (await reader().audit.findMany({ where: { objectKind: 'share' }, orderBy: { id: 'asc' } })).map(({ action, actorKind, fromAddress, objectName }) => [action, actorKind, fromAddress, objectName])
const changeLink = (data: object) => write((tx) => tx.shareLink.updateMany({ data }), { unaudited: 'a test' })

describe('a shared link', () => {
  it('opens the request, is counted, and is told of when made, opened and revoked', async () => {
    const { link, token } = await share()
    expect(await open(token)).toMatchObject({ state: { label: 'Waiting for ClickHouse' }, hides: true, expiresAt: link.expiresAt.toISOString() })
    expect(await listShares(request.requestId)).toMatchObject([{ linkId: link.linkId, opens: 1, lastOpenedAt: later(1_000), madeByName: 'admin' }])
    await revokeShare(link, { actor: as('admin'), now: later(2_000) })
    await revokeShare(link, { actor: as('admin'), now: later(3_000) })
    expect(await open(token, later(4_000))).toBeNull()
    expect(await audited()).toEqual([
      ['share.made', 'user', '203.0.113.7', WANTED.label],
      ['share.opened', 'guest', '198.51.100.9', WANTED.label],
      ['share.revoked', 'user', '203.0.113.7', WANTED.label],
    ])
  })

  it('opened a thousand times fills no trail: one row an hour, and every opening counted', async () => {
    const { token } = await share()
    for (let n = 0; n < 40; n += 1) await open(token, later(n * 1_000))
    await open(token, later(HOUR + 1_000))
    expect((await audited()).filter(([action]) => action === 'share.opened')).toHaveLength(2)
    expect((await listShares(request.requestId))[0]?.opens).toBe(41)
  })

  it('is kept as a hash only: the token is nowhere in the database', async () => {
    const { token } = await share()
    await open(token)
    const bytes = ['', '-wal'].map((end) => readFileSync(`${config().databaseFile}${end}`).toString('latin1')).join('')
    expect(bytes).toContain(WANTED.label)
    expect(bytes).not.toContain(token)
    expect(bytes).not.toContain(token.slice(0, 40))
  })

  it.each<[string, (token: string) => Promise<string>]>([
    ['that has ended', async (token) => { await changeLink({ expiresAt: later(500) }); return token }],
    ['whose row was changed to show more', async (token) => { await changeLink({ showsInternals: true }); return token }],
    ['whose row was changed to live longer', async (token) => { await changeLink({ expiresAt: later(900 * 24 * HOUR) }); return token }],
    ['that is signed by us and kept nowhere', async (token) => signShare({ ...readShareToken(token)!, linkId: randomBytes(9).toString('hex') })],
    ['whose request is a draft again', async (token) => { await changeRequest(request.requestId, (current) => ({ request: { ...current, state: 'draft' }, events: [], audit: [BY_HAND] })); return token }],
  ])('%s opens nothing', async (_what, spoil) => {
    const { token } = await share()
    expect(await open(await spoil(token))).toBeNull()
  })

  it('ends to the millisecond', async () => {
    const { link, token } = await share({ days: 1 })
    expect(await open(token, new Date(link.expiresAt.getTime() - 1))).not.toBeNull()
    expect(await open(token, link.expiresAt)).toBeNull()
  })

  it('goes with its request, and stays when its maker loses access', async () => {
    const { token } = await share({}, { actor: { ...ACTOR, role: 'operator' } })
    expect(await open(token)).not.toBeNull()
    await changeRequest(request.requestId, (current) => ({ request: { ...current, state: 'refused', endpointId: null }, events: [], audit: [BY_HAND] }))
    await discardDraft(request.requestId, { actor: as('admin'), now: START })
    expect(await open(token)).toBeNull()
    expect(await reader().shareLink.count()).toBe(0)
  })
})

describe('who may share', () => {
  const refused = (work: Promise<unknown>) => work.then(() => 'done', (error: { code?: string }) => error.code)

  it('operators and administrators any, requesters their own, support and viewers none; the same for revoking', async () => {
    await changeRequest(request.requestId, (current) => ({ request: { ...current, ownerId: 'user-requester' }, events: [], audit: [BY_HAND] }))
    const { link } = await share()
    const said = async (actor: Actor) => [await refused(share({}, { actor })), await refused(revokeShare(link, { actor, now: START }))]
    expect(await said(as('viewer'))).toEqual(['not-allowed', 'not-allowed'])
    expect(await said(as('support'))).toEqual(['not-allowed', 'not-allowed'])
    expect(await said(as('requester', 'somebody-else'))).toEqual(['not-allowed', 'not-allowed'])
    expect(await said(as('requester'))).toEqual(['done', 'done'])
    expect(await said(as('operator'))).toEqual(['done', 'done'])
  })

  it('no draft, no life over ninety days or under one, no secret as a label, no link of another request, and not without end', async () => {
    const draft = await world.draftReady(2)
    expect(await refused(share({}, { requestId: draft.requestId }))).toBe('not-shareable')
    for (const days of [0, 91, 1.5, Number.NaN]) expect(await refused(share({ days }))).toBe('bad-days')
    expect(await refused(share({ label: 'password: hunter22' }))).toBe('secret-in-text')
    const { link } = await share()
    expect(await refused(revokeShare({ ...link, requestId: draft.requestId }, { actor: as('admin'), now: START }))).toBe('not-found')
    for (let n = 1; n < MOST_SHARES; n += 1) await share()
    expect(await refused(share())).toBe('too-many-shares')
  })
})
