'use server'

import { redirect } from 'next/navigation'
import { defineOpenAction } from '@/lib/auth/define-action'
import { mayTry } from '@/lib/auth/limits'
import { reasonAgainstPassword } from '@/lib/auth/password-rules'
import { hashPassword } from '@/lib/auth/passwords'
import { signInWithPassword } from '@/lib/auth/sign-in'
import { AppError } from '@/lib/errors'
import { isSetUpToken, makeFirstAdministrator, SET_UP_IS_OVER } from '@/lib/operations/set-up'
import { paths } from '@/lib/paths'
import { newcomerShape } from '../schema'

export const setUp = defineOpenAction(newcomerShape, async ({ token, name, email, password }, { from, now }) => {
  const counted = await mayTry({ what: 'set-up', address: from, now })
  if (!counted.ok) return { error: counted.reason }
  if (!(await isSetUpToken(token))) throw new AppError(SET_UP_IS_OVER, { code: 'set-up-is-over', status: 404 })
  await counted.forgive()
  const weak = await reasonAgainstPassword(password, { email, name })
  if (weak) return { fields: { password: weak } }
  await makeFirstAdministrator({ name, email, passwordHash: await hashPassword(password) }, { from, now })
  await signInWithPassword({ email, password }, now)
  redirect(paths.home())
})
