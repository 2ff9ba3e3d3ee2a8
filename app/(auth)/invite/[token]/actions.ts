'use server'

import { redirect } from 'next/navigation'
import { defineOpenAction } from '@/lib/auth/define-action'
import { mayTry } from '@/lib/auth/limits'
import { reasonAgainstPassword } from '@/lib/auth/password-rules'
import { hashPassword } from '@/lib/auth/passwords'
import { signInWithPassword } from '@/lib/auth/sign-in'
import { findOpenInvitation } from '@/lib/db/invitations'
import { AppError } from '@/lib/errors'
import { acceptInvitation, INVITATION_IS_OVER } from '@/lib/operations/invitations'
import { paths } from '@/lib/paths'
import { newcomerShape } from '../../schema'

export const accept = defineOpenAction(newcomerShape, async ({ token, name, email, password }, { from, now }) => {
  const counted = await mayTry({ what: 'invitation', account: token, address: from, now })
  if (!counted.ok) return { error: counted.reason }
  if (!(await findOpenInvitation(token, now))) throw new AppError(INVITATION_IS_OVER, { code: 'invitation-is-over', status: 404 })
  const weak = await reasonAgainstPassword(password, { email, name })
  if (weak) return { fields: { password: weak } }
  await acceptInvitation({ token, name, email, passwordHash: await hashPassword(password) }, { from, now })
  await counted.forgive()
  await signInWithPassword({ email, password }, now)
  redirect(paths.home())
})
