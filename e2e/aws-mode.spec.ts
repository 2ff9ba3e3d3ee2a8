import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { act, endpointsHeld } from './support/clickhouse-side'
import { startFarAws, type FarAws } from './support/far-aws'
import * as journey from './support/journey'
import { expect, startForThisFile, test } from './support/test'

/* As with an account of one's own: the product in AWS mode, its keys by the ordinary chain of credentials, AWS somewhere else. */

const folder = mkdtempSync(join(tmpdir(), 'causeway-aws-mode-'))
const [keys, asked, profiles] = [join(folder, 'keys.sh'), join(folder, 'asked'), join(folder, 'config')]
const KEYS = { Version: 1, AccessKeyId: 'AKIASANDBOXPLATFORM1', SecretAccessKey: 'secret' }
const NO_KEYS = Object.fromEntries(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'].map((name) => [name, '']))
const env: Record<string, string> = { ...NO_KEYS, AWS_MODE: 'aws', AWS_PROFILE: 'team', AWS_CONFIG_FILE: profiles, AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_EC2_METADATA_DISABLED: 'true' }

let far: FarAws
test.beforeAll(async () => {
  writeFileSync(keys, `#!/bin/sh\necho asked >> '${asked}'\necho '${JSON.stringify(KEYS)}'\n`)
  chmodSync(keys, 0o755)
  writeFileSync(profiles, `[profile team]\nregion = us-west-2\ncredential_process = ${keys}\n`)
  far = await startFarAws()
  env.AWS_ENDPOINT_URL = far.url
})
startForThisFile({ env })
test.afterAll(async () => {
  await far.end()
  rmSync(folder, { recursive: true, force: true })
})

test('a profile whose keys a program hands out: from the wizard to Available, and nothing of the sandbox to be seen', async ({ page }) => {
  await page.goto('/requests')
  await expect(page.getByRole('complementary', { name: 'Sandbox' })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'ClickHouse’s side' })).toHaveCount(0)

  await page.getByRole('link', { name: 'Start a request' }).click()
  await journey.fillClickHouse(page)
  await journey.goToAccount(page)
  await expect(page.getByRole('radio', { name: 'This server’s account' })).toBeChecked()
  await expect(page.getByText('Service name verified')).toBeVisible()
  await page.getByRole('button', { name: 'Continue to network' }).click()
  await journey.chooseNetwork(page)
  await expect(page.getByText('AWS answered the same call as a dry run')).toBeVisible()
  await journey.createFromReview(page)
  const endpointId = await journey.endpointIdOn(page)

  await act(far.url, endpointId, 'accept')
  await expect(journey.stateOf(page, 'Available')).toBeVisible({ timeout: 30_000 })
  expect(existsSync(asked)).toBe(true)
  expect((await endpointsHeld(far.url)).map(({ id }) => id)).toContain(endpointId)
})
