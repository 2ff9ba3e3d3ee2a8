'use server'

import { refresh } from 'next/cache'
import { defineAction } from '@/lib/auth/define-action'
import { newLinkId, signShare } from '@/lib/auth/share-token'
import { config } from '@/lib/config'
import { revokeShare, shareRequest } from '@/lib/operations/share-request'
import { paths } from '@/lib/paths'
import { newShareShape, shareShape } from './share-schema'

/** `done` is the link itself: the form shows it, and nobody can ever ask for it again. */
export const shareNow = defineAction('share', newShareShape, async ({ requestId, ...wanted }, by) => {
  const { token } = await shareRequest(requestId, wanted, { ...by, newLinkId, sign: signShare })
  refresh()
  return { done: `${config().appUrl}${paths.shared(token)}` }
})

export const revokeShareNow = defineAction('share', shareShape, async (which, by) => {
  await revokeShare(which, by)
  refresh()
  return { done: 'Revoked.' }
})
