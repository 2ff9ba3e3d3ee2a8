import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mendAll, setFault } from './support/clickhouse-side'
import * as journey from './support/journey'
import { SETUP_TOKEN } from './support/people'
import { send } from './support/raw-http'
import { expect, startForThisFile, test } from './support/test'

/** Each has a part that occurs nowhere else; put together here, so that no scanner finds a key in this file. */
const SECRETS = {
  'an AWS key': 'AKIA' + 'CANARYCANARY7Q3X',
  'an AWS secret key': 'aws_secret_access_key=' + ['wJalrXUtnFEMI', 'K7MDENG', 'bPxRfiCYCANARYKEY1'].join('/'),
  'an AWS session token': 'IQoJ' + 'Y2FuYXJ5c2Vzc2lvbg'.repeat(6),
  'a password': 'password: canary-hunter22',
  'a cookie': 'Cookie: __Host-session=canary-cookie-5150',
  'an ExternalId': 'ExternalId: canary-external-8f2c',
  'a bearer token': 'Bearer canarybearer1234567890abcd',
  'an OIDC secret': 'client_secret=canary-oidc-4471',
}
/** What must be found nowhere. */
const TRACES = ['CANARYCANARY7Q3X', 'bPxRfiCYCANARYKEY1', 'Y2FuYXJ5c2Vzc2lvbg', 'canary-hunter22', 'canary-cookie-5150', 'canary-external-8f2c', 'canarybearer1234567890abcd', 'canary-oidc-4471', 'canary-env-secret']
const ALL = Object.values(SECRETS).join(' and ')

const folder = mkdtempSync(join(tmpdir(), 'causeway-canary-'))
const DATABASE = join(folder, 'causeway.db')

startForThisFile({
  env: {
    DATABASE_URL: `file:${DATABASE}`,
    LOG_LEVEL: 'trace',
    AWS_ACCESS_KEY_ID: SECRETS['an AWS key'],
    AWS_SECRET_ACCESS_KEY: 'canary-env-secret',
    AWS_SESSION_TOKEN: SECRETS['an AWS session token'],
    OIDC_ISSUER: 'http://127.0.0.1:9/oidc',
    OIDC_CLIENT_ID: 'causeway',
    OIDC_CLIENT_SECRET: 'canary-oidc-4471',
  },
})
test.describe.configure({ mode: 'serial' })

const found = (text: string): string[] => TRACES.filter((trace) => text.includes(trace))

/** The bytes of the file and of its log, as `strings` would see them. */
const stored = (): string => [DATABASE, `${DATABASE}-wal`].filter((path) => existsSync(path)).map((path) => readFileSync(path).toString('latin1')).join('\n')

test('J67 a secret typed into a form is refused with a sentence that does not repeat it, and is not kept', async ({ page }) => {
  test.setTimeout(180_000)
  await page.goto('/requests/new')
  await journey.fillClickHouse(page)
  for (const secret of Object.values(SECRETS)) {
    for (const field of ['Note', 'Contact', 'Name of this request']) {
      await page.getByLabel(field).fill(secret)
      await page.getByRole('button', { name: 'Continue to account' }).click()
      const sentence = page.getByText(/^This looks like .* Remove it/).first()
      await expect(sentence).toBeVisible()
      expect(found((await sentence.textContent()) ?? '')).toEqual([])
      await page.getByLabel(field).fill('')
    }
  }
  await page.goto('/settings/rates')
  await page.getByRole('button', { name: 'Edit us-west-2' }).click()
  await page.getByRole('textbox', { name: 'Source' }).fill(ALL)
  await page.getByRole('button', { name: 'Save rate' }).click()
  await expect(page.getByText(/^(This looks like|Keep it under)/)).toBeVisible()
  await page.goto('/settings/ports')
  await page.getByRole('button', { name: 'Edit port 8443' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(SECRETS['an AWS key'])
  await page.getByRole('button', { name: 'Save port' }).click()
  await expect(page.getByText(/^This looks like an AWS key/)).toBeVisible()
  expect(found(stored())).toEqual([])
})

test('J67 nor is what stands in headers, addresses and bodies, and no answer repeats it', async ({ causeway }) => {
  const headers = { authorization: SECRETS['a bearer token'], cookie: '__Host-session=canary-cookie-5150', 'x-amz-security-token': SECRETS['an AWS session token'], referer: 'http://x/?token=canary-oidc-4471', 'user-agent': ALL, 'x-forwarded-for': 'canary-hunter22', 'next-action': 'canary-hunter22' }
  const paths = ['/', '/requests', '/settings/audit', '/settings/rates', '/api/health', '/api/ready', '/no-such-page', '/requests/00000000-0000-4000-8000-000000000000', '/settings/audit/export/jsonl']
  for (const path of paths) {
    for (const method of ['GET', 'POST', 'PUT', 'TRACE']) {
      const { body } = await send(`${causeway.url}${path}`, { method, headers, body: method === 'GET' ? undefined : ALL })
      expect(found(body), `${method} ${path}`).toEqual([])
    }
  }
  const { body } = await send(`${causeway.url}/requests/ticket.txt?ids=${encodeURIComponent(ALL)}`)
  expect(found(body)).toEqual([])
})

test('J67 nor what AWS says in its errors', async ({ page, causeway, trouble }) => {
  test.setTimeout(120_000)
  trouble.allow(/the server responded with a status of/)
  await page.goto('/requests/new')
  await journey.fillClickHouse(page)
  // before AWS is asked for the first time: a verified service is believed for a while
  await setFault(causeway.sandboxUrl, { action: 'DescribeVpcEndpointServices', kind: 'error', times: 100, code: 'SomethingNew', message: `You are not authorised. ${ALL}`, status: 400 })
  await journey.goToAccount(page)
  await expect(page.getByText(/AWS said|AWS did not answer the question/).first()).toBeVisible()
  expect(found(await page.content())).toEqual([])
  await mendAll(causeway.sandboxUrl)
})

test('J67 nothing of it is in what the product printed, in its database, or on any page', async ({ page, causeway }) => {
  for (const path of ['/', '/requests', '/settings/rates', '/settings/regions', '/settings/ports', '/settings/audit', '/sandbox']) {
    await page.goto(path)
    expect(found(await page.content()), path).toEqual([])
  }
  expect(causeway.output().length).toBeGreaterThan(1_000)
  expect(found(causeway.output())).toEqual([])
  expect(stored().length).toBeGreaterThan(10_000)
  expect(found(stored())).toEqual([])
  // the set-up link is printed once, on purpose, for whoever reads the console of the first start
  expect(causeway.output().split(SETUP_TOKEN)).toHaveLength(2)
  expect(stored()).not.toContain(SETUP_TOKEN)
})
