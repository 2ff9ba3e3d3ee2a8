import { redirect } from 'next/navigation'
import { safeNext } from '@/lib/auth/next-path'
import { startAtProvider } from '@/lib/auth/oidc'

export const dynamic = 'force-dynamic'

/** Leads to the identity provider. A link and not a form: the security policy lets forms lead nowhere else. */
export async function GET(request: Request) {
  const begun = await startAtProvider(safeNext(new URL(request.url).searchParams.get('next')), new Date())
  redirect('url' in begun ? begun.url : `/sign-in?problem=${begun.problem}`)
}
