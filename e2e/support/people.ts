import type { BrowserContext } from '@playwright/test'
import type { Role } from '@/lib/privatelink/roles'
import { callAction, cookieOf, submitForm } from './door'

/** People of a product under test, made and signed in through its own doors. */
export type Signed = { name: string; email: string; password: string; role: Role; cookie: string }

export const SETUP_TOKEN = 'setup-token-of-the-tests'
const PEOPLE = 'app/(console)/settings/people/actions.ts'
const PASSWORD = 'quartz-harbour-nine-lanterns'

let made = 0
const newcomer = (role: Role) => {
  made += 1
  return { name: `${role.charAt(0).toUpperCase()}${role.slice(1)} ${made}`, email: `${role}${made}@people.example`, password: PASSWORD }
}

const FIRST = { name: 'Ada Admin', email: 'ada@people.example', password: PASSWORD }

/** Makes the first administrator by the set-up link. */
export async function setUpAdministrator(url: string, token = SETUP_TOKEN): Promise<Signed> {
  const answer = await submitForm({ url, path: `/setup?token=${token}`, fields: FIRST })
  return signedIn(answer, { ...FIRST, role: 'admin' })
}

/** The first administrator, made now or by an earlier life of the same database. */
export async function administrator(url: string): Promise<Signed> {
  const page = await fetch(`${url}/setup?token=${SETUP_TOKEN}`)
  if (page.ok) return setUpAdministrator(url)
  return signedIn(await signIn(url, FIRST), { ...FIRST, role: 'admin' })
}

/** Invites somebody with this role, who joins and is signed in. */
export async function newPerson(url: string, by: Pick<Signed, 'cookie'>, role: Role): Promise<Signed> {
  const path = await invitationFor(url, by, role)
  const who = newcomer(role)
  return signedIn(await submitForm({ url, path, fields: who }), { ...who, role })
}

/** The path of a new invitation. */
export async function invitationFor(url: string, { cookie }: Pick<Signed, 'cookie'>, role: Role): Promise<string> {
  const answer = await callAction(`${PEOPLE}#invite`, { url, path: '/settings/people', cookie, fields: { role, note: `a ${role}` } })
  const text = await answer.text()
  const path = /\/invite\/[\w-]+/.exec(text)?.[0]
  if (!path) throw new Error(`No invitation came back (${answer.status}): ${text.slice(0, 300)}`)
  return path
}

/** Signs in with a password, as a browser without scripts. */
export async function signIn(url: string, { email, password }: Pick<Signed, 'email' | 'password'>, headers: Record<string, string> = {}): Promise<Response> {
  return submitForm({ url, path: '/sign-in', fields: { email, password }, headers })
}

/** Lets a browser be this person from now on. */
export async function become(context: BrowserContext, url: string, { cookie }: Pick<Signed, 'cookie'>): Promise<void> {
  await context.clearCookies({ name: 'causeway-session' })
  await context.addCookies([cookieFor(url, cookie)])
}

export function cookieFor(url: string, cookie: string) {
  const at = cookie.indexOf('=')
  return { name: cookie.slice(0, at), value: cookie.slice(at + 1), url, httpOnly: true, sameSite: 'Lax' as const }
}

async function signedIn(answer: Response, who: Omit<Signed, 'cookie'>): Promise<Signed> {
  const cookie = cookieOf(answer)
  if (answer.status !== 303 || !cookie) throw new Error(`${who.email} was not let in (${answer.status}): ${(await answer.text()).slice(0, 300)}`)
  return { ...who, cookie }
}
