'use server'

import { redirect } from 'next/navigation'
import { defineOpenAction } from '@/lib/auth/define-action'
import { safeNext } from '@/lib/auth/next-path'
import { signInWithPassword } from '@/lib/auth/sign-in'
import { signInShape } from '../schema'

export const signIn = defineOpenAction(signInShape, async ({ email, password, next }, { now }) => {
  const answer = await signInWithPassword({ email, password }, now)
  if (!answer.ok) return { error: answer.reason }
  redirect(safeNext(next))
})
