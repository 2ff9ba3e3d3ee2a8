'use server'

import { refresh, revalidatePath } from 'next/cache'
import { defineAction } from '@/lib/auth/define-action'
import { takeOverEndpoints } from '@/lib/operations/take-over'
import { paths } from '@/lib/paths'
import { takeOverShape } from './schema'

/** Each endpoint stands for itself: those that were taken over are told in `done`, the others in `error`. */
export const takeOverNow = defineAction('adoptExisting', takeOverShape, async (input, by) => {
  const outcomes = await takeOverEndpoints(input.chosen, { ...by, hostnamesText: input.hostnamesText })
  const taken = outcomes.filter((outcome) => outcome.taken)
  const reasons = outcomes.flatMap((outcome) => (outcome.taken ? [] : [`${outcome.endpointId}: ${outcome.reason}`]))
  revalidatePath(paths.requests(), 'layout')
  refresh()
  return {
    ...(taken.length > 0 && { done: taken.length === 1 ? 'One endpoint was taken over. Its request is in the list.' : `${taken.length} endpoints were taken over. Their requests are in the list.` }),
    ...(reasons.length > 0 && { error: reasons.join(' ') }),
  }
})
