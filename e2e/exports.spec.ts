import { readFileSync } from 'node:fs'
import * as journey from './support/journey'
import { looksRight } from './support/looks'
import { expect, startForThisFile, test } from './support/test'

startForThisFile()

const VALUE = '${file("/etc/passwd")} "quoted"'

test('a tag typed in the wizard is in the Terraform tab, then every format is downloaded from the request, and the runbook is whole', async ({ page, context }) => {
  test.setTimeout(420_000)
  await page.goto('/requests/new')
  await journey.fillClickHouse(page, { name: 'Taken away' })
  await journey.goToAccount(page)
  await journey.chooseAccount(page)
  await journey.chooseVpc(page, 'platform-prod')
  await journey.pick(page.getByRole('checkbox', { name: 'clickhouse-clients' }))
  await page.getByLabel('Key of tag 1').fill('team')
  await page.getByLabel('Value of tag 1').fill('orders')
  await journey.goToReview(page)
  const panel = page.getByRole('tabpanel').last()
  await page.getByRole('heading', { name: 'Take it away' }).scrollIntoViewIfNeeded()
  await expect(panel).toContainText('"team"                = "orders"')

  await page.goBack()
  await page.getByLabel('Value of tag 1').fill(VALUE)
  await journey.goToReview(page)
  await page.getByRole('heading', { name: 'Take it away' }).scrollIntoViewIfNeeded()
  await expect(panel).toContainText('"$${file(\\"/etc/passwd\\")} \\"quoted\\""')
  await page.getByRole('tab', { name: 'Terraform', exact: true }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('tab', { name: 'CloudFormation', exact: true })).toBeFocused()
  await expect(panel).toContainText('AWSTemplateFormatVersion')
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download CloudFormation' }).click()])
  expect(saved.suggestedFilename()).toMatch(/^causeway-cloudformation-[0-9a-f-]{36}\.yaml$/)
  await looksRight(page, 'the review with its exports')

  const requestId = await journey.createFromReview(page)
  const endpointId = await journey.endpointIdOn(page)
  await page.getByRole('heading', { name: 'Take it away' }).scrollIntoViewIfNeeded()
  const tabs = page.getByRole('tablist', { name: 'Formats' }).getByRole('tab')
  await expect(tabs).toHaveCount(10)
  for (let at = 0; at < 10; at++) {
    await tabs.nth(at).click()
    const shown = await panel.locator('pre').textContent()
    const [file] = await Promise.all([page.waitForEvent('download'), panel.getByRole('link', { name: /^Download/ }).click()])
    expect(file.suggestedFilename()).toMatch(new RegExp(`^causeway-[a-z-]+-${endpointId}\\.(tf|yaml|json|sh|ts)$`))
    expect(readFileSync(await file.path(), 'utf8')).toBe(shown)
  }
  await looksRight(page, 'the request with its exports')

  const unknown = await context.request.get(`/requests/${requestId}/exports/constructor`)
  expect([unknown.status(), await unknown.text()]).toEqual([404, expect.stringContaining('The format was not found')])
  expect((await context.request.get(`/requests/${requestId.replace(/^./, '0').replace(/.$/, 'e')}/exports/terraform`)).status()).toBe(404)
  expect((await context.request.get(`/requests/nothing/exports/terraform`)).status()).toBe(404)

  await page.getByRole('link', { name: 'Runbook and notes' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Runbook: Taken away' })).toBeVisible()
  await expect(page.getByRole('img', { name: /^The connection/ })).toBeVisible()
  for (const title of ['How to undo it', 'Send to your DNS team', 'Send to your network team']) await expect(page.getByRole('heading', { name: title })).toBeVisible()
  const [runbook] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download runbook' }).click()])
  expect(runbook.suggestedFilename()).toBe(`causeway-runbook-${endpointId}.md`)
  expect(readFileSync(await runbook.path(), 'utf8')).toContain(endpointId)
  await looksRight(page, 'the runbook')
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden()
  await expect(page.getByRole('button')).toHaveCount(0)
})
