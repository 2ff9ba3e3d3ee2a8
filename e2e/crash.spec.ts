import type { Page, Request } from '@playwright/test'
import { act, endpointsHeld, mendAll, setFault } from './support/clickhouse-side'
import * as journey from './support/journey'
import { expect, startForThisFile, test } from './support/test'

startForThisFile()

/** What a browser says of a server that is not there. */
const AWAY = /ERR_CONNECTION|status of 503|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE|Failed to fetch|network error/

/** Creates, and waits until the page that opens has asked for what it missed: Next leaves a page whose asking is cut off. */
async function createAndSettle(page: Page): Promise<void> {
  const asking = new Set<Request>()
  let asked = 0
  const isAsking = (request: Request) => /\/requests\/[0-9a-f-]{36}\?_rsc=/.test(request.url())
  page.on('request', (request) => isAsking(request) && asking.add(request))
  const answered = (request: Request) => asking.delete(request) && asked++
  page.on('requestfinished', answered)
  page.on('requestfailed', answered)
  await journey.createFromReview(page)
  await expect.poll(() => asked > 0 && asking.size === 0).toBe(true)
}

/** The endpoint was made, and nobody has said that the ticket was sent. */
const waiting = /^It is your turn: send the ticket/
const makingIt = 'AWS is making the endpoint.'

test('A2 A3 kill -9 between the call and its answer: after the restart there is one endpoint, and the open page follows', async ({ page, causeway, trouble }) => {
  trouble.allow(AWAY)
  await journey.goToReviewOfNew(page)
  await setFault(causeway.sandboxUrl, { action: 'CreateVpcEndpoint', kind: 'slow', times: 1, delayMs: 60_000 })
  await createAndSettle(page)
  await expect(page.getByRole('heading', { name: makingIt })).toBeVisible()
  await expect.poll(() => endpointsHeld(causeway.sandboxUrl)).toHaveLength(1)
  await causeway.end('SIGKILL')
  await expect(page.getByText('Reconnecting…')).toBeVisible()
  await causeway.start()
  await expect(page.getByRole('heading', { name: waiting })).toBeVisible({ timeout: 20_000 })
  await expect(page.getByRole('list', { name: 'History, newest first' })).toContainText('was found by its tag')
  expect(await endpointsHeld(causeway.sandboxUrl)).toHaveLength(1)
})

test('A2 kill -9 between the intent and the call: the restart makes the endpoint that was asked for', async ({ page, causeway, trouble }) => {
  trouble.allow(AWAY)
  await journey.goToReviewOfNew(page, journey.inRegion('us-east-1'))
  await setFault(causeway.sandboxUrl, { action: 'CreateVpcEndpoint', kind: 'hang', times: 1 })
  await createAndSettle(page)
  await expect(page.getByRole('heading', { name: makingIt })).toBeVisible()
  await causeway.end('SIGKILL')
  await causeway.start()
  await expect(page.getByRole('heading', { name: waiting })).toBeVisible({ timeout: 20_000 })
  expect((await endpointsHeld(causeway.sandboxUrl)).filter(({ service }) => service.includes('us-east-1'))).toHaveLength(1)
})

test('A4 A5 an answer that is lost after the endpoint was made: the page says that it is checking, then finds the one endpoint', async ({ page, causeway }) => {
  await journey.goToReviewOfNew(page, journey.inRegion('eu-west-1'))
  await setFault(causeway.sandboxUrl, { action: 'CreateVpcEndpoint', kind: 'reset-after', times: 1 })
  await setFault(causeway.sandboxUrl, { action: 'DescribeVpcEndpoints', kind: 'error500', times: 1_000, region: 'eu-west-1' })
  await journey.createFromReview(page)
  const checking = page.getByText(/^Checking, after (one try|\d+ tries)/)
  await expect(checking).toBeVisible()
  await expect(page.getByText('Failed', { exact: true })).toBeHidden()
  await mendAll(causeway.sandboxUrl)
  await expect(page.getByRole('heading', { name: waiting })).toBeVisible({ timeout: 30_000 })
  await expect(checking).toBeHidden()
  expect((await endpointsHeld(causeway.sandboxUrl)).filter(({ service }) => service.includes('eu-west-1'))).toHaveLength(1)
})

test('A12 SIGTERM during creates ends with 0 within ten seconds, and nothing is lost or made twice', async ({ page, context, causeway, trouble }) => {
  trouble.allow(AWAY)
  const slowTab = await context.newPage()
  await journey.goToReviewOfNew(page, journey.inRegion('eu-central-1'))
  const elsewhere = { clickhouse: { hostnames: ['one.ap-southeast-1.aws.clickhouse.cloud'] }, network: { vpc: 'platform-ap-southeast-1' } }
  await journey.goToReviewOfNew(slowTab, elsewhere)
  await setFault(causeway.sandboxUrl, { action: 'CreateVpcEndpoint', kind: 'slow', times: 1, delayMs: 2_000, region: 'eu-central-1' })
  await setFault(causeway.sandboxUrl, { action: 'CreateVpcEndpoint', kind: 'slow', times: 1, delayMs: 60_000, region: 'ap-southeast-1' })
  await Promise.all([createAndSettle(page), createAndSettle(slowTab)])
  const made = async () => (await endpointsHeld(causeway.sandboxUrl)).filter(({ service }) => /eu-central-1|ap-southeast-1/.test(service))
  await expect.poll(made).toHaveLength(2)

  const started = Date.now()
  expect(await causeway.end('SIGTERM')).toBe(0)
  expect(Date.now() - started).toBeLessThan(10_000)
  await causeway.start()
  for (const tab of [page, slowTab]) await expect(tab.getByRole('heading', { name: waiting })).toBeVisible({ timeout: 20_000 })
  expect(await made()).toHaveLength(2)
})

test('the sandbox killed: it comes back with its world, and the product goes on', async ({ page, causeway }) => {
  await journey.makeRequest(page, { network: { vpc: 'warehouse' } })
  await expect(page.getByRole('heading', { name: waiting })).toBeVisible()
  const endpointId = await journey.endpointIdOn(page)
  const before = await causeway.sandboxPid()
  process.kill(before, 'SIGKILL')
  await expect.poll(() => endpointsHeld(causeway.sandboxUrl).then((held) => held.some(({ id }) => id === endpointId), () => false)).toBe(true)
  expect(await causeway.sandboxPid()).not.toBe(before)
  await act(causeway.sandboxUrl, endpointId, 'accept')
  await expect(page.getByRole('heading', { name: 'It is your turn: the endpoint is connected, but not everything is proved yet.' })).toBeVisible({ timeout: 20_000 })
})
