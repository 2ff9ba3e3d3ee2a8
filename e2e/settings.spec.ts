import type { Page } from '@playwright/test'
import * as journey from './support/journey'
import { looksRight } from './support/looks'
import { expect, startForThisFile, test } from './support/test'

startForThisFile()
test.describe.configure({ mode: 'serial' })

const OWN = 'com.amazonaws.vpce.us-west-2.vpce-svc-0123456789abcdef0'

const section = (page: Page, name: string) => page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name })

async function changeRate(page: Page): Promise<void> {
  await page.goto('/settings/rates')
  await page.getByRole('button', { name: 'Edit us-west-2' }).click()
  await page.getByLabel('USD per zone and hour').fill('0.02')
  await page.getByRole('textbox', { name: 'Source' }).fill('password: hunter22')
  await page.getByRole('button', { name: 'Save rate' }).click()
  await expect(page.getByText(/^This looks like a password\. Remove it/)).toBeVisible()
  await page.getByRole('textbox', { name: 'Source' }).fill('=the bill of October')
  await page.getByRole('button', { name: 'Save rate' }).click()
  await expect(page.getByRole('cell', { name: '0.0200' })).toBeVisible()
}

async function addService(page: Page): Promise<void> {
  await section(page, 'Regions').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Regions and services' })).toBeVisible()
  await page.getByRole('button', { name: 'Add a service' }).click()
  await page.getByRole('textbox', { name: 'Region' }).fill('eu-west-1')
  await page.getByRole('textbox', { name: 'Service name' }).fill(OWN)
  await page.getByRole('textbox', { name: 'Zone ids' }).fill('us-west-2a')
  await page.getByRole('button', { name: 'Save service' }).click()
  await expect(page.getByText(/This name is of us-west-2, the row is for eu-west-1/)).toBeVisible()
  await looksRight(page, 'a service that was refused')
  await page.getByRole('textbox', { name: 'Region' }).fill('us-west-2')
  await page.getByRole('button', { name: 'Save service' }).click()
  await expect(page.getByText(/“us-west-2a” is no zone id/)).toBeVisible()
  await page.getByRole('textbox', { name: 'Zone ids' }).fill('usw2-az1, usw2-az2')
  await page.getByRole('textbox', { name: 'Note' }).fill('for the analytics cluster')
  await page.getByRole('button', { name: 'Save service' }).click()
  await expect(page.getByRole('cell', { name: 'for the analytics cluster' })).toBeVisible()
  await page.getByRole('button', { name: 'Edit com.amazonaws.vpce.eu-west-1.vpce-svc-066b03c9b5f61c6fc' }).click()
  await page.getByRole('button', { name: 'Hide' }).click()
  await expect(page.getByText('hidden', { exact: true })).toBeVisible()
}

async function addPort(page: Page): Promise<void> {
  await section(page, 'Ports').click()
  await page.getByRole('button', { name: 'Add a port' }).click()
  await page.getByRole('textbox', { name: 'Port' }).fill('65536')
  await page.getByRole('textbox', { name: 'Name' }).fill('plain')
  await page.getByRole('button', { name: 'Save port' }).click()
  await expect(page.getByText('A TCP port is a whole number from 1 to 65535.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Port' }).fill('9000')
  await page.getByLabel('Required').check()
  await page.getByRole('button', { name: 'Save port' }).click()
  await expect(page.getByRole('cell', { name: '9000', exact: true })).toBeVisible()
}

test('a rate, a service and a port that were changed are seen in the wizard', async ({ page }) => {
  test.setTimeout(120_000)
  await changeRate(page)
  await addService(page)
  await addPort(page)

  await page.goto('/requests/new')
  await journey.fillClickHouse(page)
  await expect(page.getByRole('radio', { name: 'vpce-svc-0123456789abcdef0' })).toBeVisible()
  await expect(page.getByText('for the analytics cluster')).toBeVisible()
  await page.getByLabel('Note').fill('Password: hunter22')
  await page.getByRole('button', { name: 'Continue to account' }).click()
  await expect(page.getByText(/^This looks like a password\. Remove it/).first()).toBeVisible()
  await page.getByLabel('Note').fill('')
  await journey.goToAccount(page)
  await journey.chooseAccount(page)
  await journey.chooseVpc(page, 'platform-prod')
  await expect(page.getByText('ClickHouse needs TCP 8443, 9440 and 9000.')).toBeVisible()
  await journey.pick(page.getByRole('checkbox', { name: 'clickhouse-clients' }))
  await expect(page.getByText(/Port 9000 \(plain\) is closed/).first()).toBeVisible()
  await journey.goToReview(page)
  await expect(page.getByText(/730 hours × \$0\.02/)).toBeVisible()
  await expect(page.getByText(/Port 9000 \(plain\) is closed/).first()).toBeVisible()
})

