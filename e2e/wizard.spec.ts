import type { Page } from '@playwright/test'
import * as journey from './support/journey'
import { expect, startForThisFile, test } from './support/test'

startForThisFile()

const later = (page: Page, title: string) => page.getByRole('navigation', { name: 'Steps of this request' }).getByRole('link', { name: title })
const saved = (page: Page) => expect(page.getByText('Saved', { exact: true })).toBeVisible()

test('reload, back, forward and a second tab in mid-wizard lose nothing', async ({ page, context }) => {
  await page.goto('/requests/new')
  await journey.fillClickHouse(page, { name: 'Kept', contact: 'me@example.com', note: 'two\nlines' })
  await saved(page)
  await expect(page).toHaveURL(/\/clickhouse$/)
  await page.reload()
  await expect(page.getByLabel('Hostnames', { exact: true })).toHaveValue(journey.HOSTNAMES.join('\n'))
  await expect(page.getByLabel('Name of this request')).toHaveValue('Kept')
  await expect(page.getByLabel('Contact')).toHaveValue('me@example.com')
  await expect(page.getByLabel('Note')).toHaveValue('two\nlines')

  await journey.goToAccount(page)
  await journey.chooseAccount(page)
  await journey.chooseVpc(page, 'platform-prod')
  await journey.pick(page.getByRole('checkbox', { name: 'wide-open' }))
  const zone = page.getByRole('combobox', { name: /usw2-az3/ })
  await zone.selectOption('')
  await page.getByLabel('Key of tag 1').fill('team')
  await page.getByLabel('Value of tag 1').fill('orders')
  await saved(page)
  const isAsLeft = async (tab: Page) => {
    await expect(journey.vpcCard(tab, 'platform-prod')).toBeChecked()
    await expect(tab.getByRole('checkbox', { name: 'wide-open' })).toBeChecked()
    await expect(tab.getByRole('combobox', { name: /usw2-az3/ })).toHaveValue('')
    await expect(tab.getByText('2 zones are chosen.')).toBeVisible()
    await expect(tab.getByLabel('Value of tag 1')).toHaveValue('orders')
  }
  await page.reload()
  await isAsLeft(page)

  await page.goBack()
  await expect(journey.step(page, 'Account and service')).toBeVisible()
  await page.goBack()
  await expect(page.getByLabel('Name of this request')).toHaveValue('Kept')
  await page.goForward()
  await page.goForward()
  await isAsLeft(page)

  const second = await context.newPage()
  await second.goto(page.url())
  await isAsLeft(second)
  await second.goto('/requests')
  await second.getByRole('link', { name: 'Kept' }).click()
  await expect(journey.step(second, 'Review')).toBeVisible()
})

test('kill -9 of the server in mid-wizard: what was typed meanwhile is kept, and the draft is there after the restart', async ({ page, causeway, trouble }) => {
  trouble.allow(/ERR_CONNECTION|Failed to fetch|network error|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE/)
  await page.goto('/requests/new')
  await journey.fillClickHouse(page, { name: 'Survivor' })
  await saved(page)
  await causeway.end('SIGKILL')
  await page.getByLabel('Contact').fill('typed while the server was away')
  await expect(page.getByText(/^Not saved: the server did not answer/)).toBeVisible()
  await causeway.start()
  await saved(page)
  await page.reload()
  await expect(page.getByLabel('Name of this request')).toHaveValue('Survivor')
  await expect(page.getByLabel('Contact')).toHaveValue('typed while the server was away')
})

test('a link to a later step leads to the first one that is not complete', async ({ page }) => {
  await page.goto('/requests/new')
  await journey.fillClickHouse(page, { hostnames: [journey.HOSTNAMES[0]!] })
  await saved(page)
  const review = page.url().replace('/clickhouse', '/review')
  await page.goto(review)
  await expect(journey.step(page, 'Account and service')).toBeVisible()
  await expect(page).toHaveURL(/\/account$/)
  await expect(later(page, 'ClickHouse')).toBeVisible()
  await expect(later(page, 'Review')).toBeHidden()
})

