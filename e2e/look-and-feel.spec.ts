import type { Locator, Page } from '@playwright/test'
import { act } from './support/clickhouse-side'
import * as journey from './support/journey'
import { looksRight, measureShifts, shiftsOf } from './support/looks'
import { expect, startForThisFile, test } from './support/test'

startForThisFile()

test('every page, step and dialog breaks no rule of accessibility, light and dark, and fits a phone', async ({ page, causeway, trouble }) => {
  test.setTimeout(180_000)
  trouble.allow(/the server responded with a status of 404/)
  await page.goto('/')
  await looksRight(page, 'the first page')
  await page.getByRole('link', { name: 'Start a request' }).click()
  await looksRight(page, 'step 1, empty')
  await journey.fillClickHouse(page, { hostnames: ['one.us-west-2.aws.clickhouse.cloud', 'two.eu-west-1.aws.clickhouse.cloud', 'nonsense'] })
  await page.getByRole('button', { name: 'Continue to account' }).click()
  await looksRight(page, 'step 1, with mistakes')
  await journey.fillClickHouse(page, { serviceName: 'com.amazonaws.vpce.us-west-2.vpce-svc-0123456789abcdef0' })
  await journey.goToAccount(page)
  await expect(page.getByText('Service name not verified')).toBeVisible()
  await looksRight(page, 'step 2, not verified')
  await page.getByRole('button', { name: 'Discard draft' }).click()
  await looksRight(page, 'the dialog that discards')
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Correct the service name' }).click()
  await journey.pick(page.getByRole('radio', { name: 'vpce-svc-049bbd33f61271781' }))
  await journey.goToAccount(page)
  await expect(page.getByText('Service name verified')).toBeVisible()
  await looksRight(page, 'step 2')
  await journey.chooseAccount(page)
  await looksRight(page, 'step 3, nothing chosen')
  await journey.chooseVpc(page, 'platform-prod')
  await journey.pick(page.getByRole('checkbox', { name: 'web' }))
  await looksRight(page, 'step 3')
  await journey.goToReview(page)
  await looksRight(page, 'step 4')

  await journey.createFromReview(page)
  await expect(page.getByRole('heading', { name: /^It is your turn: send the ticket/ })).toBeVisible()
  await looksRight(page, 'a request that waits')
  await page.getByRole('button', { name: 'Delete endpoint…' }).click()
  await looksRight(page, 'the dialog that deletes')
  await page.keyboard.press('Escape')
  const endpointId = await journey.endpointIdOn(page)
  await act(causeway.sandboxUrl, endpointId, 'accept')
  await expect(page.getByRole('heading', { name: /^It is your turn: the endpoint is connected/ })).toBeVisible()
  await looksRight(page, 'a request that is available')
  await act(causeway.sandboxUrl, endpointId, 'fail', { message: 'No.' })
  await expect(page.getByRole('heading', { name: /^It is your turn: AWS could not/ })).toBeVisible()
  await looksRight(page, 'a request that failed')
})

test('the list, ClickHouse’s side, the rates and a page that is not there do too', async ({ page, trouble }) => {
  test.setTimeout(120_000)
  trouble.allow(/the server responded with a status of 404/)
  await journey.makeRequest(page, journey.inRegion('us-east-1'))
  const endpointId = await journey.endpointIdOn(page)
  await page.goto('/requests')
  await page.getByRole('checkbox', { name: /^Select xyz789abcd/ }).check()
  await looksRight(page, 'the list')
  await page.goto('/sandbox')
  await looksRight(page, 'ClickHouse’s side')
  await page.getByRole('button', { name: `Reject ${endpointId} or end it otherwise` }).click()
  await looksRight(page, 'the dialog that ends a connection')
  await page.goto('/settings/rates')
  await looksRight(page, 'the rates')
  await page.getByRole('button', { name: 'Add a region' }).click()
  await looksRight(page, 'the dialog of a rate')
  await page.goto('/nowhere')
  await looksRight(page, 'a page that is not there')
})

/** Presses Tab until the focus is there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < 120; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the focus never came to ${target}`)
}

test('the whole way with the keyboard alone', async ({ page, causeway }) => {
  test.setTimeout(90_000)
  await page.goto('/requests')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('link', { name: 'New request' }).or(page.getByRole('link', { name: 'Start a request' })))
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Hostnames', { exact: true })).toBeFocused()
  await page.keyboard.type('keys.eu-west-1.aws.clickhouse.cloud')
  await tabTo(page, page.getByRole('button', { name: 'Continue to account' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText('Service name verified')).toBeVisible()
  await tabTo(page, page.getByRole('button', { name: 'Continue to network' }))
  await page.keyboard.press('Enter')
  await tabTo(page, journey.vpcCard(page, 'platform-eu-west-1'))
  await page.keyboard.press('Space')
  await expect(page.getByText('3 zones are chosen.')).toBeVisible()
  await tabTo(page, page.getByRole('checkbox', { name: 'clickhouse-clients' }))
  await page.keyboard.press('Space')
  await tabTo(page, page.getByRole('button', { name: 'Continue to review' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible()
  await tabTo(page, journey.createButton(page))
  await page.keyboard.press('Enter')
  await journey.arriveAtRequest(page)
  await act(causeway.sandboxUrl, await journey.endpointIdOn(page), 'accept')
  await expect(page.getByRole('heading', { name: /^It is your turn: the endpoint is connected/ })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'Now: Available' })).toBeAttached()
})

test('the chosen theme is in the first byte of the next page', async ({ page }) => {
  await page.goto('/requests')
  await page.getByRole('radio', { name: 'Theme: dark' }).check({ force: true })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const dark = await paper()
  const [answer] = await Promise.all([page.waitForResponse((response) => response.request().isNavigationRequest()), page.reload()])
  expect(await answer.text()).toMatch(/^<!DOCTYPE html><html[^>]* data-theme="dark"/)
  expect(await paper()).toBe(dark)
  await page.getByRole('radio', { name: 'Theme: light' }).check({ force: true })
  expect(await paper()).not.toBe(dark)
})

test('nothing jumps while pages and steps settle', async ({ page }) => {
  test.setTimeout(90_000)
  await measureShifts(page)
  const told: string[] = []
  const settle = async (what: string) => {
    const { sum, sources } = await shiftsOf(page)
    told.push(`${what} ${sum.toFixed(4)}`)
    expect(sum, `${what}: ${sources.join('; ')}`).toBeLessThanOrEqual(0.02)
  }
  await journey.goToReviewOfNew(page, journey.inRegion('eu-central-1'))
  const review = page.url()
  const settled = { clickhouse: page.getByText('1 instance recognised'), account: page.getByText('Service name verified'), network: page.getByText('2 zones are chosen.'), review: page.getByRole('button', { name: 'Check again' }) }
  for (const [name, sign] of Object.entries(settled)) {
    await page.goto(review.replace(/review$/, name))
    await expect(sign).toBeVisible()
    await settle(`step ${name}`)
  }
  await journey.createFromReview(page)
  await expect(page.getByRole('heading', { name: /^It is your turn: send the ticket/ })).toBeVisible()
  await page.reload()
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  await settle('a request')
  await page.goto('/requests')
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  await settle('the list')
  console.log(`layout shift: ${told.join(', ')}`)
})
