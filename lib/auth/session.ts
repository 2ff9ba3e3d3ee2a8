import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { cookies } from 'next/headers'
import { cache } from 'react'
import { config } from '@/lib/config'
import { findLiveSession, touchSession, type LiveSession } from '@/lib/db/sessions'
import { authSecret } from './secret'

/** Seconds after which a session is over, however busy. */
export const ABSOLUTE_SECONDS = 7 * 24 * 3_600

export const isHttps = (): boolean => config().appUrl.startsWith('https:')

/** `__Host-`: a browser takes it only over https, for this very host, so no neighbouring site can plant one. */
export const sessionCookie = (): string => (isHttps() ? '__Host-causeway-session' : 'causeway-session')

/** The token in a cookie as the sign-in library signs it (`token.base64(HMAC-SHA256)`); null for anything else. */
export function tokenOf(cookie: string | undefined): string | null {
  const at = cookie?.lastIndexOf('.') ?? -1
  if (!cookie || at < 1 || cookie.length > 300) return null
  const [token, signature] = [cookie.slice(0, at), Buffer.from(cookie.slice(at + 1), 'base64')]
  const expected = createHmac('sha256', authSecret()).update(token).digest()
  return signature.length === expected.length && timingSafeEqual(signature, expected) ? token : null
}

/** The token this request came with, whether or not it counts. */
export async function presentedToken(): Promise<string | null> {
  return tokenOf((await cookies()).get(sessionCookie())?.value)
}

/** Who is signed in with this browser; null for nobody. Once for each request that is answered, and never longer than that. */
export const currentSession = cache(async (): Promise<LiveSession | null> => {
  const token = await presentedToken()
  if (token === null) return null
  const now = new Date()
  const session = await findLiveSession(token, now)
  if (session) await touchSession(session, now)
  return session
})
