import { randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import { change, valueOf } from './support/database'
import * as journey from './support/journey'
import { looksRight, looksRightAtEveryWidth } from './support/looks'
import { ACCOUNT_ID } from './support/matrix-rows'
import { expect, listenForTrouble, startForThisFile, test } from './support/test'

startForThisFile({ env: { LOG_LEVEL: 'trace' } })
test.describe.configure({ mode: 'serial' })

/** A note with what must not get out, in the forms in which people write it. */
const NOTE = `Ours is ${ACCOUNT_ID} (${ACCOUNT_ID.replace(/(.{4})(?=.)/g, '$1-')}), arn:aws:iam::${ACCOUNT_ID}:role/kim. Clients in 10.20.30.0/24 and 10.20.30.40. Ask kim.canary@example.com.`
const TRACES = [ACCOUNT_ID, '1111-2222-3333', '10.20.30', 'kim.canary', 'Administrator of the tests']
const NOTHING = { cookies: [], origins: [] }
const DOES_NOT_WORK = 'It has ended, was taken back, or has a mistake in it.'

let request = ''
let hidden = ''
let open = ''
/** What the product knows of its own network, so that the test need not. */
let internals: string[] = []

const panel = (page: Page) => page.getByRole('region', { name: 'Share', exact: true })

async function makeLink(page: Page, label: string, { days = '7 days', internals: shows = false } = {}): Promise<string> {
  await panel(page).getByRole('button', { name: 'New link' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('For whom').fill(label)
  await dialog.getByLabel('Works for').selectOption({ label: days })
  if (shows) await dialog.getByRole('checkbox', { name: 'Show account ids and internal addresses' }).check()
  await dialog.getByRole('button', { name: 'Make link' }).click()
  const link = dialog.getByText(/\/shared\/[\w-]{100,}/)
  await expect(link).toBeVisible()
  const url = (await link.textContent())!.trim()
  await dialog.getByRole('button', { name: 'I have copied it' }).click()
  await expect(panel(page).getByRole('row').filter({ hasText: label })).toContainText('never')
  return url
}

/** As a program without any cookie reads it: the page, and what the router of a browser would be sent. */
async function readAll(url: string): Promise<string> {
  const html = await fetch(url)
  const flight = await fetch(`${url}?_rsc=1`, { headers: { rsc: '1' } })
  const file = await fetch(`${url}/connection.md`)
  expect([html.status, flight.status, file.status]).toEqual([200, 200, 200])
  return [await html.text(), await flight.text(), await file.text()].join('\n')
}

const found = (text: string, traces: readonly string[]) => traces.filter((trace) => text.includes(trace))

test('a link is made on the request’s page, shown once, and listed', async ({ page, causeway }) => {
  test.setTimeout(120_000)
  await journey.makeRequest(page, { clickhouse: { name: `Orders of ${ACCOUNT_ID} at 10.20.30.40`, contact: 'kim.canary@example.com', note: NOTE } })
  await journey.endpointIdOn(page)
  request = journey.requestIdOf(page)
  // the addresses come a moment after the endpoint
  await expect.poll(() => valueOf<string>(causeway.databaseFile, 'SELECT "addresses" FROM "RequestBody" WHERE "requestId" = ?', request), { timeout: 30_000 }).toContain('"address"')
  const plan = JSON.parse(valueOf<string>(causeway.databaseFile, 'SELECT "plan" FROM "RequestBody" WHERE "requestId" = ?', request)) as { subnets: { cidr: string }[] }
  const addresses = JSON.parse(valueOf<string>(causeway.databaseFile, 'SELECT "addresses" FROM "RequestBody" WHERE "requestId" = ?', request)) as { address: string }[]
  internals = [...plan.subnets.map(({ cidr }) => cidr), ...addresses.map(({ address }) => address)]
  expect(internals.length).toBeGreaterThan(2)

  await page.reload()
  hidden = await makeLink(page, 'Network team of the partner')
  open = await makeLink(page, 'Our own DNS team', { days: '1 day', internals: true })
  expect(hidden).toMatch(new RegExp(`^${causeway.url}/shared/[\\w-]+$`))
  await expect(panel(page)).toContainText('With account ids and addresses')
  expect(await page.content()).not.toContain(hidden.split('/').at(-1))
  await looksRight(page, 'a request with shared links')
})

test('the form says what is missing, and the keyboard is enough', async ({ page }) => {
  await page.goto(`/requests/${request}`)
  await panel(page).getByRole('button', { name: 'New link' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Make link' }).focus()
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('Say for whom it is')).toBeVisible()
  await looksRight(page, 'the form of a shared link')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(panel(page).getByRole('button', { name: 'New link' })).toBeFocused()
})

test('somebody without an account reads it; what is hidden is in no byte that is sent', async ({ browser, causeway }) => {
  test.setTimeout(240_000)
  const context = await browser.newContext({ storageState: NOTHING, baseURL: causeway.url })
  const heard = await listenForTrouble(context)
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (each) => asked.push(each.url()))
  const answer = await page.goto(hidden)
  expect(answer?.status()).toBe(200)
  expect(answer?.headers()).toMatchObject({ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow, noarchive' })
  expect(answer?.headers()['cache-control']).toContain('no-store')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Orders of hidden-account at hidden-address')
  for (const part of ['Waiting for ClickHouse', 'It is the turn of the team that shared this.', 'The team', 'What is proved', 'Nothing is proved yet', 'hidden-address-1', 'hidden-range-1', 'For the DNS team', 'For the network team']) await expect(page.getByText(part).first()).toBeVisible()
  await expect(page.getByRole('img', { name: /The connection/ }).first()).toBeVisible()
  // nothing leads on, and nothing can be pressed but what copies, saves and prints
  expect(await page.getByRole('link').evaluateAll((all) => all.map((each) => each.getAttribute('href')))).toEqual([`${new URL(hidden).pathname}/connection.md`])
  expect(await page.locator('form, input, select, textarea').count()).toBe(0)
  expect(asked.filter((url) => !url.startsWith(causeway.url))).toEqual([])
  expect(await context.cookies()).toEqual([])

  const sent = await readAll(hidden)
  expect(found(sent, [...TRACES, ...internals, request, 'Network team of the partner'])).toEqual([])
  expect(sent).toContain('vpce-')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Markdown' })).toBeFocused()
  await looksRightAtEveryWidth(page, 'a shared page')
  expect(heard).toEqual([])
  await context.close()
})

test('with leave it shows both, and still nobody’s name', async () => {
  const sent = await readAll(open)
  expect(found(sent, [ACCOUNT_ID, ...internals])).toEqual([ACCOUNT_ID, ...internals])
  expect(found(sent, ['kim.canary', request])).toEqual([])
})

test('it prints in light colours without what cannot be pressed on paper', async ({ browser, causeway }) => {
  const context = await browser.newContext({ storageState: NOTHING, baseURL: causeway.url, colorScheme: 'dark' })
  const page = await context.newPage()
  await page.goto(hidden)
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden()
  await expect(page.getByText('Shared with you, to read only')).toBeHidden()
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('light')
  expect((await page.pdf()).length).toBeGreaterThan(10_000)
  await context.close()
})

test('it is only read: every other method is refused, with whatever it brings', async ({ causeway: { url, admin } }) => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
    for (const headers of [{ origin: url }, { origin: url, cookie: admin.cookie, 'next-action': 'a'.repeat(42) }] as Record<string, string>[]) {
      const answer = await fetch(hidden, { method, headers })
      expect([answer.status, answer.headers.get('allow')], method).toEqual([405, 'GET, HEAD'])
    }
})

test('wrong, changed, ended and revoked are one answer, and none is told from another', async ({ page, causeway: { url, databaseFile } }) => {
  await page.goto(`/requests/${request}`)
  const ended = await makeLink(page, 'Ended')
  const revoked = await makeLink(page, 'Revoked')
  const linkOf = (label: string) => valueOf<string>(databaseFile, 'SELECT "linkId" FROM "ShareLink" WHERE "label" = ?', label)
  expect(change(databaseFile, 'UPDATE "ShareLink" SET "expiresAt" = ? WHERE "linkId" = ?', Date.now() - 1_000, linkOf('Ended'))).toBe(1)

  // a page that is open stops at its next look
  const row = panel(page).getByRole('row').filter({ hasText: 'Revoked' })
  expect((await fetch(revoked)).status).toBe(200)
  await row.getByRole('button', { name: 'Revoke', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke link' }).click()
  await expect(row.getByRole('button', { name: 'Revoke', exact: true })).toBeHidden()
  expect((await fetch(revoked)).status).toBe(404)

  const token = hidden.split('/').at(-1)!
  const bytes = Buffer.from(token, 'base64url')
  bytes[32] = 1
  const wrong = { ended, revoked, changed: `${url}/shared/${bytes.toString('base64url')}`, invented: `${url}/shared/${randomBytes(89).toString('base64url')}`, short: `${url}/shared/not-a-link` }
  const seen = new Set<string>()
  for (const [what, address] of Object.entries(wrong)) {
    for (const path of ['', '/connection.md']) {
      const answer = await fetch(address + path)
      const text = await answer.text()
      expect(answer.status, what).toBe(404)
      expect(text, what).toContain(DOES_NOT_WORK)
      expect(answer.headers.get('referrer-policy'), what).toBe('no-referrer')
      // what is shown, without what names the address it was asked for and the nonce of this one answer
      seen.add(path + text.replace(/<script[\s\S]*?<\/script>/g, '').replace(/ nonce="[^"]*"/g, '').replaceAll(address.split('/').at(-1)!, 'TOKEN'))
    }
  }
  expect(seen.size).toBe(2)
  const leaks = await fetch(revoked).then((answer) => answer.text())
  expect(found(leaks, [...TRACES, request, 'vpce-0'])).toEqual([])
})

test('too many that do not work, and none works for a while from there', async ({ causeway: { databaseFile, url } }) => {
  const address = valueOf<string>(databaseFile, `SELECT "subject" FROM "Tries" WHERE "subject" LIKE 'share|address|%'`)
  change(databaseFile, 'UPDATE "Tries" SET "count" = 60, "since" = ? WHERE "subject" = ?', Date.now(), address)
  const answer = await fetch(hidden)
  expect(answer.status).toBe(404)
  expect(await answer.text()).toContain(DOES_NOT_WORK)
  change(databaseFile, 'DELETE FROM "Tries" WHERE "subject" = ?', address)
  // what works is no try
  for (let n = 0; n < 65; n += 1) expect((await fetch(`${hidden}/connection.md`)).status).toBe(200)
  expect((await fetch(`${url}/shared/x`)).status).toBe(404)
})

test('the audit trail tells who made, opened and revoked; the log and the database hold no link', async ({ page, causeway }) => {
  await page.goto('/settings/audit?kind=share')
  for (const sentence of ['Made the shared link Network team of the partner.', 'Opened the shared link Network team of the partner.', 'Revoked the shared link Revoked.']) await expect(page.getByText(sentence).first()).toBeVisible()
  await expect(page.getByRole('row', { name: 'Somebody with a link' }).first()).toBeVisible()
  expect(await page.getByText('Opened the shared link Network team of the partner.').count()).toBe(1)
  for (const link of [hidden, open]) {
    const token = link.split('/').at(-1)!
    expect(causeway.output()).not.toContain(token)
    expect(causeway.output()).not.toContain(token.slice(0, 60))
  }
  expect(causeway.output()).toContain('"path":"/shared/…"')
})
