import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeSignedIn, openForTests } from '@/lib/auth/test-signed-in'
import { adoptConfig, config } from '@/lib/config'
import { reader } from '@/lib/db/client'
import { findLiveSession } from '@/lib/db/sessions'
import { findPersonByEmail } from '@/lib/db/people'
import type { Actor } from '@/lib/privatelink/actor'
import { ROLES } from '@/lib/privatelink/roles'
import { acceptInvitation, invitePerson, revokeInvitation } from './invitations'
import { changeRole, disablePerson, enablePerson, setOwnPassword, signOutEverywhere } from './people'
import { isSetUpToken, makeFirstAdministrator, prepareSetUp } from './set-up'

type Signed = Awaited<ReturnType<typeof makeSignedIn>>
let close = () => Promise.resolve()
beforeEach(async () => void ({ close } = await openForTests()))
afterEach(() => close())

const as = ({ userId, name, role }: Signed): Extract<Actor, { kind: 'user' }> => ({ kind: 'user', userId, name, role, from: '192.0.2.7' })
const by = (who: Signed) => ({ actor: as(who), now: new Date() })
const told = async () => (await reader().audit.findMany({ orderBy: { id: 'asc' } })).map(({ action, objectName, fromAddress }) => [action, objectName, fromAddress])

describe('E55 set-up', () => {
  const first = (n: number) => ({ name: `First ${n}`, email: `first${n}@people.example`, passwordHash: 'hash' })
  const from = { from: '192.0.2.7', now: new Date() }

  it('makes one administrator of many that race, and then its token is worth nothing', async () => {
    adoptConfig({ ...config(), setupToken: 'the-token-of-this-test' })
    await prepareSetUp()
    expect(await isSetUpToken('the-token-of-this-test')).toBe(true)
    for (const wrong of ['', 'the-token-of-this-tes', 'the-token-of-this-test ', 'THE-TOKEN-OF-THIS-TEST']) expect(await isSetUpToken(wrong)).toBe(false)
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, (_, n) => makeFirstAdministrator(first(n), from)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await reader().person.count()).toBe(1)
    expect(await isSetUpToken('the-token-of-this-test')).toBe(false)
    expect((await told()).map(([action]) => action)).toEqual(['person.set-up'])
  })
})

describe('people', () => {
  it('F56 only an administrator invites, changes roles and ends access', async () => {
    const target = await makeSignedIn('viewer')
    for (const role of ROLES.filter((each) => each !== 'admin')) {
      const who = by(await makeSignedIn(role))
      for (const attempt of [() => invitePerson({ role: 'admin', note: 'x' }, who), () => changeRole(target.userId, 'admin', who), () => disablePerson(target.userId, who), () => enablePerson(target.userId, who), () => revokeInvitation('x', who)])
        await expect(attempt()).rejects.toMatchObject({ code: 'not-allowed', status: 403 })
    }
    expect(await told()).toEqual([])
  })

  it('E49 ends every session of who is disabled, and gives access back without them', async () => {
    const [admin, target] = [by(await makeSignedIn('admin')), await makeSignedIn('operator')]
    await disablePerson(target.userId, admin)
    expect(await findLiveSession(target.token, new Date())).toBeNull()
    expect(await reader().session.count({ where: { userId: target.userId } })).toBe(0)
    await enablePerson(target.userId, admin)
    expect(await findLiveSession(target.token, new Date())).toBeNull()
    expect(await told()).toEqual([['person.disabled', target.name, '192.0.2.7'], ['person.enabled', target.name, '192.0.2.7']])
  })

  it('keeps the last administrator, and nobody ends their own access', async () => {
    const only = await makeSignedIn('admin')
    await expect(changeRole(only.userId, 'viewer', by(only))).rejects.toMatchObject({ code: 'last-administrator' })
    await expect(disablePerson(only.userId, by(only))).rejects.toMatchObject({ code: 'own-access' })
    const second = await makeSignedIn('admin')
    const outcomes = await Promise.allSettled([changeRole(only.userId, 'viewer', by(second)), changeRole(second.userId, 'viewer', by(only))])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('signs out everywhere, and a new password ends the other sessions only', async () => {
    const who = await makeSignedIn('viewer')
    await setOwnPassword({ passwordHash: 'another', sessionId: who.sessionId }, by(who))
    expect(await findLiveSession(who.token, new Date())).not.toBeNull()
    expect(await signOutEverywhere(by(who))).toBe(1)
    expect(await findLiveSession(who.token, new Date())).toBeNull()
    expect((await told()).map(([action]) => action)).toEqual(['person.password-set', 'person.signed-out-everywhere'])
  })
})

describe('invitations', () => {
  const joins = (token: string, n = 1) => acceptInvitation({ token, name: `New ${n}`, email: `NEW${n}@people.example`, passwordHash: 'hash' }, { from: null, now: new Date() })

  it('let one in with the role they were made with, however many come at once', async () => {
    const { token } = await invitePerson({ role: 'support', note: 'Sue' }, by(await makeSignedIn('admin')))
    const outcomes = await Promise.allSettled([joins(token, 1), joins(token, 2), joins(token, 3)])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const joined = outcomes.findIndex(({ status }) => status === 'fulfilled') + 1
    expect(await findPersonByEmail(`new${joined}@people.example`)).toMatchObject({ role: 'support', name: `New ${joined}` })
    expect(JSON.stringify(await reader().invitation.findMany())).not.toContain(token)
    expect(JSON.stringify(await reader().audit.findMany())).not.toContain(token)
  })

  it('do not work when they are withdrawn, old, unknown, or for an address that is known', async () => {
    const admin = await makeSignedIn('admin')
    const withdrawn = await invitePerson({ role: 'viewer', note: 'a' }, by(admin))
    const { id } = (await reader().invitation.findFirst())!
    await revokeInvitation(id, by(admin))
    await expect(revokeInvitation(id, by(admin))).rejects.toMatchObject({ code: 'invitation-is-over' })
    await expect(joins(withdrawn.token)).rejects.toMatchObject({ code: 'invitation-is-over' })
    await expect(joins('unknown')).rejects.toMatchObject({ code: 'invitation-is-over' })
    const old = await invitePerson({ role: 'viewer', note: 'b' }, { actor: as(admin), now: new Date(Date.now() - 7 * 86_400_000) })
    await expect(joins(old.token)).rejects.toMatchObject({ code: 'invitation-is-over' })
    const { token } = await invitePerson({ role: 'viewer', note: 'c' }, by(admin))
    await expect(acceptInvitation({ token, name: 'x', email: admin.email.toUpperCase(), passwordHash: 'h' }, { from: null, now: new Date() })).rejects.toMatchObject({ code: 'email-taken' })
    await joins(token)
  })
})
