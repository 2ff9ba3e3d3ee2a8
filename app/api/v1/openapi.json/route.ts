import { currentSession } from '@/lib/auth/session'
import { tokenActor } from '@/lib/auth/token-actor'
import { AppError } from '@/lib/errors'
import { apiDocument } from '../_api/document'
import { mustKeepPace } from '../_api/pace'
import { problemOf } from '../_api/problem'

export const dynamic = 'force-dynamic'

/** What the API can do, for programs that make clients of it, and for the page to try it: with a token or signed in. */
export async function GET(request: Request): Promise<Response> {
  const authorization = request.headers.get('authorization')
  try {
    if (authorization !== null) mustKeepPace((await tokenActor(authorization, { from: null, now: new Date() })).token.tokenId)
    else if (!(await currentSession())) throw new AppError('Sign in, or send a token as “Authorization: Bearer causeway_…”.', { code: 'unauthenticated', status: 401 })
  } catch (error) {
    if (error instanceof AppError) return problemOf(error)
    throw error
  }
  return new Response(apiDocument().text, { headers: { 'Content-Type': 'application/json' } })
}
