'use server'

import { refresh } from 'next/cache'
import { defineAction } from '@/lib/auth/define-action'
import { switchOff, switchOn } from '@/lib/operations/switch-private-dns'
import { switchOffShape, switchOnShape } from './schema'

export const switchOnNow = defineAction('switchPrivateDns', switchOnShape, async ({ requestId, confirmed }, by) => {
  await switchOn(requestId, { ...by, confirmed })
  refresh()
  return { done: 'AWS is being asked to switch it on.' }
})

export const switchOffNow = defineAction('switchPrivateDns', switchOffShape, async ({ requestId }, by) => {
  await switchOff(requestId, by)
  refresh()
  return { done: 'AWS is being asked to switch it off.' }
})
