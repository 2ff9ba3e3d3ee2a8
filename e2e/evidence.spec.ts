import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeRequest } from './support/journey'
import { looksRight } from './support/looks'
import { expect, startForThisFile, stateOf, test } from './support/test'

startForThisFile({ acceptAfter: 0 })

const HOST = 'abc123defg.us-west-2.vpce.aws.clickhouse.cloud'
const PASTE = `\u001b[32m[ec2-user@ip-172-31-29-231 ~]$\u001b[0m nslookup ${HOST}
Server:\t\t172.31.0.2
Address:\t172.31.0.2#53

Name:\t${HOST}
Address: 172.31.25.195

[ec2-user@ip-172-31-29-231 ~]$ nc -zv ${HOST} 9440
Ncat: TIMEOUT.
[ec2-user@ip-172-31-29-231 ~]$ dig +short other.example.com
93.184.216.34
<img src=x onerror=alert(1)> is what the page said
[ec2-user@ip-172-31-29-231 ~]$ clickhouse-client --host ${HOST} --password hunter2Canary
`

test('what was pasted is understood while one types, kept, and deleted again', async ({ page }) => {
  test.setTimeout(120_000)
  await makeRequest(page)
  const panel = page.locator('#evidence')
  await panel.getByLabel('What you saw').fill(PASTE)
  const live = panel.getByRole('list', { name: 'Understood so far' })
  await expect(live.getByText(`${HOST} resolves to 172.31.25.195.`)).toBeVisible()
  await expect(live.getByText(`A TCP connection to ${HOST} port 9440 timed out.`)).toBeVisible()
  await expect(live.getByText('About another host, so it says nothing about this request.')).toBeVisible()
  await panel.getByText(/^Not understood:/).click()
  await expect(panel.getByText('<img src=x onerror=alert(1)> is what the page said', { exact: true })).toBeVisible()

  await panel.getByLabel('Where it was run').selectOption('laptop')
  await panel.getByRole('button', { name: 'Keep as evidence' }).click()
  const kept = panel.getByRole('list', { name: 'What it says' })
  await expect(kept.getByText(`A TCP connection to ${HOST} port 9440 timed out.`)).toBeVisible()
  await expect(panel.getByText('run on a laptop, by')).toBeVisible()
  await expect(panel.getByText('Blanked before it was kept: a password.')).toBeVisible()
  await expect(panel.getByLabel('What you saw')).toHaveValue('')
  expect(await page.content()).not.toContain('hunter2Canary')
  await panel.getByText('Or let one script look at everything').click()
  await looksRight(page, 'the evidence of a request')

  await panel.getByRole('button', { name: 'Delete' }).click()
  await expect(panel.getByText('Nothing yet.')).toBeVisible()
})

test('where the readers cannot be fetched, what was typed stays and is read when it is kept', async ({ browser, causeway }) => {
  test.setTimeout(120_000)
  // a context of its own, as a browser says on its console which script it did not get
  const context = await browser.newContext({ baseURL: causeway.url, storageState: stateOf(causeway) })
  const page = await context.newPage()
  await makeRequest(page, { network: { vpc: 'warehouse' } })
  const panel = page.locator('#evidence')
  // scripts that come from now on are lost on the way
  await page.route('**/_next/static/chunks/**', (route) => route.abort())
  await panel.getByLabel('What you saw').fill(PASTE)
  await expect(panel.getByText('What this text says cannot be shown just now.').first()).toBeVisible()
  await expect(panel.getByLabel('What you saw')).toHaveValue(/Ncat: TIMEOUT/)
  await panel.getByRole('button', { name: 'Keep as evidence' }).click()
  await expect(panel.getByRole('list', { name: 'What it says' }).getByText(`A TCP connection to ${HOST} port 9440 timed out.`)).toBeVisible()
  await context.close()
})

test('the script, run by sh, reports to the page that is open, once', async ({ page, causeway }) => {
  test.setTimeout(180_000)
  await makeRequest(page, { clickhouse: { hostnames: ['localhost9x.us-east-1.aws.clickhouse.cloud'] }, network: { vpc: 'platform-us-east-1' } })
  const panel = page.locator('#evidence')
  await panel.getByText('Or let one script look at everything').click()
  await panel.getByRole('tab', { name: 'Linux and macOS' }).press('ArrowRight')
  await expect(panel.getByRole('tab', { name: 'Windows PowerShell' })).toBeFocused()
  await panel.getByText('Read or copy the script').click()
  await expect(panel.getByRole('region', { name: 'script', exact: true })).toContainText('$reportUrl = \'\'')
  await panel.getByRole('tab', { name: 'Windows PowerShell' }).press('ArrowLeft')

  const downloading = page.waitForEvent('download')
  await panel.getByRole('link', { name: 'Download the script' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe('causeway-check.sh')
  const file = join(mkdtempSync(join(tmpdir(), 'causeway-evidence-')), 'causeway-check.sh')
  await download.saveAs(file)
  expect(await run('sh', file)).toContain('The report was sent.')
  await expect(panel.getByText('Report of the script')).toBeVisible({ timeout: 30_000 })
  await expect(panel.getByText(/^A TCP connection to vpce-.* port 9440|^vpce-.* was not resolved|^localhost9x/).first()).toBeVisible()

  const again = await run('sh', file)
  expect(again).toContain('This key was used, has expired or is not known.')
  const line = /^causeway-report:\S+$/m.exec(again)![0]
  await panel.getByLabel('What you saw').fill(line)
  await expect(panel.getByText(/things were understood\./).first()).toBeVisible()

  const answer = await fetch(`${causeway.url}/api/reports`, { method: 'POST', body: '{}', headers: { authorization: `Bearer cwr_${'a'.repeat(43)}` } })
  expect(answer.status).toBe(401)
})

function run(shell: string, file: string): Promise<string> {
  const child = spawn(shell, [file], { stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (out += chunk.toString()))
  return new Promise((resolve) => child.on('close', () => resolve(out)))
}
