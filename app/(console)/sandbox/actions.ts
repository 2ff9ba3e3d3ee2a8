'use server'

import { revalidatePath } from 'next/cache'
import { defineAction } from '@/lib/auth/define-action'
import { breakNextCalls, mendCalls, playClickHouse, startWorldAnew } from '@/lib/operations/play-clickhouse'
import { paths } from '@/lib/paths'
import { actShape, faultShape, nothingShape } from './schema'

export const actAction = defineAction('playClickHouse', actShape, async ({ endpointId, act, reason }, by) => {
  await playClickHouse(endpointId, act, { ...by, reason })
  revalidatePath(paths.sandbox())
  return { done: `${endpointId}: ${act}` }
})

export const faultAction = defineAction('playClickHouse', faultShape, async (fault, by) => {
  await breakNextCalls(fault, by)
  revalidatePath(paths.sandbox())
  return { done: `The next ${fault.times === 1 ? 'call' : `${fault.times} calls`} will go wrong.` }
})

export const mendAction = defineAction('playClickHouse', nothingShape, async (_nothing, by) => {
  await mendCalls(by)
  revalidatePath(paths.sandbox())
  return { done: 'AWS behaves again.' }
})

export const startAnewAction = defineAction('playClickHouse', nothingShape, async (_nothing, by) => {
  await startWorldAnew(by)
  revalidatePath(paths.sandbox())
  return { done: 'The simulated AWS is as new.' }
})
