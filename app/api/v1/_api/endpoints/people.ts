import 'server-only'
import { z } from 'zod'
import { config } from '@/lib/config'
import { listOpenInvitations, type Invitation } from '@/lib/db/invitations'
import { listPeople, type ListedPerson } from '@/lib/db/people'
import { NotFoundError } from '@/lib/errors'
import { invitePerson, revokeInvitation } from '@/lib/operations/invitations'
import { changeRole, disablePerson, enablePerson, signOutPerson } from '@/lib/operations/people'
import { offerNewPassword } from '@/lib/operations/renew-password'
import { paths } from '@/lib/paths'
import { inviteNoteShape, roleShape } from '@/lib/privatelink/access-shapes'
import { ROLES } from '@/lib/privatelink/roles'
import { defineEndpoint } from '../define-endpoint'
import { dateTime, uuidOf } from '../shapes'

const role = z.enum(ROLES)

const person = z
  .strictObject({ userId: z.string(), name: z.string(), email: z.string(), role, disabledAt: dateTime.nullable(), createdAt: dateTime, seenAt: dateTime.nullable(), signsInWith: z.array(z.enum(['password', 'provider'])) })
  .meta({ id: 'Person' })

const invitation = z
  .strictObject({
    invitationId: z.string().describe('Names it in lists and in the audit trail. It opens nothing.'),
    role,
    note: z.string(),
    invitedBy: z.string(),
    createdAt: dateTime,
    expiresAt: dateTime,
    forUserId: z.string().nullable().describe('Whose new password the link is for; null for an invitation.'),
  })
  .meta({ id: 'Invitation' })

const invitations = z.strictObject({ invitations: z.array(invitation) })
const link = z.strictObject({ url: z.string().describe('The link, in this answer and nowhere else.'), invitation })

const toPerson = ({ disabledAt, createdAt, seenAt, ...rest }: ListedPerson): z.input<typeof person> => ({
  ...rest,
  disabledAt: disabledAt && disabledAt.toISOString(),
  createdAt: createdAt.toISOString(),
  seenAt: seenAt && seenAt.toISOString(),
})

const toInvitation = ({ invitationId, role: given, note, invitedByName, createdAt, expiresAt, forUserId }: Invitation): z.input<typeof invitation> => ({
  ...{ invitationId, role: given, note, forUserId },
  invitedBy: invitedByName,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
})

async function personOf(userId: string): Promise<z.input<typeof person>> {
  const [found] = await listPeople({ userId })
  if (!found) throw new NotFoundError('The person')
  return toPerson(found)
}

const openInvitations = async (now: Date) => ({ invitations: (await listOpenInvitations(now)).map(toInvitation) })

const NO_KEY = 'So there is no Idempotency-Key here; where an answer was lost, withdraw what nobody has and make another.'
const personParams = z.strictObject({ userId: z.string().regex(/^[\w-]{1,100}$/, 'is the id of a person.').meta({ examples: ['00000000-0000-4000-8000-000000000000'] }) })

export const PEOPLE_ENDPOINTS = [
  defineEndpoint({
    method: 'GET',
    path: '/people',
    operation: 'viewPeople',
    tag: 'People',
    summary: 'Who has access, and who is invited',
    answer: z.strictObject({ people: z.array(person), ...invitations.shape }),
    run: async ({ now }) => ({ people: (await listPeople()).map(toPerson), ...(await openInvitations(now)) }),
  }),
  defineEndpoint({
    method: 'PUT',
    path: '/people/{userId}/role',
    operation: 'managePeople',
    tag: 'People',
    summary: 'Give somebody another role',
    description: 'Their sessions and tokens go on with it at once. The last administrator stays one.',
    params: personParams,
    body: z.strictObject({ role: roleShape }),
    example: { role: 'operator' },
    answer: person,
    run: async ({ params: { userId }, body, actor, now }) => {
      await changeRole(userId, body.role, { actor, now })
      return personOf(userId)
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/people/{userId}/disable',
    operation: 'managePeople',
    tag: 'People',
    summary: 'End somebody’s access',
    description: 'Their sessions end now, and their tokens do nothing until access is given back. Nobody ends their own, and the last administrator keeps theirs.',
    params: personParams,
    answer: person,
    run: async ({ params: { userId }, actor, now }) => {
      await disablePerson(userId, { actor, now })
      return personOf(userId)
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/people/{userId}/enable',
    operation: 'managePeople',
    tag: 'People',
    summary: 'Give access back',
    params: personParams,
    answer: person,
    run: async ({ params: { userId }, actor, now }) => {
      await enablePerson(userId, { actor, now })
      return personOf(userId)
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/people/{userId}/end-sessions',
    operation: 'managePeople',
    tag: 'People',
    summary: 'Sign somebody out everywhere',
    description: 'They keep their access and sign in again. Tokens are not sessions: revoke them by themselves.',
    params: personParams,
    answer: z.strictObject({ ended: z.number().int() }),
    run: async ({ params: { userId }, actor, now }) => ({ ended: await signOutPerson(userId, { actor, now }) }),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/people/{userId}/password-link',
    operation: 'managePeople',
    tag: 'People',
    summary: 'Make a link for a new password',
    description: `For somebody who lost theirs; it works once, within a day, and an earlier one is withdrawn. \`url\` is in this answer and nowhere else. ${NO_KEY}`,
    params: personParams,
    secret: 'answer',
    answer: link,
    status: 201,
    run: async ({ params: { userId }, actor, now }) => {
      const { token, invitation: made } = await offerNewPassword(userId, { actor, now })
      return { url: config().appUrl + paths.renewal(token), invitation: toInvitation(made) }
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/invitations',
    operation: 'viewPeople',
    tag: 'People',
    summary: 'Invitations and links for a new password that can still be used',
    description: 'The newest first. The links themselves are known only when they are made.',
    answer: invitations,
    run: async ({ now }) => openInvitations(now),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/invitations',
    operation: 'managePeople',
    tag: 'People',
    summary: 'Invite a person',
    description: `Whoever opens the link first joins with this role; it works once, within seven days. \`url\` is in this answer and nowhere else. ${NO_KEY}`,
    secret: 'answer',
    body: z.strictObject({ role: roleShape, note: inviteNoteShape.describe('For whom, so that others recognise it in the list.') }),
    example: { role: 'requester', note: 'Kim of the analytics team' },
    answer: link,
    status: 201,
    run: async ({ body, actor, now }) => {
      const { token, invitation: made } = await invitePerson(body, { actor, now })
      return { url: config().appUrl + paths.invitation(token), invitation: toInvitation(made) }
    },
  }),
  defineEndpoint({
    method: 'DELETE',
    path: '/invitations/{invitationId}',
    operation: 'managePeople',
    tag: 'People',
    summary: 'Withdraw an invitation or a link for a new password',
    params: z.strictObject({ invitationId: uuidOf('an invitation') }),
    answer: invitations,
    run: async ({ params: { invitationId }, actor, now }) => {
      await revokeInvitation(invitationId, { actor, now })
      return openInvitations(now)
    },
  }),
]
