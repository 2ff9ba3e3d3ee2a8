'use server'

import { revalidatePath } from 'next/cache'
import { defineAction } from '@/lib/auth/define-action'
import { breakNextCalls, mendCalls, playClickHouse, startWorldAnew } from '@/lib/operations/play-clickhouse'
import { paths } from '@/lib/paths'
import { actShape, faultShape, nothingShape } from './schema'

export const actAction = defineAction(actShape, async ({ endpointId, act, reason }) => {
  await playClickHouse(endpointId, act, reason)
  revalidatePath(paths.sandbox())
  return { done: `${endpointId}: ${act}` }
})

export const faultAction = defineAction(faultShape, async (fault) => {
  await breakNextCalls(fault)
  revalidatePath(paths.sandbox())
  return { done: `The next ${fault.times === 1 ? 'call' : `${fault.times} calls`} will go wrong.` }
})

export const mendAction = defineAction(nothingShape, async () => {
  await mendCalls()
  revalidatePath(paths.sandbox())
  return { done: 'AWS behaves again.' }
})

export const startAnewAction = defineAction(nothingShape, async () => {
  await startWorldAnew()
  revalidatePath(paths.sandbox())
  return { done: 'The simulated AWS is as new.' }
})
