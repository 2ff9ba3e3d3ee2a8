import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { act } from './support/clickhouse-side'
import { change } from './support/database'
import { pressSlash, stateOf, step } from './support/journey'
import { looksRight } from './support/looks'
import { fillDesk, type Queued } from './support/queue'
import { expect, startForThisFile, test } from './support/test'

const databaseFile = join(mkdtempSync(join(tmpdir(), 'causeway-desk-')), 'causeway.db')
startForThisFile({ env: { DATABASE_URL: `file:${databaseFile}` } })

let queue: Queued[] = []
const counter = (page: Page, label: string): Locator => page.getByRole('navigation', { name: 'Counters' }).getByRole('link', { name: new RegExp(`^${label}\\b`) })
/** By the link that opens it: a contradiction links to other rows. */
const row = (page: Page, name: string): Locator => page.getByRole('row').filter({ has: page.locator('[data-row-link]').filter({ hasText: new RegExp(`^${name}$`) }) })
const rows = (page: Page): Locator => page.getByRole('table', { name: 'Requests on the desk' }).locator('tbody tr')
const turn = (page: Page, sentence: string): Locator => page.getByRole('heading', { name: sentence })
const bar = (page: Page): Locator => page.getByRole('region', { name: 'What to do with the selected requests' })

/** Keys only work once the page's scripts do. */
const open = async (page: Page, address = '/support') => {
  await page.goto(address)
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
}

test('an empty desk says why it is empty, and its counters are blank', async ({ page }) => {
  await open(page)
  await expect(page.getByRole('heading', { name: 'Nothing waits for ClickHouse' })).toBeVisible()
  await expect(counter(page, 'Waiting')).toHaveText('Waiting')
  await expect(page.getByText('0', { exact: true })).toHaveCount(0)
})

test('support works a queue of fifty from the keyboard: one ticket for three, marked as sent', async ({ page, context, causeway }) => {
  queue = await fillDesk({ sandboxUrl: causeway.sandboxUrl, databaseFile, count: 50 })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page)
  await expect(counter(page, 'Waiting')).toHaveText('Waiting50')
  await expect(rows(page)).toHaveCount(40)
  await expect(rows(page).first()).toContainText('Team 01')
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(rows(page)).toHaveCount(10)
  await expect(rows(page).last()).toContainText('Team 50')
  await page.getByRole('link', { name: 'Previous' }).click()
  await expect(rows(page)).toHaveCount(40)

  await page.getByRole('heading', { name: 'Support desk' }).click()
  for (let n = 0; n < 3; n++) {
    await page.keyboard.press('j')
    await page.keyboard.press('x')
  }
  await expect(bar(page)).toContainText('3 requests')
  await bar(page).getByRole('button', { name: 'Copy ticket text' }).click()
  await expect(bar(page)).toContainText('The ticket text is copied.')
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toContain(`Region: eu-west-1\nVPC Endpoint IDs: ${queue[1]!.endpointId}\n`)
  expect(copied).toContain(`Region: us-west-2\nVPC Endpoint IDs: ${queue[0]!.endpointId},${queue[2]!.endpointId}\n`)
  const csv = await page.request.get((await bar(page).getByRole('link', { name: '.csv' }).getAttribute('href'))!)
  expect(csv.headers()['content-type']).toContain('text/csv')
  expect(await csv.text()).toContain(`"eu-west-1","${queue[1]!.endpointId}","team2.eu-west-1.aws.clickhouse.cloud"`)

  await bar(page).getByRole('button', { name: 'Mark as sent…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Sent to ClickHouse' })
  await dialog.getByLabel('Ticket number').fill('4711')
  await dialog.getByLabel('Link').fill('http://support.example.com/4711')
  await dialog.getByLabel('Note').fill('Called them about these three')
  await dialog.getByRole('button', { name: 'Mark as sent' }).click()
  await expect(dialog).toContainText('The link must begin with https:// and hold no password.')
  await expect(dialog.getByLabel('Note')).toHaveValue('Called them about these three')
  await dialog.getByLabel('Link').fill('https://support.example.com/4711')
  await dialog.getByRole('button', { name: 'Mark as sent' }).click()
  await expect(dialog).toBeHidden()
  await expect(row(page, 'Team 02')).toContainText('4711')
  await expect(row(page, 'Team 02')).toContainText('ClickHouse')
  await expect(row(page, 'Team 04')).toContainText('You: send the ticket')
  await expect(counter(page, 'Sent')).toHaveText('Sent3')
  await expect(counter(page, 'Not sent yet')).toHaveText('Not sent yet47')

  await pressSlash(page)
  await page.keyboard.type('4711')
  await page.keyboard.press('Enter')
  await expect(rows(page)).toHaveCount(3)
  await expect(page).toHaveURL(/\/support\?q=4711$/)
  await row(page, 'Team 02').getByRole('link', { name: 'Team 02' }).focus()
  await page.keyboard.press('Enter')
  await expect(turn(page, 'It is ClickHouse’s turn: they have to accept the connection.')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Notes, newest first' })).toContainText('Called them about these three')
  await expect(page.getByRole('list', { name: 'History, newest first' })).toContainText('The ticket was sent to ClickHouse as number 4711.')
})

