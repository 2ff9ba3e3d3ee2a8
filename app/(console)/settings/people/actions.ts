'use server'

import { refresh } from 'next/cache'
import { defineAction } from '@/lib/auth/define-action'
import { config } from '@/lib/config'
import { invitePerson, revokeInvitation } from '@/lib/operations/invitations'
import { changeRole, disablePerson, enablePerson, signOutPerson } from '@/lib/operations/people'
import { offerNewPassword } from '@/lib/operations/renew-password'
import { paths } from '@/lib/paths'
import { invitationShape, inviteShape, personRoleShape, personShape } from './schema'

/** Answers with the link: it is shown this once and stored nowhere. */
export const invite = defineAction('managePeople', inviteShape, async (input, by) => {
  const { token } = await invitePerson(input, by)
  refresh()
  return { done: config().appUrl + paths.invitation(token) }
})

/** Answers with the link, shown this once. */
export const offerPassword = defineAction('managePeople', personShape, async ({ userId }, by) => {
  const { token } = await offerNewPassword(userId, by)
  refresh()
  return { done: config().appUrl + paths.renewal(token) }
})

export const withdraw = defineAction('managePeople', invitationShape, async ({ invitationId }, by) => {
  await revokeInvitation(invitationId, by)
  refresh()
  return { done: 'Withdrawn.' }
})

export const setRole = defineAction('managePeople', personRoleShape, async ({ userId, role }, by) => {
  await changeRole(userId, role, by)
  refresh()
  return { done: 'Saved.' }
})

export const takeAccess = defineAction('managePeople', personShape, async ({ userId }, by) => {
  await disablePerson(userId, by)
  refresh()
  return { done: 'Access ended.' }
})

export const endSessions = defineAction('managePeople', personShape, async ({ userId }, by) => {
  const ended = await signOutPerson(userId, by)
  refresh()
  return { done: ended === 0 ? 'They were signed in nowhere.' : 'Signed out everywhere.' }
})

export const giveAccess = defineAction('managePeople', personShape, async ({ userId }, by) => {
  await enablePerson(userId, by)
  refresh()
  return { done: 'Access given back.' }
})
