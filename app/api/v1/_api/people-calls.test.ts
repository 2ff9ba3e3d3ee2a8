import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { reader, write } from '@/lib/db/client'
import { openForTests } from '@/lib/auth/test-signed-in'
import { acceptInvitation } from '@/lib/operations/invitations'
import { renewPassword } from '@/lib/operations/renew-password'
import type { TokenScope } from '@/lib/privatelink/tokens'
import { call, forgetPace, hearLog, key, now, person, tokenFor } from './test-api'

// Who has access, by API: people, invitations and links for new passwords.

type Admin = Awaited<ReturnType<typeof person>>
let close = () => Promise.resolve()
let owner: Admin
let secret = ''
let logged = () => ''

beforeAll(async () => {
  logged = hearLog()
  ;({ close } = await openForTests())
  owner = await person('admin')
  secret = await tokenWith(['read', 'people'])
}, 30_000)
afterAll(() => close())
beforeEach(forgetPace)

const tokenWith = async (scopes: TokenScope[], actor = owner) => (await tokenFor(actor, { scopes })).secret
const send = (method: string, path: string, body?: unknown, by = secret) => call(path, by, { method, ...(body !== undefined && { body }), headers: key() })
const lastTold = async () => (await reader().audit.findFirstOrThrow({ orderBy: { id: 'desc' } })) as { action: string; actorKind: string; actorId: string | null; objectId: string }
const session = (id: string, userId: string) =>
  write((tx) => tx.session.create({ data: { id, tokenHash: id, userId, createdAt: now(), seenAt: now(), expiresAt: new Date(Date.now() + 60_000) } }), { unaudited: 'arranged by a test' })
const NOBODY = '00000000-0000-4000-8000-000000000000'

describe('people', () => {
  it('get another role, lose their access and get it back, told as done by the token', async () => {
    const { userId } = await person('viewer', 'user-kim')
    expect(await send('PUT', `/people/${userId}/role`, { role: 'operator' })).toMatchObject({ status: 200, body: { userId, role: 'operator', signsInWith: ['password'] } })
    expect(await lastTold()).toMatchObject({ action: 'person.role-changed', actorKind: 'token', actorId: owner.userId, objectId: userId })
    const theirs = (await tokenFor({ ...owner, userId, role: 'operator' }, { scopes: ['read'] })).secret
    await session('one', userId)
    expect(await send('POST', `/people/${userId}/disable`)).toMatchObject({ status: 200, body: { disabledAt: expect.any(String) as string } })
    expect([await reader().session.count({ where: { userId } }), (await call('/me', theirs)).status]).toEqual([0, 401])
    expect(await send('POST', `/people/${userId}/enable`)).toMatchObject({ status: 200, body: { disabledAt: null } })
    expect(await lastTold()).toMatchObject({ action: 'person.enabled', actorKind: 'token' })
  })

  it('are signed out everywhere and keep their access', async () => {
    const { userId } = await person('viewer', 'user-lee')
    for (const id of ['two', 'three']) await session(id, userId)
    expect(await send('POST', `/people/${userId}/end-sessions`)).toMatchObject({ status: 200, body: { ended: 2 } })
    expect(await lastTold()).toMatchObject({ action: 'person.sessions-ended', objectId: userId })
    expect((await reader().person.findUniqueOrThrow({ where: { id: userId } })).disabledAt).toBeNull()
  })

  it('the last administrator stays one, and no token ends its owner’s access', async () => {
    expect(await send('PUT', `/people/${owner.userId}/role`, { role: 'viewer' })).toMatchObject({ status: 409, body: { code: 'last-administrator' } })
    expect(await send('POST', `/people/${owner.userId}/disable`)).toMatchObject({ status: 409, body: { code: 'own-access' } })
    const second = await person('admin', 'user-second')
    await write((tx) => tx.person.update({ where: { id: owner.userId }, data: { disabledAt: now() } }), { unaudited: 'arranged by a test' })
    expect((await send('POST', `/people/${second.userId}/disable`)).status, 'the token of somebody who was disabled').toBe(401)
    expect(await send('PUT', `/people/${second.userId}/role`, { role: 'viewer' }, await tokenWith(['people'], second))).toMatchObject({ status: 409, body: { code: 'last-administrator' } })
    await write((tx) => tx.person.update({ where: { id: owner.userId }, data: { disabledAt: null } }), { unaudited: 'arranged by a test' })
  })

  it.each(['PUT /people/:id/role', 'POST /people/:id/disable', 'POST /people/:id/enable', 'POST /people/:id/end-sessions', 'POST /people/:id/password-link', 'DELETE /invitations/:id'])('%s: not there where there is nobody', async (what) => {
    const [method = '', path = ''] = what.replace(':id', NOBODY).split(' ')
    expect(await send(method, path, method === 'PUT' ? { role: 'viewer' } : undefined)).toMatchObject({ status: 404, body: { code: 'not-found' } })
  })
})

