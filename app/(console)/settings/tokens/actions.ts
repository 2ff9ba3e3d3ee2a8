'use server'

import { revalidatePath } from 'next/cache'
import { defineAction } from '@/lib/auth/define-action'
import { createToken, revokeToken } from '@/lib/operations/api-tokens'
import { paths } from '@/lib/paths'
import { newTokenShape, tokenShape } from './schema'

/** `done` is the token itself: the form shows it, and nobody can ever ask for it again. */
export const createTokenAction = defineAction('manageTokens', newTokenShape, async (input, by) => {
  const { secret } = await createToken(input, by)
  revalidatePath(paths.tokens())
  return { done: secret }
})

export const revokeTokenAction = defineAction('revokeTokens', tokenShape, async ({ tokenId }, by) => {
  await revokeToken(tokenId, by)
  revalidatePath(paths.tokens())
  return { done: 'Revoked.' }
})
