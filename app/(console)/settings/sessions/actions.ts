'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { defineAction, type ActionState } from '@/lib/auth/define-action'
import { mayTry } from '@/lib/auth/limits'
import { reasonAgainstPassword } from '@/lib/auth/password-rules'
import { hashPassword, isPasswordOf } from '@/lib/auth/passwords'
import { currentSession } from '@/lib/auth/session'
import { signOut } from '@/lib/auth/sign-in'
import { findPerson } from '@/lib/db/people'
import { endSession } from '@/lib/db/sessions'
import { setOwnPassword, signOutEverywhere } from '@/lib/operations/people'
import { paths } from '@/lib/paths'
import { nothingShape, passwordShape, sessionShape } from './schema'

export const endOne = defineAction('manageOwnSessions', sessionShape, async ({ sessionId }, by) => {
  if (!(await endSession(sessionId, by))) return { error: 'This session has ended already.' }
  refresh()
  return { done: 'Ended.' }
})

export const endAll = defineAction('manageOwnSessions', nothingShape, async (_nothing, by) => {
  await signOutEverywhere(by)
  redirect(paths.signIn())
})

export const signOutHere = defineAction('manageOwnSessions', nothingShape, async (_nothing, { now }) => {
  await signOut(now)
  redirect(paths.signIn())
})

export const changePassword = defineAction('manageOwnSessions', passwordShape, async ({ current, password }, by): Promise<ActionState> => {
  const { actor, now } = by
  const counted = await mayTry({ what: 'password', account: actor.userId, address: actor.from, now })
  if (!counted.ok) return { error: counted.reason }
  if (!(await isPasswordOf(actor.userId, current))) return { fields: { current: 'This is not your password.' } }
  await counted.forgive()
  const [person, session] = await Promise.all([findPerson(actor.userId), currentSession()])
  const weak = await reasonAgainstPassword(password, { email: person?.email ?? '', name: actor.name })
  if (weak) return { fields: { password: weak } }
  await setOwnPassword({ passwordHash: await hashPassword(password), sessionId: session?.sessionId ?? '' }, by)
  refresh()
  return { done: 'The password is changed. Your other sessions have ended.' }
})
