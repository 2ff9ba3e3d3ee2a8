'use server'

import { refresh, revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { defineAction, type ActionState } from '@/lib/auth/define-action'
import { addAccount } from '@/lib/operations/add-account'
import { editAccount } from '@/lib/operations/edit-account'
import { removeAccount } from '@/lib/operations/remove-account'
import { testAccount, trustInSandbox } from '@/lib/operations/test-account'
import { addSandboxAccount } from '@/lib/operations/sandbox-account'
import { paths } from '@/lib/paths'
import { z } from 'zod'
import { accountShape, editAccountShape, newAccountShape, removeAccountShape, toInput } from './schema'

export const addAccountNow = defineAction('manageAccounts', newAccountShape, async ({ accountId, ...settings }, by) => {
  await addAccount(accountId, toInput(settings), by)
  revalidatePath(paths.accounts())
  // without access there is no policy to paste and nothing to test
  redirect(settings.source === 'snapshot' ? paths.account(accountId) : paths.accountSetup(accountId, 'policy'))
})

export const addSandboxAccountNow = defineAction('manageAccounts', z.strictObject({}), async (_, by) => {
  const { accountId } = await addSandboxAccount(by)
  revalidatePath(paths.accounts())
  redirect(paths.accountSetup(accountId, 'policy'))
})

export const editAccountNow = defineAction('manageAccounts', editAccountShape, async ({ accountId, ...settings }, by) => {
  const { heldBecause } = await editAccount(accountId, toInput(settings), by)
  if (heldBecause) await testAccount(accountId, by)
  revalidatePath(paths.accounts())
  redirect(paths.account(accountId))
})

export const testNow = defineAction('manageAccounts', accountShape, async ({ accountId }, by): Promise<ActionState> => {
  const { title } = await testAccount(accountId, by)
  refresh()
  return { done: `Tested: ${title}.` }
})

export const trustNow = defineAction('manageAccounts', accountShape, async ({ accountId }, by) => {
  await trustInSandbox(accountId, by)
  redirect(paths.accountSetup(accountId, 'test'))
})

export const removeNow = defineAction('manageAccounts', removeAccountShape, async ({ accountId, name }, by) => {
  await removeAccount(accountId, name, by)
  revalidatePath(paths.accounts())
  redirect(paths.accounts())
})
