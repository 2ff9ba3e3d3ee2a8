import * as journey from './support/journey'
import { act } from './support/clickhouse-side'
import { looksRight } from './support/looks'
import { expect, startForThisFile, test } from './support/test'

startForThisFile()
test.describe.configure({ mode: 'serial' })

const DATA = '444455556666'

test('the sandbox’s second account is added in two clicks and a test says it may be used', async ({ page }) => {
  await page.goto('/accounts')
  await expect(page.getByRole('row', { name: /platform/ })).toContainText('111122223333')
  await page.getByRole('button', { name: 'Add data' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Let Causeway into data' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Trust policy of the role' })).toContainText('"AWS": "arn:aws:iam::111122223333:user/platform"')

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download Trust policy of the role' }).click()])
  expect(download.suggestedFilename()).toBe('trust-policy.json')
  await page.getByRole('tab', { name: 'JSON' }).press('ArrowRight')
  await expect(page.getByRole('tab', { name: 'CloudFormation' })).toBeFocused()
  await expect(page.getByRole('region', { name: 'CloudFormation template' })).toContainText('Type: "AWS::IAM::Role"')
  await page.getByRole('tab', { name: 'Terraform' }).click()
  await expect(page.getByRole('region', { name: 'Terraform' })).toContainText('resource "aws_iam_role" "causeway_access"')

  await page.getByRole('button', { name: 'Let the sandbox’s role trust this ExternalId' }).click()
  await expect(page.getByText('data may be used')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText(`Account ${DATA} answered`)).toBeVisible()
  await page.getByRole('link', { name: 'Done', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'data' })).toBeVisible()
})

test('a request is made in it and becomes available', async ({ page, causeway }) => {
  await page.goto('/requests/new')
  await journey.fillClickHouse(page, { name: 'In the data account' })
  await journey.goToAccount(page)
  await journey.pick(page.getByRole('radio', { name: 'data' }))
  await expect(page.getByRole('radio', { name: 'data' })).toBeChecked()
  await expect(page.getByText('Service name verified')).toBeVisible()
  await page.getByRole('button', { name: 'Continue to network' }).click()
  await expect(journey.step(page, 'Network')).toBeVisible()
  await journey.chooseNetwork(page, { vpc: 'data-lake' })
  await journey.createFromReview(page)
  await act(causeway.sandboxUrl, await journey.endpointIdOn(page), 'accept')
  await expect(page.getByRole('heading', { name: 'It is your turn: the endpoint is connected, but not everything is proved yet.' })).toBeVisible()
})

test('an account with open requests cannot be removed, and shows them', async ({ page }) => {
  await page.goto(`/accounts/${DATA}`)
  await expect(page.getByRole('region', { name: 'One open request' })).toContainText('In the data account')
  await expect(page.getByRole('button', { name: 'Remove account…' })).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByText('One request is open in it. Delete its endpoint first.')).toBeVisible()
})

test('a region taken off an account is greyed in the wizard, with the reason', async ({ page }) => {
  await page.goto(`/accounts/${DATA}/edit`)
  await page.getByRole('checkbox', { name: 'Every region that ClickHouse is in' }).uncheck()
  await page.getByRole('checkbox', { name: /eu-central-1/ }).check()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'data' })).toBeVisible()
  await page.goto('/requests/new')
  await journey.fillClickHouse(page)
  await journey.goToAccount(page)
  await expect(page.getByRole('radio', { name: 'data' })).toBeDisabled()
  await expect(page.getByText('The account “data” is not set up for us-west-2 (Oregon).')).toBeVisible()
})

test('B25: a role that no longer trusts Causeway needs attention on the list, on its page and on its request', async ({ page, causeway }) => {
  await fetch(`${causeway.sandboxUrl}/_sandbox/roles?roleArn=${encodeURIComponent(`arn:aws:iam::${DATA}:role/CausewayAccess`)}`, { method: 'DELETE' })
  await page.goto(`/accounts/${DATA}`)
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByText('Needs attention')).toBeVisible({ timeout: 20_000 })
  await page.goto('/accounts')
  await expect(page.getByRole('row', { name: /data/ })).toContainText('Needs attention')
  await expect(page.getByText('Causeway may not assume its role in account 444455556666.').first()).toBeVisible()
  await page.goto('/requests')
  await page.getByRole('link', { name: 'In the data account' }).click()
  await expect(page.getByText(/The last look told nothing: Causeway may not assume its role/)).toBeVisible({ timeout: 20_000 })
})

test('a pasted key is refused, taken out of its field and sent nowhere', async ({ page }) => {
  await page.goto('/accounts/new')
  await page.getByRole('link', { name: 'A role in that account' }).click()
  await page.getByLabel('Account number').fill('999988887777')
  await page.getByLabel('Name', { exact: true }).fill('secret')
  await page.getByLabel('Note').fill('AKIAIOSFODNN7EXAMPLE')
  const sent: string[] = []
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.postData() ?? ''))
  await page.getByRole('button', { name: 'Continue to the policy' }).click()
  await expect(page.getByText('This looks like an AWS access key or its secret, so it was not kept.')).toBeVisible()
  await expect(page.getByLabel('Note')).toHaveValue('')
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('secret')
  expect(sent).toEqual([])
})

test('an account whose role does not answer is kept, and removed by typing its name', async ({ page }) => {
  await page.goto('/accounts/new?source=assume-role')
  await page.getByLabel('Account number').fill('111122223334')
  await expect(page.getByLabel('ARN of the role')).toHaveValue('arn:aws:iam::111122223334:role/CausewayAccess')
  await page.getByLabel('Name', { exact: true }).fill('nobody')
  await page.getByRole('button', { name: 'Continue to the policy' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Let Causeway into nobody' })).toBeVisible()
  await page.getByRole('link', { name: 'Continue to the test' }).click()
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByText('Nobody answered', { exact: true })).toBeVisible({ timeout: 20_000 })
  await page.goto('/accounts/111122223334')
  await page.getByRole('button', { name: 'Remove account…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Remove nobody?' })
  await dialog.getByLabel('Type nobody to confirm').fill('somebody')
  await dialog.getByRole('button', { name: 'Remove account' }).click()
  await expect(dialog).toContainText('Type the name of the account, nobody, to confirm.')
  await dialog.getByLabel('Type nobody to confirm').fill('nobody')
  await dialog.getByRole('button', { name: 'Remove account' }).click()
  await expect(page).toHaveURL('/accounts')
  await expect(page.getByRole('row', { name: /nobody/ })).toBeHidden()
})

test('its pages break no rule of accessibility, light or dark, and fit a phone', async ({ page }) => {
  test.setTimeout(240_000)
  const pages = { list: '/accounts', 'choice of credentials': '/accounts/new', form: '/accounts/new?source=assume-role', policies: `/accounts/${DATA}/policy`, test: `/accounts/${DATA}/test`, account: `/accounts/${DATA}` }
  for (const [what, path] of Object.entries(pages)) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await looksRight(page, what)
  }
})
