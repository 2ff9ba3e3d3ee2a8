'use server'

import { revalidatePath } from 'next/cache'
import { defineAction } from '@/lib/auth/define-action'
import { resetRate, setRate } from '@/lib/operations/edit-rates'
import { paths } from '@/lib/paths'
import { rateShape, regionShape } from './schema'

export const saveRateAction = defineAction('manageCatalogue', rateShape, async (rate, by) => {
  await setRate(rate, by)
  revalidatePath(paths.rates())
  return { done: `Saved the rate of ${rate.region}.` }
})

export const resetRateAction = defineAction('manageCatalogue', regionShape, async ({ region }, by) => {
  await resetRate(region, by)
  revalidatePath(paths.rates())
  return { done: `${region} is back at the shipped rate.` }
})
