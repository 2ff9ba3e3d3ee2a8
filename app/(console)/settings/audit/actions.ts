'use server'

import { defineAction } from '@/lib/auth/define-action'
import { verifyTrail } from '@/lib/operations/verify-trail'
import { verifyShape } from './schema'

export const verifyAction = defineAction('viewAudit', verifyShape, async () => {
  const { whole, sentence, seconds } = await verifyTrail()
  return whole ? { done: `${sentence} Verified in ${seconds.toFixed(1)} s.` } : { error: sentence }
})
