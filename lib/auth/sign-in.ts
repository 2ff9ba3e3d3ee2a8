import 'server-only'
import { cookies, headers } from 'next/headers'
import { CLIENT_ADDRESS_HEADER, config } from '@/lib/config'
import { findPersonByEmail } from '@/lib/db/people'
import { noteRefusedSignIn } from '@/lib/db/refused-sign-ins'
import { endSession, findLiveSession } from '@/lib/db/sessions'
import { askingAddress } from './actor'
import { sharedOptions } from './library'
import { mayTry } from './limits'
import { isHttps, presentedToken, sessionCookie } from './session'

const shared = globalThis as unknown as { __causewayPasswords?: Promise<{ handler: (request: Request) => Promise<Response> }> }

/** The instance that checks passwords knows no provider, so a provider that is away keeps nobody out who has a password. */
const passwordDoor = () => (shared.__causewayPasswords ??= make())

async function make() {
  const [{ betterAuth }, options] = await Promise.all([import('better-auth/minimal'), sharedOptions()])
  const enabled = { enabled: true, disableSignUp: true, autoSignIn: false, minPasswordLength: 1, maxPasswordLength: 256 }
  return betterAuth({ ...options, emailAndPassword: enabled })
}

export type SignedIn = { ok: true } | { ok: false; reason: string }

const WRONG = 'The e-mail address and the password do not belong together, or this person has no access any more.'

/** Signs in with this browser; the session it had ends. One sentence for whatever is wrong, so nobody learns who has access. */
export async function signInWithPassword({ email, password }: { email: string; password: string }, now: Date): Promise<SignedIn> {
  const address = await askingAddress()
  const counted = await mayTry({ what: 'sign-in', account: email, address, now })
  if (!counted.ok) return counted
  const answer = await askLibrary(email, password)
  if (!answer.ok) {
    await noteRefusedSignIn({ person: await findPersonByEmail(email), from: address, why: 'password', now })
    return { ok: false, reason: WRONG }
  }
  await counted.forgive()
  await endPresentedSession(now)
  await takeCookies(answer, (name) => name === sessionCookie())
  return { ok: true }
}

async function askLibrary(email: string, password: string): Promise<Response> {
  const { handler } = await passwordDoor()
  const { appUrl } = config()
  const body = JSON.stringify({ email, password })
  return handler(new Request(`${appUrl}/api/auth/sign-in/email`, { method: 'POST', headers: { ...(await askingHeaders()), origin: appUrl, 'content-type': 'application/json' }, body }))
}

/** What the library may know of who asks: not their cookies. */
export async function askingHeaders(): Promise<Record<string, string>> {
  const asked = await headers()
  return { [CLIENT_ADDRESS_HEADER]: asked.get(CLIENT_ADDRESS_HEADER) ?? '', 'user-agent': asked.get('user-agent') ?? '' }
}

/** The session this browser came with ends: nobody goes on with a token that was there before the sign-in. */
export async function endPresentedSession(now: Date): Promise<void> {
  const token = await presentedToken()
  const session = token === null ? null : await findLiveSession(token, now)
  if (session) await endSession(session.sessionId, { actor: { kind: 'user', from: await askingAddress(), ...session.person }, now })
}

/** Hands the cookies of the library's answer on to this browser, those that are wanted. */
export async function takeCookies(answer: Response, isWanted: (name: string) => boolean = () => true): Promise<void> {
  const { parseSetCookieHeader } = await import('better-auth/cookies')
  const jar = await cookies()
  for (const line of answer.headers.getSetCookie()) {
    for (const [name, { value, 'max-age': maxAge }] of parseSetCookieHeader(line)) {
      if (isWanted(name)) jar.set(name, decodeURIComponent(value), { ...COOKIE, secure: isHttps(), maxAge })
    }
  }
}

const COOKIE = { httpOnly: true, sameSite: 'lax', path: '/' } as const

/** Ends the session on the server and takes the cookie back. */
export async function signOut(now: Date): Promise<void> {
  await endPresentedSession(now)
  const jar = await cookies()
  jar.set(sessionCookie(), '', { ...COOKIE, secure: isHttps(), maxAge: 0 })
}
