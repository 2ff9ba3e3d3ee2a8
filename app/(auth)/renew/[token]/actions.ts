'use server'

import { redirect } from 'next/navigation'
import { defineOpenAction } from '@/lib/auth/define-action'
import { mayTry } from '@/lib/auth/limits'
import { reasonAgainstPassword } from '@/lib/auth/password-rules'
import { hashPassword } from '@/lib/auth/passwords'
import { signInWithPassword } from '@/lib/auth/sign-in'
import { findOpenInvitation } from '@/lib/db/invitations'
import { findPerson } from '@/lib/db/people'
import { AppError } from '@/lib/errors'
import { RENEWAL_IS_OVER, renewPassword } from '@/lib/operations/renew-password'
import { paths } from '@/lib/paths'
import { renewalShape } from '../../schema'

export const renew = defineOpenAction(renewalShape, async ({ token, password }, { from, now }) => {
  const counted = await mayTry({ what: 'invitation', account: token, address: from, now })
  if (!counted.ok) return { error: counted.reason }
  const renewal = await findOpenInvitation(token, now, 'renewal')
  const person = renewal?.forUserId ? await findPerson(renewal.forUserId) : null
  if (!person) throw new AppError(RENEWAL_IS_OVER, { code: 'renewal-is-over', status: 404 })
  const weak = await reasonAgainstPassword(password, person)
  if (weak) return { fields: { password: weak } }
  const { email } = await renewPassword({ token, passwordHash: await hashPassword(password) }, { from, now })
  await counted.forgive()
  await signInWithPassword({ email, password }, now)
  redirect(paths.home())
})
