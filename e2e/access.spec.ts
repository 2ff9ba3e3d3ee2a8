import { ROLES, type Role } from '@/lib/privatelink/roles'
import { change, rowsOf, valueOf } from './support/database'
import { callAction, cookieOf, submitForm } from './support/door'
import { looksRightAtEveryWidth } from './support/looks'
import { become, invitationFor, newPerson, SETUP_TOKEN, signIn } from './support/people'
import { expect, startForThisFile, test } from './support/test'

startForThisFile({ setUp: false, watchSeconds: 60 })

const ADMIN = { name: 'Ada Admin', email: 'ada@people.example', password: 'quartz-harbour-nine-lanterns' }
const LOADED = /Failed to load resource/

test.describe.configure({ mode: 'serial', timeout: 120_000 })

test('E55 the first start prints one link; a wrong one is not there, and of two browsers that race one wins', async ({ page, browser, causeway: { url, output, databaseFile }, trouble }) => {
  trouble.allow(LOADED)
  expect(output()).toContain(`${url}/setup?token=${SETUP_TOKEN}`)
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Causeway is not set up yet' })).toBeVisible()
  for (const path of ['/setup', '/setup?token=', '/setup?token=wrong-wrong-wrong', `/setup?token=${SETUP_TOKEN}x`, `/setup?token=${SETUP_TOKEN}&token=b`]) expect((await fetch(url + path)).status, path).toBe(404)

  await page.goto(`/setup?token=${SETUP_TOKEN}`)
  await looksRightAtEveryWidth(page, 'set-up')
  const other = await (await browser.newContext({ baseURL: url })).newPage()
  await other.goto(`/setup?token=${SETUP_TOKEN}`)
  for (const [at, each] of [page, other].entries()) {
    await each.getByLabel('Your name').fill(ADMIN.name)
    await each.getByLabel('E-mail address').fill(at === 0 ? 'ADA@people.example' : ADMIN.email)
    await each.getByLabel('Password').fill('password1234')
    await each.getByRole('button', { name: 'Make me the administrator' }).click()
    await expect(each.getByText('one of the passwords that are tried first')).toBeVisible()
    await expect(each.getByLabel('Your name')).toHaveValue(ADMIN.name)
    await each.getByLabel('Password').fill(ADMIN.password)
  }
  await Promise.all([page, other].map((each) => each.getByRole('button', { name: 'Make me the administrator' }).click()))
  const won = (each: typeof page) => each.getByRole('heading', { name: 'Connect a VPC to ClickHouse Cloud' })
  const lost = (each: typeof page) => each.getByText('This link does not work, or not any more').first()
  await expect(won(page).or(lost(page))).toBeVisible({ timeout: 40_000 })
  await expect(won(other).or(lost(other))).toBeVisible({ timeout: 40_000 })
  expect([await won(page).isVisible(), await won(other).isVisible()].filter(Boolean)).toHaveLength(1)
  expect(valueOf(databaseFile, 'SELECT count(*) FROM "Person"')).toBe(1)
  expect((await fetch(`${url}/setup?token=${SETUP_TOKEN}`)).status).toBe(404)
  await other.context().close()
})

test('an administrator invites by keyboard, the invited person joins and lands where their role works', async ({ page, browser, causeway: { url }, trouble }) => {
  trouble.allow(LOADED)
  await page.goto('/sign-in?next=/settings/people')
  await looksRightAtEveryWidth(page, 'sign-in')
  await page.getByLabel('E-mail address').fill(ADMIN.email)
  await page.getByLabel('Password').fill('not the right one')
  await page.keyboard.press('Enter')
  await expect(page.getByText('do not belong together')).toBeVisible()
  await page.getByLabel('Password').fill(ADMIN.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible()

  await page.getByRole('button', { name: 'Invite somebody' }).focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('For whom').fill('Sue of the help desk')
  await page.getByLabel('Role').selectOption('support')
  await expect(page.getByText('Works the support desk')).toBeVisible()
  await page.getByLabel('For whom').press('Enter')
  const link = await page.getByRole('dialog').getByText(/\/invite\/[\w-]+$/).textContent()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('table', { name: 'Open links' }).getByText('Sue of the help desk')).toBeVisible()
  await looksRightAtEveryWidth(page, 'people')

  const context = await browser.newContext({ baseURL: url })
  const invited = await context.newPage()
  await invited.goto(link!)
  await expect(invited.getByText('Ada Admin invites you as support.')).toBeVisible()
  await looksRightAtEveryWidth(invited, 'invitation')
  await invited.getByLabel('Your name').fill('Sue Support')
  await invited.getByLabel('E-mail address').fill('sue@people.example')
  await invited.getByLabel('Password').fill('eleven-char')
  await invited.keyboard.press('Enter')
  await expect(invited.getByText('Use at least 12 characters')).toBeVisible()
  await invited.getByLabel('Password').fill('tangerine lantern harbour')
  await invited.keyboard.press('Enter')
  await expect(invited).toHaveURL(/\/support$/)
  await invited.goto(link!)
  await expect(invited.getByRole('heading', { name: 'This invitation does not work' })).toBeVisible()
  await context.close()
})

