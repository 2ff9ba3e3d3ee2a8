import { valueOf } from './support/database'
import { startCauseway, type Causeway } from './support/causeway'
import { freePort } from './support/free-port'
import { CLIENT, startIdentityProvider, type IdentityProvider, type Tamper } from './support/identity-provider'
import { expect, test } from './support/test'

// Sign-in at a real OpenID Connect provider, over the wire, with each way in which its answer must not be believed.

let provider: IdentityProvider
let causeway: Causeway

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  test.setTimeout(120_000)
  const [port, providerPort] = [await freePort(), await freePort()]
  const url = `http://127.0.0.1:${port}`
  provider = await startIdentityProvider(providerPort, `${url}/api/auth/callback/oidc`)
  const env = {
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_CLIENT_SECRET: CLIENT.secret,
    OIDC_NAME: 'Example ID',
    OIDC_ROLE_MAP: 'platform=operator,helpdesk=support,bosses=admin',
  }
  causeway = await startCauseway({ port, watchSeconds: 60, env })
})
test.afterAll(async () => {
  await causeway?.dispose()
  await provider?.stop()
})

/** A browser without scripts: follows redirects and keeps cookies by host. */
class Browser {
  readonly #jar = new Map<string, string>()

  async go(url: string, form?: URLSearchParams): Promise<{ url: string; status: number; text: string; location: string | null }> {
    const cookie = [...this.#jar].filter(([key]) => key.startsWith(`${new URL(url).port}|`)).map(([key, value]) => `${key.split('|')[1]}=${value}`).join('; ')
    const answer = await fetch(url, { method: form ? 'POST' : 'GET', body: form, redirect: 'manual', headers: { cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      this.#jar.set(`${new URL(url).port}|${pair.slice(0, at)}`, pair.slice(at + 1))
    }
    const location = answer.headers.get('location')
    return { url, status: answer.status, text: await answer.text(), location: location && new URL(location, url).href }
  }

  get session(): string {
    return this.#jar.get(`${new URL(causeway.url).port}|causeway-session`) ?? ''
  }
}

/** From the button to the address the provider sends the browser back to. */
async function toCallback(browser: Browser, subject: string, next = '/requests'): Promise<string> {
  let at = await browser.go(`${causeway.url}/sign-in/provider?next=${encodeURIComponent(next)}`)
  for (let steps = 0; steps < 12; steps += 1) {
    if (at.location?.startsWith(`${causeway.url}/api/auth/callback/`)) return at.location
    if (at.location) at = await browser.go(at.location)
    else {
      const action = /action="([^"]+)"/.exec(at.text)?.[1]
      if (!action) throw new Error(`${at.url} answered ${at.status}: ${at.text.slice(0, 300)}`)
      const prompt = /name="prompt" value="(\w+)"/.exec(at.text)?.[1] ?? 'login'
      at = await browser.go(new URL(action, at.url).href, new URLSearchParams({ prompt, login: subject, password: 'any' }))
    }
  }
  throw new Error(`The provider did not come back; it was last at ${at.url}.`)
}

async function signInAs(subject: string): Promise<{ browser: Browser; leadsTo: string }> {
  const browser = new Browser()
  const { location } = await browser.go(await toCallback(browser, subject))
  return { browser, leadsTo: location ?? '' }
}
const roleOf = (email: string) => valueOf<string | undefined>(causeway.databaseFile, 'SELECT "role" FROM "Person" WHERE "email" = ?', email)
const problemOf = (leadsTo: string) => new URL(leadsTo).searchParams.get('problem')

test('lets somebody in with the strongest role of their groups, anew at every sign-in, and follows the subject', async () => {
  provider.people.set('grace', { email: 'grace@example.com', email_verified: true, name: 'Grace', groups: ['helpdesk', 'platform', 'nothing'] })
  const { browser, leadsTo } = await signInAs('grace')
  expect(leadsTo).toBe(`${causeway.url}/requests`)
  expect(browser.session).not.toBe('')
  expect(roleOf('grace@example.com')).toBe('operator')
  provider.people.set('grace', { email: 'grace.hopper@example.com', email_verified: true, name: 'Grace H', groups: ['helpdesk'] })
  expect((await signInAs('grace')).leadsTo).toBe(`${causeway.url}/requests`)
  // the subject is the key: another address makes no other person
  expect(roleOf('grace@example.com')).toBe('support')
  expect(roleOf('grace.hopper@example.com')).toBeUndefined()
})

test('refuses who has no group with a sentence, and who has lost theirs', async () => {
  provider.people.set('mallory', { email: 'mallory@example.com', email_verified: true, name: 'Mallory', groups: ['visitors', '__proto__', 'constructor'] })
  const { browser, leadsTo } = await signInAs('mallory')
  expect(problemOf(leadsTo)).toBe('no_role')
  expect(browser.session).toBe('')
  expect(roleOf('mallory@example.com')).toBeUndefined()
  expect((await browser.go(leadsTo)).text).toContain('none of your groups gives access')
  provider.people.set('grace', { email: 'grace@example.com', email_verified: true, name: 'Grace', groups: [] })
  expect(problemOf((await signInAs('grace')).leadsTo)).toBe('no_role')
})

test('E52 an address equal to an administrator’s is never linked, verified or not', async () => {
  for (const verified of [false, true]) {
    const subject = `eve-${verified}`
    provider.people.set(subject, { email: causeway.admin.email, email_verified: verified, name: 'Eve', groups: ['platform'] })
    const { browser, leadsTo } = await signInAs(subject)
    expect(problemOf(leadsTo)).toBe('account_not_linked')
    expect(browser.session).toBe('')
  }
  // nor by changing the address of a person who is known
  provider.people.set('trudy', { email: 'trudy@example.com', email_verified: true, name: 'Trudy', groups: ['platform'] })
  await signInAs('trudy')
  provider.people.set('trudy', { email: causeway.admin.email, email_verified: true, name: 'Trudy', groups: ['platform'] })
  await signInAs('trudy')
  expect(roleOf(causeway.admin.email)).toBe('admin')
  expect(roleOf('trudy@example.com')).toBe('operator')
  expect(valueOf(causeway.databaseFile, 'SELECT count(*) FROM "Credential" c JOIN "Person" p ON p."id" = c."userId" WHERE p."email" = ?', causeway.admin.email)).toBe(1)
})

const TAMPERED: [string, Tamper][] = [
  ['another nonce', ({ header, claims }) => ({ header, claims: { ...claims, nonce: 'another' } })],
  ['no nonce', ({ header, claims: { nonce: _, ...claims } }) => ({ header, claims })],
  ['another audience', ({ header, claims }) => ({ header, claims: { ...claims, aud: 'another-client' } })],
  ['another issuer', ({ header, claims }) => ({ header, claims: { ...claims, iss: 'https://evil.example' } })],
  ['no signature', ({ header, claims }) => ({ header: { ...header, alg: 'none' }, claims })],
  ['a key nobody published', ({ header, claims }) => ({ header: { ...header, kid: 'another' }, claims })],
  ['a symmetric algorithm', ({ header, claims }) => ({ header: { ...header, alg: 'HS256' }, claims })],
  ['an expiry in the past', ({ header, claims }) => ({ header, claims: { ...claims, exp: Math.floor(Date.now() / 1_000) - 3_600, iat: Math.floor(Date.now() / 1_000) - 7_200 } })],
  ['another subject than the user info speaks of', ({ header, claims }) => ({ header, claims: { ...claims, sub: 'somebody-else' } })],
]
for (const [what, tamper] of TAMPERED) {
  test(`E52 an ID token with ${what} lets nobody in`, async () => {
    provider.people.set('heidi', { email: 'heidi@example.com', email_verified: true, name: 'Heidi', groups: ['bosses'] })
    provider.tamper(tamper)
    const { browser, leadsTo } = await signInAs('heidi')
    provider.tamper(null)
    expect(problemOf(leadsTo)).toBeTruthy()
    expect(browser.session).toBe('')
    expect(roleOf('heidi@example.com')).toBeUndefined()
  })
}

test('E52 a state that is wrong, missing, another browser’s or used, and a code that is replayed, let nobody in', async () => {
  provider.people.set('ivan', { email: 'ivan@example.com', email_verified: true, name: 'Ivan', groups: ['platform'] })
  const browser = new Browser()
  const callback = new URL(await toCallback(browser, 'ivan'))
  const wrong = new URL(callback)
  wrong.searchParams.set('state', 'x'.repeat(32))
  const missing = new URL(callback)
  missing.searchParams.delete('state')
  const stranger = new Browser()
  for (const [who, address] of [[browser, wrong], [browser, missing], [stranger, callback]] as const) {
    const { location } = await who.go(address.href)
    expect(problemOf(location ?? ''), address.search).toBeTruthy()
    expect(who.session).toBe('')
  }
  expect(roleOf('ivan@example.com')).toBeUndefined()
  const used = new Browser()
  const real = await toCallback(used, 'ivan')
  expect((await used.go(real)).location).toBe(`${causeway.url}/requests`)
  const replayed = new Browser()
  expect(problemOf((await replayed.go(real)).location ?? '')).toBeTruthy()
  expect(problemOf((await used.go(real)).location ?? '')).toBeTruthy()
  expect(replayed.session).toBe('')
})

test('E53 ?next= does not leave the site on the way back from the provider', async () => {
  const browser = new Browser()
  const { location } = await browser.go(await toCallback(browser, 'ivan', '//evil.example'))
  expect(location).toBe(`${causeway.url}/`)
})

test('E52 a key that the provider rotates is fetched, and the provider’s words are never shown', async () => {
  provider.rotateKey()
  await expect.poll(async () => (await signInAs('ivan')).leadsTo, { timeout: 40_000, intervals: [1_000, 5_000, 10_000] }).toBe(`${causeway.url}/requests`)
  const browser = new Browser()
  const page = await browser.go(`${causeway.url}/sign-in?problem=call_this_number_0900`)
  expect(page.text).toContain('could not be trusted')
  expect(page.text.replace(/problem=[^"&\\]*/g, '')).not.toContain('call_this_number')
})

test('the sign-in page offers the provider, and a password still works', async ({ page }) => {
  await page.goto(`${causeway.url}/sign-in`)
  await expect(page.getByRole('link', { name: 'Sign in with Example ID' })).toBeVisible()
  await page.getByLabel('E-mail address').fill(causeway.admin.email)
  await page.getByLabel('Password').fill(causeway.admin.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page).not.toHaveURL(/sign-in/)
})
