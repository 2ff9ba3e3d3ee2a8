'use server'

import { refresh } from 'next/cache'
import { defineAction } from '@/lib/auth/define-action'
import { addMissingRule } from '@/lib/operations/fix-security-group'
import { turnOnVpcDns } from '@/lib/operations/fix-vpc-dns'
import { runChecks } from '@/lib/operations/run-checks'
import { runQuery } from '@/lib/operations/run-query'
import { dnsShape, queryShape, ruleShape, runShape } from './checks-schema'

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

export const runQueryNow = defineAction('runQuery', queryShape, async ({ requestId, ...login }, by) => {
  const { outcome } = await runQuery(requestId, { ...login, ...by })
  refresh()
  if (outcome === 'ok') return { done: 'ClickHouse answered 1, over the private way.' }
  if (outcome === 'auth-failed') return { error: 'ClickHouse refused the login: the network works, the user or the password is wrong.' }
  return { error: 'The query was not answered. The checks above say why.' }
})