describe('links', () => {
  const kept = async () => JSON.stringify([await reader().invitation.findMany(), await reader().audit.findMany(), await reader().idempotentAnswer.findMany()]) + logged()

  it('invite a person, once, with the role that was said; the link is kept nowhere', async () => {
    const made = await send('POST', '/invitations', { role: 'support', note: 'Sue' })
    expect(made).toMatchObject({ status: 201, body: { invitation: { role: 'support', note: 'Sue', invitedBy: 'admin by API token', forUserId: null } } })
    const token = /\/invite\/([\w-]+)$/.exec(String(made.body.url))![1]!
    expect(await kept()).not.toContain(token)
    await acceptInvitation({ token, name: 'Sue', email: 'sue@people.example', passwordHash: 'hash' }, { from: null, now: now() })
    expect((await call('/people', secret)).body.people).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'Sue', role: 'support' })]))
    expect((await call('/invitations', secret)).body.invitations).toEqual([])
  })

  it('are listed without themselves, and withdrawn', async () => {
    const { body } = await send('POST', '/invitations', { role: 'admin', note: 'Max' })
    const { invitationId } = body.invitation as { invitationId: string }
    const list = await call('/invitations', secret)
    expect(list.body.invitations).toMatchObject([{ invitationId, note: 'Max' }])
    expect(list.text).not.toContain('/invite/')
    expect(await send('DELETE', `/invitations/${invitationId}`)).toMatchObject({ status: 200, body: { invitations: [] } })
    expect(await send('DELETE', `/invitations/${invitationId}`)).toMatchObject({ status: 409, body: { code: 'invitation-is-over' } })
  })

  it('let somebody choose another password', async () => {
    const { userId } = await person('viewer', 'user-ann')
    const made = await send('POST', `/people/${userId}/password-link`)
    expect(made).toMatchObject({ status: 201, body: { invitation: { forUserId: userId } } })
    const token = /\/renew\/([\w-]+)$/.exec(String(made.body.url))![1]!
    expect(await kept()).not.toContain(token)
    expect(await renewPassword({ token, passwordHash: 'another' }, { from: null, now: now() })).toEqual({ email: `${userId}@example.com` })
    await send('POST', `/people/${userId}/disable`)
    expect(await send('POST', `/people/${userId}/password-link`)).toMatchObject({ status: 409, body: { code: 'no-access' } })
  })
})

describe('the scope people', () => {
  it('what was refused is in the log, by its code', () => expect(logged()).toContain('"code":"invitation-is-over"'))

  it('is implied by no other', async () => {
    const others = await tokenWith(['read', 'requests', 'desk', 'admin', 'self'])
    for (const [method, path, body] of [['POST', '/invitations', { role: 'admin', note: 'x' }], ['PUT', `/people/${owner.userId}/role`, { role: 'admin' }], ['POST', '/tokens', { name: 'x', scopes: ['read'] }]] as const)
      expect(await send(method, path, body, others)).toMatchObject({ status: 403, body: { code: 'scope', detail: expect.stringContaining('needs the scope people') as string } })
  })

  it('is not given to the token of who may not change who has access, and does nothing for who may no longer', async () => {
    const viewer = await person('viewer', 'user-viewer-2')
    await expect(tokenWith(['people'], viewer)).rejects.toMatchObject({ code: 'not-allowed', status: 403 })
    const lowered = await person('admin', 'user-lowered')
    const theirs = await tokenWith(['people'], lowered)
    await send('PUT', `/people/${lowered.userId}/role`, { role: 'viewer' })
    expect(await send('POST', '/invitations', { role: 'admin', note: 'x' }, theirs)).toMatchObject({ status: 403, body: { code: 'not-allowed' } })
    expect(await send('POST', '/tokens', { name: 'x', scopes: ['people'] }, theirs)).toMatchObject({ status: 403, body: { code: 'not-allowed' } })
  })
})
