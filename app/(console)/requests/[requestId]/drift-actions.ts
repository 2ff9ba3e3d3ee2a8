'use server'

import { refresh } from 'next/cache'
import { defineAction } from '@/lib/auth/define-action'
import { acceptDrift } from '@/lib/operations/accept-drift'
import { giveHostnames } from '@/lib/operations/give-hostnames'
import { acceptDriftShape, hostnamesShape } from './drift-schema'

export const acceptDriftNow = defineAction('acceptDrift', acceptDriftShape, async ({ requestId, digest }, by) => {
  try {
    await acceptDrift(requestId, { ...by, digest })
  } finally {
    // Refused or not, the page shows what AWS shows now.
    refresh()
  }
  return { done: 'The plan is what AWS shows.' }
})

export const giveHostnamesNow = defineAction('adoptFound', hostnamesShape, async ({ requestId, hostnamesText }, by) => {
  await giveHostnames(requestId, hostnamesText, by)
  refresh()
  return { done: 'The instances are named.' }
})
