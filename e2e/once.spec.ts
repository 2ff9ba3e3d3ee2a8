import { endpointsHeld, loadWorld } from './support/clickhouse-side'
import * as journey from './support/journey'
import { expect, startForThisFile, test } from './support/test'

startForThisFile()

/** The endpoint was made, and nobody has said that the ticket was sent. */
const waiting = /^It is your turn: send the ticket/
const TAKEN = 'There is a request for this VPC and service already'

test('A6 a double click and going back make one endpoint', async ({ page, causeway }) => {
  const place = journey.inRegion('us-east-1')
  await journey.goToReviewOfNew(page, place)
  await journey.acceptWarnings(page)
  await journey.createButton(page).dblclick()
  const requestId = await journey.arriveAtRequest(page)
  await expect(page.getByRole('heading', { name: waiting })).toBeVisible()
  await page.goBack()
  await expect(journey.createButton(page)).toBeHidden()
  await page.goto(`/requests/new/${requestId}/review`)
  await expect(page).toHaveURL(`/requests/${requestId}`)
  expect((await endpointsHeld(causeway.sandboxUrl)).filter(({ vpc }) => vpc !== '')).toHaveLength(1)
})

test('A6 two tabs and a replayed POST make one endpoint', async ({ page, context, causeway }) => {
  const before = (await endpointsHeld(causeway.sandboxUrl)).length
  await journey.goToReviewOfNew(page, journey.inRegion('eu-west-1'))
  const second = await context.newPage()
  await second.goto(page.url())
  await journey.acceptWarnings(page)
  await journey.acceptWarnings(second)

  const [sent] = await Promise.all([
    page.waitForRequest((request) => request.method() === 'POST' && (request.postData() ?? '').includes('planHash')),
    journey.createButton(page).click(),
    journey.createButton(second).click(),
  ])
  const ids = await Promise.all([journey.arriveAtRequest(page), journey.arriveAtRequest(second)])
  expect(ids[0]).toBe(ids[1])
  const replayed = await page.request.fetch(sent.url(), { method: 'POST', headers: await sent.allHeaders(), data: sent.postDataBuffer()!, maxRedirects: 0 })
  expect(replayed.status()).toBeLessThan(400)

  await expect(page.getByRole('heading', { name: waiting })).toBeVisible()
  await expect(second.getByRole('heading', { name: waiting })).toBeVisible()
  expect(await endpointsHeld(causeway.sandboxUrl)).toHaveLength(before + 1)
})

test('A7 of two requests for one VPC and service, sent at once, one wins and the other is led to it', async ({ page, context, causeway }) => {
  const before = (await endpointsHeld(causeway.sandboxUrl)).length
  const second = await context.newPage()
  for (const [tab, name] of [[page, 'First'], [second, 'Second']] as const) {
    const { clickhouse, network } = journey.inRegion('eu-central-1')
    await journey.goToReviewOfNew(tab, { clickhouse: { ...clickhouse, name }, network })
    await journey.acceptWarnings(tab)
  }
  await Promise.all([journey.createButton(page).click(), journey.createButton(second).click()])
  const taken = (tab: typeof page) => tab.getByText(TAKEN)
  await expect.poll(async () => (await taken(page).count()) + (await taken(second).count())).toBe(1)
  const [winner, loser] = (await taken(second).isVisible()) ? [page, second] : [second, page]
  const requestId = await journey.arriveAtRequest(winner)
  await loser.getByRole('link', { name: 'Open that request' }).click()
  await expect(loser).toHaveURL(`/requests/${requestId}`)
  await expect(winner.getByRole('heading', { name: waiting })).toBeVisible()
  expect(await endpointsHeld(causeway.sandboxUrl)).toHaveLength(before + 1)
})

test('A10 an endpoint that somebody made by hand is offered and taken over, not made again', async ({ page, causeway }) => {
  const endpointId = 'vpce-0aaaabbbbccccdddd'
  const made = { endpointId, vpcId: 'platform-prod', serviceName: journey.SERVICE, state: 'available', subnets: ['prod-private-1', 'prod-private-2'], tags: { Name: 'by hand' } }
  await loadWorld(causeway.sandboxUrl, { base: 'current', endpoints: [made] })
  const before = (await endpointsHeld(causeway.sandboxUrl)).length
  await journey.goToReviewOfNew(page)
  await expect(page.getByText('There is an endpoint for this service in the VPC already')).toBeVisible()
  await expect(page.getByText(`${endpointId} (Available) already connects this VPC to the service.`).first()).toBeVisible()
  await page.getByRole('button', { name: 'Use this endpoint' }).click()
  await journey.arriveAtRequest(page)
  await expect(page.getByRole('heading', { name: 'It is your turn: the endpoint is connected, but not everything is proved yet.' })).toBeVisible()
  expect(await journey.endpointIdOn(page)).toBe(endpointId)
  await expect(page.getByRole('list', { name: 'History, newest first' })).toContainText(`The existing endpoint ${endpointId} was taken over`)
  expect(await endpointsHeld(causeway.sandboxUrl)).toHaveLength(before)
})
