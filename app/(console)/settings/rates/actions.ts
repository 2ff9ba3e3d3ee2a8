'use server'

import { revalidatePath } from 'next/cache'
import { defineAction } from '@/lib/auth/define-action'
import { resetRate, setRate } from '@/lib/operations/edit-rates'
import { paths } from '@/lib/paths'
import { rateShape, regionShape } from './schema'

export const saveRateAction = defineAction(rateShape, async (rate) => {
  await setRate(rate)
  revalidatePath(paths.rates())
  return { done: `Saved the rate of ${rate.region}.` }
})

export const resetRateAction = defineAction(regionShape, async ({ region }) => {
  await resetRate(region)
  revalidatePath(paths.rates())
  return { done: `${region} is back at the shipped rate.` }
})
