import type { Page } from '@playwright/test'
import { act } from './support/clickhouse-side'
import * as journey from './support/journey'
import { expect, startForThisFile, test } from './support/test'

startForThisFile()
test.describe.configure({ mode: 'serial' })

const NAME = 'Analytics in production'
const NOTE = 'For the nightly jobs.\nPlease answer by mail.'

/** A word that a page keeps until it is loaded anew. */
const mark = (page: Page) => page.evaluate(() => void Object.assign(window, { notLoadedAnew: true }))
const isStillMarked = (page: Page) => page.evaluate(() => 'notLoadedAnew' in window)

let requestId = ''
let endpointId = ''

test('a stranger gets from the first page to Available in under three minutes, without loading a page anew', async ({ page, causeway }) => {
  const started = Date.now()
  await page.goto('/')
  await expect(page).toHaveURL('/requests')
  await expect(page.getByText('Connect a VPC to ClickHouse Cloud')).toBeVisible()
  await expect(page.getByRole('complementary', { name: 'Sandbox' })).toContainText('Nothing here is real')
  await mark(page)

  await page.getByRole('link', { name: 'Start a request' }).click()
  await expect(journey.step(page, 'ClickHouse')).toBeVisible()
  await journey.fillClickHouse(page, { name: NAME, contact: 'data-platform@example.com', note: NOTE })
  await expect(page.getByText('2 instances recognised')).toBeVisible()
  await expect(page.getByLabel('Service name')).toHaveValue(journey.SERVICE)
  await journey.goToAccount(page)

  await expect(page.getByText('us-west-2a (usw2-az2)')).toBeVisible()
  await expect(page.getByText('ClickHouse has to accept each connection.')).toBeVisible()
  await expect(page.getByText('*.us-west-2.vpce.aws.clickhouse.cloud')).toBeVisible()
  await journey.chooseAccount(page)

  await journey.chooseVpc(page, 'platform-prod')
  await expect(page.getByText('3 zones are chosen.')).toBeVisible()
  await journey.pick(page.getByRole('checkbox', { name: 'clickhouse-clients' }))
  await journey.goToReview(page)

  await expect(page.getByText('AWS answered the same call as a dry run')).toBeVisible()
  await expect(page.getByText('$21.90').first()).toBeVisible()
  await expect(page.getByText('"VpcEndpointType": "Interface"')).toBeVisible()
  requestId = await journey.createFromReview(page)

  await expect(page.getByRole('heading', { name: 'It is your turn: send the ticket to ClickHouse support.' })).toBeVisible()
  endpointId = await journey.endpointIdOn(page)
  await act(causeway.sandboxUrl, endpointId, 'accept')
  await expect(page.getByRole('heading', { name: 'It is your turn: the endpoint is connected, but not everything is proved yet.' })).toBeVisible()
  await expect(page.getByRole('list', { name: 'History, newest first' })).toContainText('The endpoint became available.')
  await expect(page).toHaveTitle(`${NAME}: Available · Causeway`)
  expect(await isStillMarked(page)).toBe(true)

  const seconds = (Date.now() - started) / 1000
  console.log(`from the first page to Available: ${seconds.toFixed(1)} s`)
  expect(seconds).toBeLessThan(180)
})

test('what is known of the endpoint can be copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(`/requests/${requestId}`)
  await expect(page.getByText(/^10\.0\.\d+\.\d+$/)).toHaveCount(3)
  await page.getByRole('button', { name: 'Copy endpoint id' }).first().click()
  await expect(page.getByText('Copied', { exact: true }).first()).toBeAttached()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(endpointId)
  await page.getByRole('button', { name: 'Copy ticket text' }).first().click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain(`VPC Endpoint IDs: ${endpointId}`)
})

