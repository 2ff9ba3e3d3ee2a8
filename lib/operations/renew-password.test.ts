import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeSignedIn, openForTests } from '@/lib/auth/test-signed-in'
import { reader } from '@/lib/db/client'
import { findOpenInvitation } from '@/lib/db/invitations'
import { findPasswordHash } from '@/lib/db/people'
import { findLiveSession } from '@/lib/db/sessions'
import { ROLES } from '@/lib/privatelink/roles'
import { acceptInvitation, invitePerson } from './invitations'
import { disablePerson, enablePerson } from './people'
import { offerNewPassword, renewPassword } from './renew-password'

type Signed = Awaited<ReturnType<typeof makeSignedIn>>
let close = () => Promise.resolve()
beforeEach(async () => void ({ close } = await openForTests()))
afterEach(() => close())

const by = ({ userId, name, role }: Signed, now = new Date()) => ({ actor: { kind: 'user' as const, userId, name, role, from: '192.0.2.7' }, now })
const later = (hours: number) => new Date(Date.now() + hours * 3_600_000)
const set = (token: string, now = new Date()) => renewPassword({ token, passwordHash: 'another hash' }, { from: '192.0.2.8', now })

it('sets the password once and ends every session, however many press at the same time', async () => {
  const [admin, target] = [await makeSignedIn('admin'), await makeSignedIn('operator')]
  const { token } = await offerNewPassword(target.userId, by(admin))
  const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => set(token)))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await findPasswordHash(target.userId)).toBe('another hash')
  expect(await findLiveSession(target.token, new Date())).toBeNull()
  expect(await findLiveSession(admin.token, new Date())).not.toBeNull()
  expect((await reader().audit.findMany({ orderBy: { id: 'asc' } })).map(({ action, objectId, actorId }) => [action, objectId, actorId])).toEqual([
    ['person.password-link-made', target.userId, admin.userId],
    ['person.password-renewed', target.userId, target.userId],
  ])
})

it('is over after a day, when another is made, and while access is ended', async () => {
  const [admin, target] = [await makeSignedIn('admin'), await makeSignedIn('viewer')]
  const { token: first } = await offerNewPassword(target.userId, by(admin))
  await expect(set(first, later(25))).rejects.toMatchObject({ code: 'renewal-is-over', status: 404 })
  const { token: second } = await offerNewPassword(target.userId, by(admin))
  await expect(set(first)).rejects.toMatchObject({ code: 'renewal-is-over' })
  await disablePerson(target.userId, by(admin))
  await expect(set(second)).rejects.toMatchObject({ code: 'renewal-is-over' })
  await expect(offerNewPassword(target.userId, by(admin))).rejects.toMatchObject({ code: 'no-access', status: 409 })
  await enablePerson(target.userId, by(admin))
  await set(second)
})

it('lets nobody join with it, and sets no password with an invitation', async () => {
  const [admin, target] = [await makeSignedIn('admin'), await makeSignedIn('viewer')]
  const { token } = await offerNewPassword(target.userId, by(admin))
  const { token: invitation } = await invitePerson({ role: 'viewer', note: 'x' }, by(admin))
  await expect(acceptInvitation({ token, name: 'X', email: 'x@people.example', passwordHash: 'h' }, { from: null, now: new Date() })).rejects.toMatchObject({ code: 'invitation-is-over' })
  await expect(set(invitation)).rejects.toMatchObject({ code: 'renewal-is-over' })
  expect(await findOpenInvitation(token, new Date())).toBeNull()
  expect(await findOpenInvitation(invitation, new Date(), 'renewal')).toBeNull()
  expect(await findOpenInvitation(token, new Date(), 'renewal')).toMatchObject({ forUserId: target.userId })
})

it('F56 is made by administrators only', async () => {
  const target = await makeSignedIn('viewer')
  for (const role of ROLES.filter((each) => each !== 'admin')) await expect(offerNewPassword(target.userId, by(await makeSignedIn(role)))).rejects.toMatchObject({ code: 'not-allowed', status: 403 })
})