test('who lost their password gets a link from an administrator, once, and is signed out elsewhere', async ({ page, browser, causeway: { url } }) => {
  const admin = { cookie: cookieOf(await signIn(url, ADMIN)) }
  const person = await newPerson(url, admin, 'operator')
  const elsewhere = await browser.newContext({ baseURL: url })
  await become(elsewhere, url, person)
  const other = await elsewhere.newPage()
  await other.goto('/requests')
  await expect(other.getByRole('heading', { level: 1, name: 'Requests' })).toBeVisible()

  await become(page.context(), url, admin)
  await page.goto('/settings/people')
  await page.getByRole('button', { name: `Change ${person.name}` }).click()
  const dialog = page.getByRole('dialog', { name: person.name })
  await dialog.getByRole('button', { name: 'Make a link for a new password' }).click()
  const link = await dialog.getByText(/\/renew\/[\w-]+$/).textContent()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('table', { name: 'Open links' }).getByText(`${person.name}: a new password`)).toBeVisible()

  const fresh = await browser.newContext({ baseURL: url })
  const renewed = await fresh.newPage()
  await renewed.goto(link!)
  await expect(renewed.getByText(`For ${person.name}.`)).toBeVisible()
  await looksRightAtEveryWidth(renewed, 'a new password')
  await renewed.getByLabel('New password').fill('eleven-char')
  await renewed.keyboard.press('Enter')
  await expect(renewed.getByText('Use at least 12 characters')).toBeVisible()
  await renewed.getByLabel('New password').fill('marmalade orbit cupboard')
  await renewed.keyboard.press('Enter')
  await expect(renewed.getByRole('heading', { level: 1, name: 'Requests' })).toBeVisible()
  await other.goto('/requests')
  await expect(other).toHaveURL(/\/sign-in/)
  await renewed.goto(link!)
  await expect(renewed.getByRole('heading', { name: 'This link does not work' })).toBeVisible()
  await fresh.close()
  await elsewhere.close()
})

test('each role is shown the places it may go to, and buttons that are off say why', async ({ page, causeway: { url } }) => {
  const admin = { cookie: cookieOf(await signIn(url, ADMIN)) }
  const places: Record<Role, string[]> = {
    viewer: ['Requests', 'Settings'],
    requester: ['Requests', 'Settings', 'ClickHouse’s side'],
    operator: ['Requests', 'Support', 'Accounts', 'Settings', 'ClickHouse’s side'],
    support: ['Support', 'Settings', 'ClickHouse’s side'],
    admin: ['Requests', 'Support', 'Accounts', 'Settings', 'ClickHouse’s side'],
  }
  for (const role of ROLES) {
    const person = await newPerson(url, admin, role)
    await become(page.context(), url, person)
    await page.goto('/settings/sessions')
    await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link')).toHaveText(places[role])
    await expect(page.getByRole('banner').getByText(person.name)).toBeVisible()
    if (role === 'viewer') {
      await looksRightAtEveryWidth(page, 'sessions')
      await page.goto('/requests')
      await expect(page.getByText('Your role, viewer, may not start requests.')).toBeVisible()
      await expect(page.getByRole('link', { name: 'Start a request' })).toHaveAttribute('aria-disabled', 'true')
    }
  }
})