test('each change has its row: found, exported, and the chain verified', async ({ page }) => {
  await page.goto('/settings/audit')
  await expect(page.getByText('Added the port 9000.')).toBeVisible()
  await expect(page.getByText('Hid the shipped service com.amazonaws.vpce.eu-west-1.vpce-svc-066b03c9b5f61c6fc.')).toBeVisible()

  await journey.pressSlash(page)
  await page.keyboard.type('october')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/settings\/audit\?q=october$/)
  await expect(page.getByRole('row')).toHaveCount(2)
  const row = page.getByRole('row').last()
  await expect(row).toContainText('Changed the rate us-west-2.')
  await expect(row.locator('ins').first()).toContainText('0.02')
  await expect(row.locator('time')).toHaveAttribute('title', /UTC/)

  const csv = await (await page.request.get('/settings/audit/export/csv?q=october')).text()
  expect(csv.trimEnd().split('\r\n')).toHaveLength(2)
  const lines = await (await page.request.get('/settings/audit/export/jsonl')).text()
  expect(lines.trimEnd().split('\n').map((line) => (JSON.parse(line) as { action: string }).action)).toEqual(expect.arrayContaining(['rate.changed', 'service.added', 'service.hidden', 'port.added', 'request.draft-started']))
  expect((await page.request.get('/settings/audit/export/xlsx')).status()).toBe(404)

  await page.getByRole('link', { name: 'Clear filters' }).click()
  await expect(page.getByRole('searchbox')).toHaveValue('')
  await page.getByLabel('Kind of thing').selectOption('port')
  await expect(page).toHaveURL(/kind=port$/)
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.getByRole('button', { name: 'Verify the chain' }).click()
  await expect(page.getByText(/^The chain is whole: \d+ rows, each as it was written\. Verified in/)).toBeVisible()
})

test('what was changed goes back to what was shipped', async ({ page }) => {
  await page.goto('/settings/regions')
  await page.getByRole('button', { name: `Edit ${OWN}` }).click()
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByRole('cell', { name: 'for the analytics cluster' })).toBeHidden()
  await page.getByRole('button', { name: 'Edit com.amazonaws.vpce.eu-west-1.vpce-svc-066b03c9b5f61c6fc' }).click()
  await page.getByRole('button', { name: 'Back to the shipped service' }).click()
  await expect(page.getByText('hidden', { exact: true })).toBeHidden()
  await page.goto('/settings/ports')
  for (const port of [9000, 9440]) {
    await page.getByRole('button', { name: `Edit port ${port}` }).click()
    await page.getByRole('button', { name: /^(Remove|Leave out)$/ }).click()
    await expect(page.getByRole('dialog')).toBeHidden()
  }
  await page.getByRole('button', { name: 'Edit port 8443' }).click()
  await page.getByRole('button', { name: 'Leave out' }).click()
  await expect(page.getByText(/^Keep at least one required port/)).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Edit port 9440' }).click()
  await page.getByRole('button', { name: 'Back to the shipped port' }).click()
  await expect(page.getByText('left out', { exact: true })).toBeHidden()
})

test('the pages break no rule of accessibility, light and dark, and fit a phone', async ({ page }) => {
  test.setTimeout(180_000)
  for (const part of ['rates', 'regions', 'ports', 'audit', 'audit?q=nothing-at-all']) {
    await page.goto(`/settings/${part}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await looksRight(page, part)
  }
  await page.goto('/settings/ports')
  await page.getByRole('button', { name: 'Edit port 8443' }).focus()
  await page.keyboard.press('Enter')
  await looksRight(page, 'the dialog of a port')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Edit port 8443' })).toBeFocused()
})
