'use server'

import { refresh } from 'next/cache'
import { defineAction } from '@/lib/auth/define-action'
import { addMissingRule } from '@/lib/operations/fix-security-group'
import { turnOnVpcDns } from '@/lib/operations/fix-vpc-dns'
import { runChecks } from '@/lib/operations/run-checks'
import { dnsShape, ruleShape, runShape } from './checks-schema'

export const runChecksNow = defineAction('runChecks', runShape, async ({ requestId }, by) => {
  await runChecks(requestId, by)
  refresh()
  return { done: 'The checks have run.' }
})

export const addRuleNow = defineAction('mendNetwork', ruleShape, async ({ requestId, ...agreed }, by) => {
  const { outcome } = await addMissingRule(requestId, { ...by, ...agreed })
  refresh()
  return { done: outcome === 'mended' ? 'The rule was added.' : 'The rule was there already.' }
})

export const turnOnDnsNow = defineAction('mendNetwork', dnsShape, async ({ requestId, seen }, by) => {
  await turnOnVpcDns(requestId, { ...by, seen })
  refresh()
  return { done: 'Both attributes are on.' }
})
