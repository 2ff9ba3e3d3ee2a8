import 'server-only'
import { notFound } from 'next/navigation'
import { viewerWhoMay } from '@/lib/auth/viewer'
import { seeAccount, type AccountView } from '@/lib/operations/view-accounts'
import { mayDo, reasonOf, type Operation } from '@/lib/privatelink/roles'

/** The account of an address, for whoever may; else the page is not there. `disabledReason` is why they may not change it. */
export async function findView(params: Promise<{ accountId: string }>, operation: Operation = 'viewAccounts'): Promise<{ view: AccountView; disabledReason: string | null }> {
  const viewer = await viewerWhoMay(operation)
  const view = await seeAccount((await params).accountId)
  if (!view) notFound()
  return { view, disabledReason: reasonOf(mayDo(viewer, 'manageAccounts')) }
}
