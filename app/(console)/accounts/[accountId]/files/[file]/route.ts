import { defineRoute, plainAnswer } from '@/lib/auth/define-route'
import { findSetupText, seeAccount } from '@/lib/operations/view-accounts'

export const dynamic = 'force-dynamic'

/** One of the texts to paste, as a file. */
export const GET = defineRoute<{ accountId: string; file: string }>('viewAccounts', async ({ params: { accountId, file } }) => {
  const view = await seeAccount(accountId)
  const text = view && findSetupText(view, file)
  if (!text) return plainAnswer(404, 'There is no such file for this account.')
  return new Response(text.code, {
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', 'Content-Disposition': `attachment; filename="${text.file}"` },
  })
})
