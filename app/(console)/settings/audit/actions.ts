'use server'

import { defineAction } from '@/lib/auth/define-action'
import { verifyChain } from '@/lib/db/verify-audit'
import { log } from '@/lib/log'
import { verifyShape } from './schema'
import { verdictWords } from './verdict-words'

export const verifyAction = defineAction('viewAudit', verifyShape, async () => {
  const started = performance.now()
  const verified = await verifyChain()
  if (verified.broken) log().error({ broken: verified.broken }, 'the audit trail is broken')
  const { whole, sentence } = verdictWords(verified)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  return whole ? { done: `${sentence} Verified in ${seconds} s.` } : { error: sentence }
})