test('E49 who is disabled is out within five seconds, the open page and its stream included', async ({ page, causeway: { url, databaseFile }, trouble }) => {
  trouble.allow(LOADED)
  const admin = { cookie: cookieOf(await signIn(url, ADMIN)) }
  const person = await newPerson(url, admin, 'operator')
  await become(page.context(), url, person)
  await Promise.all([page.waitForResponse((answer) => answer.url().includes('/api/events')), page.goto('/requests')])
  const userId = valueOf<string>(databaseFile, 'SELECT "id" FROM "Person" WHERE "email" = ?', person.email)
  await callAction('app/(console)/settings/people/actions.ts#takeAccess', { url, path: '/settings/people', cookie: admin.cookie, fields: { userId } })
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible({ timeout: 5_000 })
  expect((await signIn(url, person)).headers.getSetCookie()).toEqual([])
  expect(valueOf(databaseFile, 'SELECT count(*) FROM "Session" WHERE "userId" = ?', userId)).toBe(0)
})

test('E49 a page that finds its session over when it comes back to its stream leads to the sign-in', async ({ page, causeway: { url, databaseFile }, trouble }) => {
  trouble.allow(LOADED)
  const admin = { cookie: cookieOf(await signIn(url, ADMIN)) }
  const person = await newPerson(url, admin, 'operator')
  await become(page.context(), url, person)
  await page.route('**/api/events*', (route) => route.abort())
  await page.goto('/requests')
  const over = change(databaseFile, 'DELETE FROM "Session" WHERE "userId" = (SELECT "id" FROM "Person" WHERE "email" = ?)', person.email)
  expect(over).toBe(1)
  await page.unroute('**/api/events*')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible({ timeout: 30_000 })
})

test('E49 every sign-in makes another session, none is taken from outside, and signing out ends it on the server', async ({ causeway: { url, databaseFile } }) => {
  const first = await signIn(url, ADMIN, { cookie: 'causeway-session=planted.by-somebody' })
  const second = await signIn(url, ADMIN)
  expect(cookieOf(first)).not.toBe(cookieOf(second))
  expect(cookieOf(first)).not.toContain('planted')
  const [line] = first.headers.getSetCookie()
  expect(line).toMatch(/; Path=\/;.*HttpOnly; SameSite=lax/i)
  const cookie = cookieOf(first)
  expect((await fetch(`${url}/requests`, { headers: { cookie }, redirect: 'manual' })).status).toBe(200)
  const again = await fetch(`${url}/sign-in`, { headers: { cookie }, redirect: 'manual' })
  expect(again.status).toBe(307)
  await callAction('app/(console)/settings/sessions/actions.ts#signOutHere', { url, path: '/requests', cookie })
  expect((await fetch(`${url}/requests`, { headers: { cookie }, redirect: 'manual' })).status).toBe(307)
  expect((await fetch(`${url}/requests`, { headers: { cookie: cookieOf(second) }, redirect: 'manual' })).status).toBe(200)
  const everything = rowsOf(databaseFile, ['Session', 'Audit', 'Invitation', 'Credential'])
  for (const each of [cookie, cookieOf(second)]) expect(everything).not.toContain(decodeURIComponent(each.split('=')[1]!).split('.')[0])
  expect(everything).not.toContain(ADMIN.password)
})

test('F60 a role that is taken between looking and pressing is refused when it is pressed', async ({ causeway: { url, databaseFile } }) => {
  const admin = { cookie: cookieOf(await signIn(url, ADMIN)) }
  const person = await newPerson(url, admin, 'admin')
  const userId = valueOf<string>(databaseFile, 'SELECT "id" FROM "Person" WHERE "email" = ?', person.email)
  const people = 'app/(console)/settings/people/actions.ts'
  await callAction(`${people}#setRole`, { url, path: '/settings/people', cookie: admin.cookie, fields: { userId, role: 'viewer' } })
  const refused = await callAction(`${people}#invite`, { url, path: '/settings/people', cookie: person.cookie, fields: { role: 'admin', note: 'a friend' } })
  expect(await refused.text()).toContain('Your role, viewer, may not change who has access.')
  expect((await fetch(`${url}/settings/people`, { headers: { cookie: person.cookie } })).status).toBe(404)
})

