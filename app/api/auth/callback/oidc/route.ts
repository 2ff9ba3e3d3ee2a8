import { returnFromProvider } from '@/lib/auth/oidc'

export const dynamic = 'force-dynamic'

/** Where the identity provider sends the browser back to. */
export function GET(request: Request) {
  return returnFromProvider(request, new Date())
}
