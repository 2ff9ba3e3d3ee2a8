import type { Page } from '@playwright/test'
import * as journey from './support/journey'
import { expect, startForThisFile, test } from './support/test'

startForThisFile()
test.describe.configure({ mode: 'serial' })

/** HTML, script, quotes, an emoji and a character that turns the text round; the last is kept as a visible mark. */
const NAME = `</title><script>alert('name')</script><img src=x onerror=alert(1)> "q" & 'a' 🚀 \u202Egnp.exe`
const SHOWN = NAME.replace('\u202E', '\uFFFD')
const NOTE = `<!channel> @everyone <@U123> [click](javascript:alert(1))\n<b onmouseover=alert(2)>bold</b>\nBcc: all@example.com\n\`code\` # heading`
const CONTACT = `"><svg onload=alert(3)> {{7*7}} \${jndi:x} javascript:alert(4)`
const TAG = { key: `team<i onclick=alert(5)>`, value: `'; DROP TABLE x; -- " & <u>` }
const HOSTILE_VPC = `<img src=x onerror="alert('vpc')">`

/** Nothing of the text became an element. Every test fails as well on a dialog, an error or a broken policy. */
async function isOnlyText(page: Page): Promise<void> {
  await expect(page.locator('[onerror], [onload], [onclick], [onmouseover], img, iframe, main b, main i, main u, a[href^="javascript:"]')).toHaveCount(0)
  expect(await page.evaluate(() => [...document.scripts].filter((script) => /alert\(/.test(script.textContent ?? '') && !script.nonce).length)).toBe(0)
}

test('G61 a VPC, a request, a note and tags with markup in them stay text on every page', async ({ page }) => {
  await page.goto('/requests/new')
  await journey.fillClickHouse(page, { name: NAME, contact: CONTACT, note: NOTE })
  await journey.goToAccount(page)
  await journey.chooseAccount(page)
  const card = page.getByRole('radio', { name: HOSTILE_VPC })
  await expect(card).toBeVisible()
  await journey.chooseVpc(page, HOSTILE_VPC)
  await expect(page.locator('bdi', { hasText: HOSTILE_VPC })).toBeVisible()
  await expect(page.getByText('${subnet} `id`').first()).toBeAttached()
  await isOnlyText(page)
  await page.getByLabel('Key of tag 1').fill(TAG.key)
  await page.getByLabel('Value of tag 1').fill(TAG.value)
  await journey.goToReview(page)
  const plan = page.getByRole('region', { name: 'The plan' })
  for (const text of [TAG.key, TAG.value, SHOWN]) await expect(plan).toContainText(text)
  await expect(page.getByRole('region', { name: 'AWS CLI command' })).toContainText(`team<i onclick=alert(5)>`)
  await isOnlyText(page)

  const requestId = await journey.createFromReview(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(SHOWN)
  await expect(page).toHaveTitle(`${SHOWN}: Waiting for ClickHouse · Causeway`)
  const facts = page.getByRole('region', { name: 'Facts' })
  for (const text of [TAG.key, TAG.value, CONTACT, '<b onmouseover=alert(2)>bold</b>']) await expect(facts).toContainText(text)
  await isOnlyText(page)

  await page.getByRole('button', { name: 'Delete endpoint…' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await isOnlyText(page)

  await page.goto('/requests')
  await expect(page.getByRole('link', { name: SHOWN })).toBeVisible()
  await page.getByRole('checkbox', { name: /^Select <\/title>/ }).check()
  await isOnlyText(page)
  await page.goto(`/requests?q=${encodeURIComponent('<script>alert(6)</script>')}`)
  await expect(page.getByLabel('Search requests')).toHaveValue('<script>alert(6)</script>')
  await isOnlyText(page)
  await page.goto('/sandbox')
  await expect(page.getByRole('table', { name: 'Connection requests' })).toContainText(SHOWN.slice(0, 60))
  await isOnlyText(page)
  await page.goto(`/requests/${requestId}`)
})

test('G64 the ticket is neutral, and what is copied is what is shown', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/requests')
  await page.getByRole('link', { name: SHOWN }).click()
  const shown = (await page.getByRole('region', { name: 'ticket text' }).textContent())!
  for (const acted of ['<!channel>', '@everyone', '<@U123>', '](javascript:', '<script>', '\nBcc:', '`', '\u202E']) expect(shown).not.toContain(acted)
  expect(shown).toContain('‹!channel› (at)everyone')
  expect([...shown].filter((character) => /[\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/.test(character))).toEqual([])

  await page.getByRole('button', { name: 'Copy ticket text' }).first().click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(shown)
  const address = page.url()
  expect((await (await page.request.get(`${address}/ticket.txt`)).text()).trim()).toBe(shown.trim())
  const json = await page.request.get(`${address}/ticket.json`)
  expect(await json.text()).not.toMatch(/[<>&`]/)
  expect(JSON.stringify(await json.json())).toContain('<!channel>')
})

test('G61 an address that holds markup is not found, and says so without it', async ({ page, trouble }) => {
  trouble.allow(/the server responded with a status of 404/)
  for (const path of ['/requests/%3Cscript%3Ealert(1)%3C%2Fscript%3E', '/requests/new/%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E/review']) {
    const answer = await page.goto(path)
    expect(answer!.status()).toBe(404)
    await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
    await isOnlyText(page)
  }
})
