import type { Page } from '@playwright/test'
import { act, endpointsHeld } from './support/clickhouse-side'
import * as journey from './support/journey'
import { expect, startForThisFile, test } from './support/test'

startForThisFile()

const turn = (page: Page, sentence: string) => page.getByRole('heading', { name: `It is your turn: ${sentence}` })
const now = (page: Page) => page.getByRole('region', { name: /^It is / })
const STILL_BILLED = 'AWS keeps billing it until it is deleted.'

test('B26 rejected: the page says so, that AWS goes on billing, and a corrected copy keeps the choices', async ({ page, context, causeway }) => {
  const name = 'Orders'
  const rejectedId = await journey.makeRequest(page, { clickhouse: { name, note: 'Second floor' }, network: { groups: ['clickhouse-clients', 'web'] } })
  const rejected = await journey.endpointIdOn(page)

  const farSide = await context.newPage()
  await farSide.goto('/sandbox')
  await farSide.getByRole('button', { name: `Reject ${rejected} or end it otherwise` }).click()
  const dialog = farSide.getByRole('dialog', { name: `What happens to ${rejected}` })
  await dialog.getByLabel('Reason').fill('Unknown account')
  await dialog.getByRole('button', { name: 'Let it happen' }).click()
  await farSide.getByText('Story', { exact: true }).click()
  await expect(farSide.getByRole('row', { name: new RegExp(rejected) })).toContainText('Unknown account')
  await farSide.close()

  await expect(turn(page, 'ClickHouse rejected the connection.')).toBeVisible()
  await expect(now(page)).toContainText(STILL_BILLED)
  await expect(page.getByRole('region', { name: 'Ticket for ClickHouse support' })).toContainText('A rejected endpoint cannot be accepted any more.')

  await page.getByRole('button', { name: 'Start a corrected copy' }).dblclick()
  await expect(journey.step(page, 'Review')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible()
  const plan = page.getByRole('region', { name: 'The plan' })
  for (const kept of [...journey.HOSTNAMES, name, journey.SERVICE, 'usw2-az1', 'usw2-az2', 'usw2-az3']) await expect(plan).toContainText(kept)
  await expect(plan.getByText(/^sg-.*, sg-/)).toBeVisible()
  await expect(page.getByText(`${rejected} (Rejected) is still there, cannot be used again and is billed until deleted.`).first()).toBeVisible()

  const copyId = await journey.createFromReview(page)
  await expect(page.getByRole('heading', { name: 'It is your turn: send the ticket to ClickHouse support.' })).toBeVisible()
  expect(await journey.endpointIdOn(page)).not.toBe(rejected)
  expect(copyId).not.toBe(rejectedId)
  await expect(page.getByText('Second floor').first()).toBeVisible()
  await page.goto('/requests')
  await expect(page.getByRole('row', { name: new RegExp(name) })).toHaveCount(2)

  await page.goto(`/requests/${rejectedId}`)
  await page.getByRole('button', { name: 'Delete endpoint…' }).click()
  const sure = page.getByRole('dialog', { name: `Delete ${rejected}?` })
  await expect(sure).toContainText('Nothing goes over it now, so nothing stops working.')
  await sure.getByRole('button', { name: 'Delete endpoint' }).click()
  await expect(page.getByRole('heading', { name: 'It is nobody’s turn: the endpoint is deleted.' })).toBeVisible({ timeout: 20_000 })
  expect((await endpointsHeld(causeway.sandboxUrl)).filter(({ state }) => state === 'pendingAcceptance')).toHaveLength(1)
})

test('B26 expired: nobody accepted in time', async ({ page, causeway }) => {
  await journey.makeRequest(page, journey.inRegion('us-east-1'))
  await act(causeway.sandboxUrl, await journey.endpointIdOn(page), 'expire')
  await expect(turn(page, 'the request for a connection expired.')).toBeVisible()
  await expect(now(page)).toContainText(STILL_BILLED)
  await expect(page.getByRole('button', { name: 'Start a corrected copy' })).toBeVisible()
})

test('B26 failed: what AWS reports is shown as it came', async ({ page, causeway }) => {
  const message = 'The service <b>has</b> no & load balancer in "euw1-az3".'
  await journey.makeRequest(page, journey.inRegion('eu-west-1'))
  await act(causeway.sandboxUrl, await journey.endpointIdOn(page), 'fail', { message })
  await expect(turn(page, 'AWS could not make the endpoint work.')).toBeVisible()
  await expect(now(page)).toContainText(message)
  await expect(now(page)).toContainText(STILL_BILLED)
})

test('B22 B26 deleted by hand: gone after three looks that did not find it, and never said before', async ({ page, causeway }) => {
  await journey.makeRequest(page, journey.inRegion('eu-central-1'))
  const endpointId = await journey.endpointIdOn(page)
  await act(causeway.sandboxUrl, endpointId, 'accept')
  await expect(page.getByRole('heading', { name: 'It is your turn: the endpoint is connected, but not everything is proved yet.' })).toBeVisible()
  await act(causeway.sandboxUrl, endpointId, 'delete', { immediately: true })
  await expect(turn(page, 'the endpoint disappeared from AWS.')).toBeVisible()
  await expect(page.getByRole('list', { name: 'History, newest first' })).toContainText('3 complete looks in a row did not find it.')
  await expect(now(page)).toContainText('It was probably deleted by hand or by another tool.')
  await page.getByRole('button', { name: 'Start a copy' }).click()
  await expect(journey.step(page, 'Review')).toBeVisible()
})
