'use server'

import { revalidatePath } from 'next/cache'
import { defineAction } from '@/lib/auth/define-action'
import { removeService, resetService, setService } from '@/lib/operations/edit-catalogue'
import { paths } from '@/lib/paths'
import { serviceShape, wayBackShape } from './schema'

export const saveServiceAction = defineAction('manageCatalogue', serviceShape, async (service, by) => {
  await setService(service, by)
  revalidatePath(paths.regions())
  return { done: `Saved ${service.serviceName}.` }
})

export const takeBackServiceAction = defineAction('manageCatalogue', wayBackShape, async ({ way, serviceName }, by) => {
  await (way === 'reset' ? resetService : removeService)(serviceName, by)
  revalidatePath(paths.regions())
  return { done: way === 'reset' ? `${serviceName} is as it was shipped.` : `${serviceName} is no longer suggested.` }
})