test('the ticket says what ClickHouse asks for, on the page and as three files', async ({ page }) => {
  await page.goto(`/requests/${requestId}`)
  const panel = page.getByRole('region', { name: 'Ticket for ClickHouse support' })
  await expect(panel).toContainText(`VPC Endpoint IDs: ${endpointId}`)

  const fileOf = async (format: string) => {
    const [download] = await Promise.all([page.waitForEvent('download'), panel.getByRole('link', { name: `.${format}`, exact: true }).click()])
    expect(download.suggestedFilename()).toBe(`causeway-ticket-${endpointId}.${format}`)
    const chunks = await (await download.createReadStream()).toArray()
    return Buffer.concat(chunks as Buffer[]).toString()
  }
  const text = await fileOf('txt')
  expect(text).toContain(`VPC Endpoint IDs: ${endpointId}\nClickHouse instance URLs:\n${journey.HOSTNAMES.join(',')}\n`)
  for (const part of ['Region: us-west-2', 'AWS account: 111122223333', journey.SERVICE, 'State: Available', 'Contact: data-platform', 'For the nightly jobs.', requestId])
    expect(text).toContain(part)
  expect((await panel.locator('pre').textContent())?.trim()).toBe(text.trim())

  expect(await fileOf('md')).toContain(`\`\`\`\nVPC Endpoint IDs: ${endpointId}\n`)
  const json: unknown = JSON.parse(await fileOf('json'))
  expect(json).toMatchObject({ regions: [{ region: 'us-west-2', vpcEndpointIds: [endpointId], clickhouseInstanceUrls: journey.HOSTNAMES, endpoints: [{ stateLabel: 'Available', note: NOTE }] }] })
})

test('the list shows a change while it is open, and makes one ticket of several requests', async ({ page, context, causeway }) => {
  const other = await context.newPage()
  await journey.makeRequest(other, { clickhouse: { name: 'Warehouse' }, network: { vpc: 'warehouse' } })
  const waitingEndpoint = await journey.endpointIdOn(other)
  await other.close()

  await page.goto('/requests')
  await mark(page)
  const row = page.getByRole('row', { name: /Warehouse/ })
  await expect(row).toContainText('Waiting for ClickHouse')
  await act(causeway.sandboxUrl, waitingEndpoint, 'accept')
  await expect(row).toContainText('Available')
  expect(await isStillMarked(page)).toBe(true)

  await page.getByRole('checkbox', { name: 'Select Warehouse for a ticket' }).check()
  await page.getByRole('checkbox', { name: `Select ${NAME} for a ticket` }).check()
  const bar = page.getByRole('region', { name: 'Ticket for the selected requests' })
  await expect(bar).toContainText('One ticket for 2 requests')
  const [download] = await Promise.all([page.waitForEvent('download'), bar.getByRole('link', { name: '.txt' }).click()])
  const text = Buffer.concat((await (await download.createReadStream()).toArray()) as Buffer[]).toString()
  expect(text).toMatch(new RegExp(`VPC Endpoint IDs: (${endpointId},${waitingEndpoint}|${waitingEndpoint},${endpointId})\\n`))

  await page.getByLabel('Search requests').fill('no such thing')
  await page.getByLabel('Search requests').press('Enter')
  await expect(page.getByText('No request matches')).toBeVisible()
  await page.getByRole('search').getByRole('link', { name: 'Clear filters' }).click()
  await page.getByLabel('Search requests').fill(waitingEndpoint)
  await page.getByLabel('Search requests').press('Enter')
  await expect(row).toBeVisible()
  await expect(page.getByRole('row', { name: new RegExp(NAME) })).toBeHidden()
})

test('deleting asks first, names what stops working, and ends as Deleted', async ({ page }) => {
  await page.goto(`/requests/${requestId}`)
  const open = page.getByRole('button', { name: 'Delete endpoint…' })
  const dialog = page.getByRole('dialog', { name: `Delete ${endpointId}?` })
  await open.click()
  await expect(dialog).toContainText('lose their connections at once')
  for (const hostname of journey.HOSTNAMES) await expect(dialog).toContainText(hostname)
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  await expect(dialog).toBeHidden()
  await expect(open).toBeFocused()

  await open.click()
  await dialog.getByRole('button', { name: 'Delete endpoint' }).click()
  await expect(page.getByRole('heading', { name: 'It is nobody’s turn: the endpoint is deleted.' })).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText('The endpoint is deleted and no longer billed.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Ticket for ClickHouse support' })).toContainText('The endpoint is deleted.')
})

test('ClickHouse’s side can be played on its own page', async ({ page, context }) => {
  const request = await context.newPage()
  await journey.makeRequest(request, journey.inRegion('us-east-1'))
  const id = await journey.endpointIdOn(request)
  await page.goto('/sandbox')
  await page.getByRole('button', { name: `Accept ${id}` }).click()
  await expect(request.getByRole('heading', { name: 'It is your turn: the endpoint is connected, but not everything is proved yet.' })).toBeVisible()
  await expect(page.getByRole('row', { name: new RegExp(id) })).toContainText('available')
})
