import type { Page } from '@playwright/test'
import { callAction } from './support/door'
import { looksRight } from './support/looks'
import { become, newPerson } from './support/people'
import { expect, startForThisFile, test } from './support/test'

startForThisFile()

/** Opens a call by its words and gives its form. */
async function openCall(page: Page, summary: string) {
  const call = page.getByRole('listitem').filter({ hasText: summary }).first()
  await call.locator('summary').click()
  return call
}

test('the page of the API shows every call with an example, and sends what is typed', async ({ page, causeway: { url, admin } }) => {
  const made = await callAction('app/(console)/settings/tokens/actions.ts#createTokenAction', { url, path: '/settings/tokens', cookie: admin.cookie, fields: { name: 'the page', days: '1', 'scopes[]': 'admin' } })
  const token = /causeway_[\w-]+/.exec(await made.text())![0]
  await page.goto('/settings/api')
  await expect(page.getByRole('heading', { level: 1, name: 'API' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 2 })).toContainText(['Your token', 'Requests', 'Checks', 'Evidence', 'Private DNS', 'Take away', 'Sharing', 'Take over', 'Support desk', 'Around', 'Accounts', 'Settings', 'People', 'Tokens', 'Sessions', 'Administration'])
  await page.getByRole('navigation', { name: 'Groups of calls' }).getByRole('link', { name: 'Administration' }).click()
  await expect(page.getByRole('heading', { level: 2, name: 'Administration' })).toBeInViewport()
  const query = await openCall(page, 'Run SELECT 1 over the private way')
  await expect(query.getByRole('textbox', { name: 'Body' })).toHaveValue(/"password": "the password of that user"/)
  await expect(query.getByRole('button', { name: 'Send POST' })).toBeDisabled()
  await page.getByRole('textbox', { name: 'Token' }).fill(token)
  const port = await openCall(page, 'Add a port, or give a known one another name or need')
  await port.getByRole('textbox', { name: 'port', exact: true }).fill('8123')
  await port.getByRole('button', { name: 'Send PUT' }).click()
  await expect(port.getByText(/^200 · \d+ ms$/)).toBeVisible()
  await expect(port.getByText(/"from": "own"/)).toBeVisible()
  await looksRight(page, 'the page of the API with two calls open')
})

test('a token says before it is made that it can make access which outlives it, and to whom it is not given', async ({ page, browser, causeway: { url, admin } }) => {
  const form = async (at: Page) => {
    await at.goto('/settings/tokens')
    await at.getByRole('button', { name: 'New token' }).click()
    return at.getByRole('dialog')
  }
  const dialog = await form(page)
  const people = dialog.getByRole('checkbox', { name: 'people' })
  await expect(people).not.toBeChecked()
  await expect(people).toHaveAccessibleDescription(/Can make access that outlives this token/)
  await dialog.getByRole('textbox', { name: 'Name' }).fill('the scheduler')
  await people.check()
  await dialog.getByRole('button', { name: 'Make token' }).click()
  const secret = /causeway_[\w-]+/.exec((await dialog.locator('code').textContent()) ?? '')![0]
  const answer = await fetch(`${url}/api/v1/tokens`, { method: 'POST', headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }, body: JSON.stringify({ name: 'one run', scopes: ['read'] }) })
  expect(answer.status).toBe(201)
  await page.goto('/settings/tokens')
  await expect(page.getByRole('row').filter({ hasText: 'one run' })).toContainText('made with the scheduler')
  await looksRight(page, 'the tokens, one of them made with another')

  const viewer = await newPerson(url, admin, 'viewer')
  const context = await browser.newContext({ baseURL: url })
  await become(context, url, viewer)
  const off = (await form(await context.newPage())).getByRole('checkbox', { name: 'people' })
  await expect(off).toBeDisabled()
  await expect(off).toHaveAccessibleDescription('Your role, viewer, may not change who has access. An admin may.')
  await context.close()
})