test('instances of several regions are explained and cannot go on', async ({ page }) => {
  await page.goto('/requests/new')
  await journey.fillClickHouse(page, { hostnames: ['one.us-west-2.aws.clickhouse.cloud', 'https://two.eu-west-1.aws.clickhouse.cloud:8443/', 'not a hostname'] })
  await expect(page.getByText('These are in more than one region')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Recognised hostnames' }).getByRole('listitem')).toHaveCount(2)
  await page.getByRole('button', { name: 'Continue to account' }).click()
  await expect(page.getByLabel('Hostnames', { exact: true })).toHaveAccessibleDescription(/Keep the hostnames of one region first/)
  await expect(journey.step(page, 'ClickHouse')).toBeVisible()
})

test('a region for which no service was ever published says what to do', async ({ page }) => {
  await page.goto('/requests/new')
  await journey.fillClickHouse(page, { hostnames: ['one.sa-east-1.aws.clickhouse.cloud'] })
  await expect(page.getByText('No service name is known for sa-east-1')).toBeVisible()
  await expect(page.getByText('ask ClickHouse support for the endpoint service name')).toBeVisible()
})

test('a service that does not exist shows its three causes and cannot go on', async ({ page }) => {
  await page.goto('/requests/new')
  await journey.fillClickHouse(page, { serviceName: 'com.amazonaws.vpce.us-west-2.vpce-svc-0123456789abcdef0' })
  await journey.goToAccount(page)
  await expect(page.getByText('Service name not verified')).toBeVisible()
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: /typing error|another region|does not show/ })).toHaveCount(3)
  const goOn = page.getByRole('button', { name: 'Continue to network' })
  await expect(goOn).toHaveAttribute('aria-disabled', 'true')
  await expect(goOn).toHaveAccessibleDescription('The service has to be verified first: AWS does not show it to this account.')
  await goOn.click({ force: true })
  await expect(journey.step(page, 'Account and service')).toBeVisible()

  await page.getByRole('link', { name: 'Correct the service name' }).click()
  await journey.pick(page.getByRole('radio', { name: 'vpce-svc-049bbd33f61271781' }))
  await journey.goToAccount(page)
  await journey.chooseAccount(page)
})

test('subnets that cannot be used say why, and what is risky is a warning', async ({ page }) => {
  await page.goto('/requests/new')
  await journey.fillClickHouse(page)
  await journey.goToAccount(page)
  await journey.chooseAccount(page)
  await journey.chooseVpc(page, 'platform-prod')
  const unused = page.getByRole('list', { name: 'Subnets that are not used' })
  for (const [subnet, reason] of [
    ['prod-private-4', 'This service is not offered there.'],
    ['prod-full', 'has no free address'],
    ['prod-private-2-batch', 'is second in its zone'],
  ] as const)
    await expect(unused.getByRole('listitem').filter({ hasText: subnet }).filter({ hasText: reason })).toHaveCount(1)
  await expect(page.getByText(/No group is chosen, so AWS takes the VPC’s default group/)).toBeVisible()
  await journey.pick(page.getByRole('checkbox', { name: 'web' }))
  await expect(page.getByText('Connections on 8443 and 9440 would time out')).toBeVisible()
  await expect(page.getByText(/aws ec2 authorize-security-group-ingress --region us-west-2/)).toBeVisible()

  for (const zone of [/usw2-az2/, /usw2-az3/]) await page.getByRole('combobox', { name: zone }).selectOption('')
  await expect(page.getByText('One zone only')).toBeVisible()
  await page.getByRole('combobox', { name: /usw2-az1/ }).selectOption('')
  await expect(page.getByRole('button', { name: 'Continue to review' })).toHaveAccessibleDescription('Choose a subnet in at least one zone.')

  await expect(page.getByText('DNS support on, host names off')).toBeVisible()
  await journey.chooseVpc(page, 'legacy')
  await journey.goToReview(page)
  await expect(page.getByText(/^enableDnsHostnames is off in vpc-/).first()).toBeVisible()
  await expect(page.getByText(/^The endpoint would get sg-[0-9a-f]+, the default group of the VPC\./).first()).toBeVisible()

  await acceptNothing(page)
})

async function acceptNothing(page: Page): Promise<void> {
  await journey.createButton(page).click()
  await expect(page.getByText('Read the warnings above and tick this box, or mend them first.')).toBeVisible()
  await expect(journey.step(page, 'Review')).toBeVisible()
}

test('a region without a VPC says that AWS answered and the list is empty', async ({ page }) => {
  await page.goto('/requests/new')
  await journey.fillClickHouse(page, { hostnames: ['one.us-east-2.aws.clickhouse.cloud'] })
  await journey.goToAccount(page)
  await journey.chooseAccount(page)
  await expect(page.getByText('Account 111122223333 has no VPC in us-east-2')).toBeVisible()
})

test('a draft can be thrown away, after a question', async ({ page }) => {
  await page.goto('/requests/new')
  await journey.fillClickHouse(page, { name: 'Not wanted' })
  await journey.goToAccount(page)
  const address = page.url()
  await page.getByRole('button', { name: 'Discard draft' }).click()
  const dialog = page.getByRole('dialog', { name: 'Discard this draft?' })
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: 'Discard draft' }).click()
  await dialog.getByRole('button', { name: 'Discard draft' }).click()
  await expect(page).toHaveURL('/requests')
  await expect(page.getByRole('row', { name: /Not wanted/ })).toHaveCount(0)
  expect((await page.request.get(address)).status()).toBe(404)
})
