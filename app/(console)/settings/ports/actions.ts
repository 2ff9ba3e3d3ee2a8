'use server'

import { revalidatePath } from 'next/cache'
import { defineAction } from '@/lib/auth/define-action'
import { removePort, resetPort, setPort } from '@/lib/operations/edit-ports'
import { paths } from '@/lib/paths'
import { portShape, wayBackShape } from './schema'

export const savePortAction = defineAction('manageCatalogue', portShape, async ({ port, name, needed }, by) => {
  await setPort({ port, name, needed: needed === 'yes' }, by)
  revalidatePath(paths.ports())
  return { done: `Saved port ${port}.` }
})

export const takeBackPortAction = defineAction('manageCatalogue', wayBackShape, async ({ way, port }, by) => {
  await (way === 'reset' ? resetPort : removePort)(port, by)
  revalidatePath(paths.ports())
  return { done: way === 'reset' ? `Port ${port} is as it was shipped.` : `Port ${port} is left out.` }
})
