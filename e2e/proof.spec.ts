import type { Page } from '@playwright/test'
import { act, post } from './support/clickhouse-side'
import * as journey from './support/journey'
import { looksRight } from './support/looks'
import { expect, startForThisFile, test } from './support/test'

startForThisFile()

const checks = (page: Page) => page.getByRole('region', { name: 'Checks', exact: true })
const step = (page: Page, title: string) => page.getByRole('region', { name: 'Steps' }).getByRole('listitem').filter({ hasText: title })
const runChecks = async (page: Page) => {
  await page.getByRole('button', { name: /^Run checks/ }).click()
  await expect(page.getByRole('button', { name: /^Run checks/ })).toBeEnabled({ timeout: 30_000 })
}
const query = async (page: Page, password: string) => {
  await page.getByLabel('ClickHouse password').fill(password)
  await page.getByRole('button', { name: 'Run SELECT 1' }).click()
  // the answer empties the form; what is typed before that would be lost
  await expect(page.getByLabel('ClickHouse password')).toHaveValue('', { timeout: 30_000 })
}

test('from an accepted endpoint to proved: TCP, one layer broken, the shift, a query, and the way back', async ({ page, causeway }) => {
  test.setTimeout(240_000)
  await journey.makeRequest(page)
  const endpointId = await journey.endpointIdOn(page)
  await act(causeway.sandboxUrl, endpointId, 'accept')
  await expect(journey.stateOf(page, 'Available')).toBeVisible({ timeout: 30_000 })
  const request = page.url()

  // one layer is broken, and named in one sentence
  await post(`${causeway.sandboxUrl}/_sandbox/network`, { vpceId: endpointId, port: 9440, behaviour: 'timeout' })
  await expect(async () => {
    await runChecks(page)
    await expect(checks(page)).toContainText('tcp 9440 times out while 8443 is open', { timeout: 5_000 })
  }).toPass({ timeout: 60_000 })
  await expect(step(page, 'Test TCP to the endpoint')).toContainText('something is wrong')
  await post(`${causeway.sandboxUrl}/_sandbox/network`, { vpceId: endpointId, port: 9440, behaviour: 'default' })

  // TCP is proved; the names are what there is to do
  await runChecks(page)
  await expect(step(page, 'TCP reaches the endpoint')).toBeVisible()
  await expect(step(page, 'Shift the traffic')).toContainText('now')
  await step(page, 'Shift the traffic').getByText('By hand').click()
  await expect(step(page, 'Shift the traffic')).toContainText('Resolve-DnsName')
  await looksRight(page, 'a request whose traffic is not shifted')

  await step(page, 'Shift the traffic').getByRole('link').click()
  await expect(page.getByRole('button', { name: 'Switch private DNS on…' })).toBeVisible({ timeout: 20_000 })
  await looksRight(page, 'private DNS, off')
  await page.getByRole('button', { name: 'Switch private DNS on…' }).click()
  await page.getByLabel('Type one of these names to confirm').fill('abc123defg.us-west-2.vpce.aws.clickhouse.cloud')
  await page.getByRole('dialog').getByRole('button', { name: 'Switch it on' }).click()
  await expect(page.getByText('Private DNS is on. The names should lead')).toBeVisible({ timeout: 60_000 })
  await looksRight(page, 'private DNS, on')

  await page.goto(request)
  await expect(async () => {
    await runChecks(page)
    await expect(step(page, 'Traffic shifted')).toBeVisible({ timeout: 5_000 })
  }).toPass({ timeout: 60_000 })
  const user = page.getByLabel('ClickHouse user')
  await user.fill('reporting')
  await query(page, 'not-the-password')
  await expect(checks(page)).toContainText('Authentication failed')
  // the user was right: only the password is asked again
  await expect(user).toHaveValue('reporting')
  await user.fill('default')
  await query(page, 'sandbox-password')
  await expect(checks(page)).toContainText('Everything that was checked works, over the private way.')
  await expect(step(page, 'Proved')).toContainText('done')
  expect(await page.content()).not.toContain('sandbox-password')
  await looksRight(page, 'a request that is proved')
  await step(page, 'Proved').getByRole('link', { name: /Runbook/ }).click()
  await expect(page.getByText('A query was answered over the private way.', { exact: true })).toBeVisible()

  // the list says the same
  const turn = page.getByRole('row').filter({ hasText: 'abc123defg' }).getByRole('cell').nth(3)
  await page.goto('/requests')
  await expect(turn).toHaveText('Nobody')

  // and back
  await page.goto(`${request}/private-dns`)
  await page.getByRole('button', { name: 'Switch private DNS off' }).click()
  await expect(page.getByText('Private DNS is off. Today,')).toBeVisible({ timeout: 60_000 })
  await page.goto('/requests')
  await expect(turn).toHaveText('You: prove it')
})