test('invitations: withdrawn, out of date, and used by two at once', async ({ causeway: { url, databaseFile } }) => {
  const admin = { cookie: cookieOf(await signIn(url, ADMIN)) }
  const join = (path: string, n: number) => submitForm({ url, path, fields: { name: `Two ${n}`, email: `two${n}@people.example`, password: ADMIN.password } })
  const twice = await invitationFor(url, admin, 'viewer')
  const answers = await Promise.all([join(twice, 1), join(twice, 2)])
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
  const late = await invitationFor(url, admin, 'viewer')
  change(databaseFile, 'UPDATE "Invitation" SET "expiresAt" = ? WHERE "usedAt" IS NULL', Date.now() - 1)
  expect(await (await fetch(url + late)).text()).toContain('This invitation does not work')
  const gone = await invitationFor(url, admin, 'viewer')
  const invitationId = valueOf<string>(databaseFile, 'SELECT "id" FROM "Invitation" ORDER BY "createdAt" DESC LIMIT 1')
  await callAction('app/(console)/settings/people/actions.ts#withdraw', { url, path: '/settings/people', cookie: admin.cookie, fields: { invitationId } })
  expect(await (await fetch(url + gone)).text()).toContain('This invitation does not work')
})

test('E53 ?next= leads nowhere else, before and after the sign-in', async ({ causeway: { url } }) => {
  for (const next of ['//evil.example', '/\\evil.example', 'https:evil.example', '/%0d%0aSet-Cookie:x=y', 'javascript:alert(1)', '/.//evil.example']) {
    const answer = await submitForm({ url, path: `/sign-in?next=${encodeURIComponent(next)}`, fields: { ...ADMIN, next } }).catch(() => null)
    const plain = answer ?? (await submitForm({ url, path: `/sign-in?next=${encodeURIComponent(next)}`, fields: { email: ADMIN.email, password: ADMIN.password } }))
    const location = new URL(plain.headers.get('location') ?? '/', url)
    expect(location.origin, next).toBe(url)
    expect(location.href, next).not.toMatch(/evil/)
    expect(plain.headers.get('set-cookie'), next).not.toMatch(/x=y/)
  }
})

test('E50 guesses are limited by account and by address, whatever X-Forwarded-For says', async ({ causeway: { url, databaseFile } }) => {
  test.setTimeout(180_000)
  const page = await (await fetch(`${url}/sign-in`)).text()
  expect(page).toContain('name="password"')
  const guess = (email: string, n: number) =>
    callAction('app/(auth)/sign-in/actions.ts#signIn', { url, path: '/sign-in', fields: { email, password: `guess number ${n}`, next: '/' }, headers: { 'x-forwarded-for': `203.0.113.${n % 250}`, 'x-real-ip': '198.51.100.1' } }).then((answer) => answer.text())
  const many = async (count: number, emailOf: (n: number) => string) => {
    const said: string[] = []
    for (let at = 0; at < count; at += 50) said.push(...(await Promise.all(Array.from({ length: Math.min(50, count - at) }, (_, n) => guess(emailOf(at + n), at + n)))))
    return said
  }
  change(databaseFile, 'DELETE FROM "Tries"')
  const atOne = await many(1_000, () => ADMIN.email)
  expect(atOne.filter((text) => text.includes('do not belong together'))).toHaveLength(10)
  expect(atOne.filter((text) => text.includes('too many tries'))).toHaveLength(990)
  // the right password is of no use either, until the quarter of an hour is over
  expect((await signIn(url, ADMIN)).headers.getSetCookie()).toEqual([])

  change(databaseFile, 'DELETE FROM "Tries"')
  const atMany = await many(1_000, (n) => `user${n}@people.example`)
  expect(atMany.filter((text) => text.includes('do not belong together'))).toHaveLength(50)
  expect(valueOf<string>(databaseFile, 'SELECT group_concat("subject") FROM "Tries"')).not.toMatch(/203\.0\.113|198\.51\.100|people\.example/)
  change(databaseFile, 'UPDATE "Tries" SET "since" = "since" - 900001')
  expect((await signIn(url, ADMIN)).status).toBe(303)
})