test('the requester sees what ClickHouse asked, answers, and it is ClickHouse’s turn again; each page hears of it', async ({ page, context }) => {
  const { requestId, name } = queue[0]!
  const desk = await context.newPage()
  await open(desk)
  await open(page, `/requests/${requestId}`)

  await row(desk, name).getByRole('checkbox').check()
  await bar(desk).getByRole('button', { name: 'Record outcome…' }).click()
  const dialog = desk.getByRole('dialog', { name: 'What ClickHouse said about this request' })
  await dialog.getByRole('radio', { name: 'Asks for information' }).check({ force: true })
  await dialog.getByRole('button', { name: 'Record' }).click()
  await expect(dialog).toContainText('Give the question')
  await dialog.getByLabel('Question').fill('Which of the <b>two</b> instances?')
  await dialog.getByRole('button', { name: 'Record' }).click()
  await expect(dialog).toBeHidden()
  await expect(counter(desk, 'Questions')).toHaveText('Questions1')

  await expect(turn(page, 'It is your turn: ClickHouse asks for information.')).toBeVisible()
  await expect(page.getByRole('region', { name: /^It is your turn/ })).toContainText('Which of the <b>two</b> instances?')
  await page.getByLabel('Your answer').fill('The first one')
  await page.getByRole('button', { name: 'Send the answer to the desk' }).click()
  await expect(turn(page, 'It is ClickHouse’s turn: they have to accept the connection.')).toBeVisible()
  await expect(counter(desk, 'Questions')).toHaveText('Questions')
  await expect(row(desk, name)).toContainText('ClickHouse')
})

test('a rejection recorded with its reason reaches the requester, who fixes and resubmits', async ({ page, causeway }) => {
  const { requestId, endpointId } = queue[1]!
  await open(page, `/requests/${requestId}`)
  await page.getByText('Record what ClickHouse said').click()
  await page.getByRole('radio', { name: 'Rejected' }).check({ force: true })
  await page.getByLabel('Reason').fill('The instance is of another organisation')
  await page.getByRole('button', { name: 'Record', exact: true }).click()
  const now = page.getByRole('region', { name: 'It is your turn: ClickHouse rejected the request.' })
  await expect(now).toContainText('The instance is of another organisation')
  await expect(now).toContainText('Delete it below')

  await act(causeway.sandboxUrl, endpointId, 'reject')
  await expect(stateOf(page, 'Rejected')).toBeVisible()
  await expect(page.getByRole('region', { name: /ClickHouse rejected the connection/ })).toContainText('The instance is of another organisation')
  await page.getByRole('button', { name: 'Fix and resubmit' }).click()
  await expect(page).toHaveURL(/\/requests\/new\//)
  await expect(step(page, 'Network').or(step(page, 'Review'))).toBeVisible()
})

test('contradictions are shown with what to do, and can be listed alone', async ({ page, causeway }) => {
  test.setTimeout(180_000)
  const [asked, , sent, twin, foreign] = queue as [Queued, Queued, Queued, Queued, Queued]
  change(databaseFile, 'UPDATE "EndpointRequest" SET "endpointId" = ? WHERE "requestId" = ?', queue[5]!.endpointId, twin.requestId)
  change(databaseFile, 'UPDATE "EndpointRequest" SET "hostnames" = ? WHERE "requestId" = ?', '["x.ap-southeast-1.aws.clickhouse.cloud"]', foreign.requestId)
  change(databaseFile, 'UPDATE "TicketMark" SET "sentAt" = "sentAt" - 345600000 WHERE "requestId" = ?', sent.requestId)
  await act(causeway.sandboxUrl, asked.endpointId, 'delete', { immediately: true })
  await open(page, '/support?contradictions=1')
  await expect(row(page, twin.name)).toContainText('as well. Send it in one ticket only')
  await expect(row(page, foreign.name)).toContainText('is in ap-southeast-1. Ask the requester which one is meant')
  await expect(row(page, sent.name)).toContainText('has been with ClickHouse for 4 days without any change.')
  await expect(row(page, asked.name)).toContainText('which is no longer at AWS. Tell ClickHouse that it is not needed any more', { timeout: 30_000 })
  await expect(counter(page, 'Gone')).toHaveText('Gone1')
  await expect(page.getByRole('row').filter({ hasText: 'Team 20' })).toHaveCount(0)
})

test('strange addresses of the desk never break it', async ({ page }) => {
  for (const query of ['state=__proto__', 'state=waiting&state=gone', 'cursor=%00%ff', 'q=%27%20OR%201%3D1', `q=${'x'.repeat(3000)}`, 'ticket=<script>', 'region=../..', 'account=1', 'requester[]=a', 'contradictions=2', 'cursor=eyJ4Ijox']) {
    expect((await page.goto(`/support?${query}`))?.status(), query).toBe(200)
    await expect(page.getByRole('heading', { name: 'Support desk' })).toBeVisible()
  }
})

test('the desk and its dialogs look right in both themes and on a phone', async ({ page }) => {
  test.setTimeout(240_000)
  await open(page)
  await looksRight(page, 'the desk')
  await open(page, '/support?contradictions=1')
  await looksRight(page, 'contradictions')
  await open(page)
  await rows(page).nth(6).getByRole('checkbox').check()
  await bar(page).getByRole('button', { name: 'Mark as sent…' }).click()
  await looksRight(page, 'the form of a mark')
  await open(page, `/requests/${queue[2]!.requestId}`)
  await looksRight(page, 'the request page with its ticket')
})

test('a read that fails is unknown with its reason, never none', async ({ page }) => {
  change(databaseFile, 'ALTER TABLE "DeskOutcome" RENAME TO "Elsewhere"')
  await page.goto('/support')
  await expect(page.getByText('It is not known what is on the desk')).toBeVisible()
  await expect(page.getByText('The counters could not be read')).toBeVisible()
  await expect(counter(page, 'Waiting')).toHaveText('Waitingunknown')
  await expect(page.getByRole('heading', { name: 'Nothing waits for ClickHouse' })).toHaveCount(0)
  change(databaseFile, 'ALTER TABLE "Elsewhere" RENAME TO "DeskOutcome"')
  await page.reload()
  await expect(rows(page).first()).toBeVisible()
})
