import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { act, calls } from './support/clickhouse-side'
import { startFarAws, type FarAws } from './support/far-aws'
import * as journey from './support/journey'
import { looksRight } from './support/looks'
import { expect, startForThisFile, test } from './support/test'

/* A team that never lets Causeway touch AWS: the server has no credential at all, and a terminal of their own, played by the sandbox and the AWS CLI. */

const folder = mkdtempSync(join(tmpdir(), 'causeway-plan-mode-'))
const NOTHING = Object.fromEntries(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_PROFILE', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'].map((name) => [name, '']))
// The endpoint leads nowhere: whatever was sent to AWS all the same would be refused and seen.
startForThisFile({ env: { ...NOTHING, AWS_MODE: 'aws', AWS_REGION: 'us-west-2', AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_ENDPOINT_URL: 'http://127.0.0.1:9' } })

const ACCOUNT = '111122223333'
const HOST = 'abc123defg.us-west-2.aws.clickhouse.cloud'
const PRIVATE = 'abc123defg.us-west-2.vpce.aws.clickhouse.cloud'
const hasCli = spawnSync('aws', ['--version']).status === 0

let far: FarAws
test.beforeAll(async () => void (far = await startFarAws()))
test.afterAll(() => far.end())

const terminal = () => ({ PATH: process.env.PATH, HOME: process.env.HOME, AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_ACCESS_KEY_ID: 'AKIASANDBOXPLATFORM1', AWS_SECRET_ACCESS_KEY: 'secret', AWS_ENDPOINT_URL: far.url, AWS_CONFIG_FILE: '/dev/null', AWS_PAGER: '' }) as unknown as NodeJS.ProcessEnv
const run = promisify(execFile)
const inTerminal = async (command: string) => (await run('sh', ['-c', command], { cwd: folder, env: terminal(), maxBuffer: 50_000_000 })).stdout

const panel = (page: Page) => page.locator('#snapshot')
const shot = (page: Page, name: string) => (process.env.PLAN_MODE_SHOTS ? page.screenshot({ path: join(process.env.PLAN_MODE_SHOTS, `${name}.png`), fullPage: true }) : null)

async function addAccount(page: Page, accountId: string, name: string): Promise<void> {
  await page.goto('/accounts/new?source=snapshot')
  await page.getByLabel('Account number').fill(accountId)
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('button', { name: 'Add the account' }).click()
  await expect(page.getByText('Plan mode: Causeway never reaches this account')).toBeVisible({ timeout: 20_000 })
}

test('from nothing to a proved connection, with no credential anywhere in Causeway', async ({ page, causeway }) => {
  if (!hasCli) return console.info('the AWS CLI is not installed here: the journey was not checked')
  test.setTimeout(900_000)
  await page.goto('/requests')
  await expect(page.getByText('This server has no AWS credentials')).toBeVisible()
  await looksRight(page, 'the first page without credentials')
  await shot(page, 'first-time')
  await page.getByRole('link', { name: 'Add an account without access' }).click()
  await expect(page.getByText('Causeway gets no access to it.')).toBeVisible()
  await addAccount(page, ACCOUNT, 'data platform')
  await page.goto('/accounts')
  await expect(page.getByRole('row').filter({ hasText: 'data platform' })).toContainText('No snapshot yet')
  await looksRight(page, 'accounts with one in plan mode')
  await shot(page, 'accounts')

  // the wizard asks for the snapshot where it is needed, with the block that gives it
  await page.goto('/requests/new')
  await journey.fillClickHouse(page, { hostnames: [HOST], name: 'Without access' })
  await journey.goToAccount(page)
  await expect(page.getByText('Not known yet: nobody has pasted what AWS answers')).toBeVisible({ timeout: 20_000 })
  await looksRight(page, 'the account step before a snapshot')
  await shot(page, 'account-step')
  const block = await page.getByRole('region', { name: 'block of commands' }).textContent()
  expect(block).toContain(journey.SERVICE)
  writeFileSync(join(folder, 'block.sh'), block!.replace(/^vpc= .*$/m, 'vpc='))
  await inTerminal('sh block.sh')
  const file = join(folder, 'causeway-snapshot.json')
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ causewaySnapshot: 1, accountId: ACCOUNT })
  await panel(page).getByLabel('Or choose the file').setInputFiles(file)
  await panel(page).getByRole('button', { name: 'Keep these answers' }).click()
  await expect(page.getByText('Service name verified')).toBeVisible({ timeout: 30_000 })
  await expect(panel(page)).toContainText(/From the snapshot of .* old, pasted by/)
  await page.getByRole('button', { name: 'Continue to network' }).click()
  await expect(journey.step(page, 'Network')).toBeVisible()
  await journey.chooseVpc(page, 'platform-prod')
  await journey.pick(page.getByRole('checkbox', { name: 'clickhouse-clients' }))
  await page.getByRole('button', { name: 'Continue to review' }).click()
  await expect(page.getByRole('link', { name: 'I have created it' })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('button', { name: /^Create endpoint/ })).toHaveCount(0)
  await expect(page.getByText('From the snapshot above, not from AWS itself')).toBeVisible()
  await looksRight(page, 'the review in plan mode')
  await shot(page, 'review')

  // the export is applied by hand, in their own terminal
  const cli = (await page.getByRole('region', { name: 'AWS CLI command' }).textContent())!
  const made = JSON.parse(await inTerminal(cli.replace(/made when you press the button/g, 'by-hand-1'))) as { VpcEndpoint: { VpcEndpointId: string } }
  const endpointId = made.VpcEndpoint.VpcEndpointId
  await page.getByRole('link', { name: 'I have created it' }).click()
  await expect(page.getByRole('heading', { name: '2. Tell Causeway what AWS says of it' })).toBeVisible()
  const tell = async () => `$ aws ec2 describe-vpc-endpoints\n${await inTerminal(`aws ec2 describe-vpc-endpoints --vpc-endpoint-ids ${endpointId} --region us-west-2`)}$ aws ec2 describe-network-interfaces\n${await inTerminal('aws ec2 describe-network-interfaces --filters Name=interface-type,Values=vpc_endpoint --region us-west-2')}`
  await page.getByRole('textbox', { name: 'What they print' }).fill(await tell())
  await page.getByRole('button', { name: 'Keep these answers' }).click()
  await expect(page.getByText('2 answers were kept.').first()).toBeVisible({ timeout: 20_000 })
  await page.getByRole('textbox', { name: 'Endpoint id' }).fill(endpointId)
  await page.getByRole('button', { name: 'Compare with the plan' }).click()
  await expect(page.getByText('It can be taken over')).toBeVisible({ timeout: 30_000 })
  await looksRight(page, 'an endpoint made by hand, in plan mode')
  await shot(page, 'own')
  await page.getByRole('button', { name: 'Use this endpoint' }).click()
  await page.waitForURL(/\/requests\/[0-9a-f-]{36}$/, { timeout: 30_000 })
  await expect(journey.stateOf(page, 'Waiting for ClickHouse')).toBeVisible({ timeout: 30_000 })
  const request = page.url()
  await expect(page.getByText(/AWS’s state as reported by .*, by pasting what AWS printed/).first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Look now' })).toHaveCount(0)
  await looksRight(page, 'a request in plan mode')
  await shot(page, 'request')

  // ClickHouse accepts, and nobody has told Causeway yet
  await act(far.url, endpointId, 'accept')
  await expect.poll(async () => JSON.parse(await inTerminal(`aws ec2 describe-vpc-endpoints --vpc-endpoint-ids ${endpointId} --region us-west-2 --query 'VpcEndpoints[0].State'`)) as string, { timeout: 60_000 }).toBe('available')
  await page.reload()
  await expect(journey.stateOf(page, 'Waiting for ClickHouse')).toBeVisible()
  await page.getByRole('textbox', { name: 'What they print' }).fill(await tell())
  await page.locator('#tell').getByRole('button', { name: 'Keep these answers' }).click()
  await expect(journey.stateOf(page, 'Available')).toBeVisible({ timeout: 30_000 })
  await page.goto('/requests')
  await expect(page.getByRole('row').filter({ hasText: 'Without access' })).toContainText('Reported by')
  await shot(page, 'list')

  // private DNS is switched by hand, and told
  await page.goto(`${request}/private-dns`)
  // this server asks the real resolver, which a machine without a network keeps waiting
  const dnsCommand = (await page.getByRole('region', { name: 'command for private DNS' }).textContent({ timeout: 120_000 }))!
  await looksRight(page, 'private DNS in plan mode')
  await shot(page, 'private-dns')
  await inTerminal(dnsCommand)
  await expect.poll(async () => JSON.parse(await inTerminal(`aws ec2 describe-vpc-endpoints --vpc-endpoint-ids ${endpointId} --region us-west-2 --query 'VpcEndpoints[0].[State,PrivateDnsEnabled]'`)) as unknown, { timeout: 60_000 }).toEqual(['available', true])
  await page.getByRole('textbox', { name: 'What they print' }).fill(await tell())
  await page.getByRole('button', { name: 'Keep these answers' }).click()
  await expect(page.getByText('Private DNS is on. The names should lead')).toBeVisible({ timeout: 120_000 })

  // the proof: what the script saw inside the VPC, and a query, never what was told
  await page.goto(request)
  // not by this server’s own probes: a machine whose network happens to be 10.0.0.0/16 would be taken for one in the VPC
  await expect(page.getByText('It is nobody’s turn: the private connection is proved.')).toHaveCount(0)
  const { addresses, names } = await seenOf(endpointId)
  const script = await (await page.request.get(`${request}/script.sh?place=vpc`)).text()
  const key = /cwr_[\w-]{43}/.exec(script)![0]
  const answer = await fetch(`${causeway.url}/api/reports`, { method: 'POST', headers: { authorization: `Bearer ${key}` }, body: JSON.stringify(report(request.split('/').at(-1)!, addresses, names)) })
  expect(answer.status).toBeLessThan(300)
  await page.goto(request)
  await page.locator('#evidence').getByLabel('What you saw').fill(`$ clickhouse-client --host ${PRIVATE} --secure --query "SELECT 1"\n1\n`)
  await page.locator('#evidence').getByRole('button', { name: 'Keep as evidence' }).click()
  await expect(page.getByText('It is nobody’s turn: the private connection is proved.')).toBeVisible({ timeout: 30_000 })
  await looksRight(page, 'a request proved in plan mode')
  await shot(page, 'proved')
  await page.goto(`${causeway.url}/requests`)
  await expect(page.getByRole('row').filter({ hasText: 'Without access' })).toContainText('Nobody')

  // nothing was ever sent: every call the far side saw came from the terminal, and the server had nowhere to send one
  expect(JSON.stringify(await calls(far.url))).toContain('CreateVpcEndpoint')
  expect(causeway.output()).not.toContain('ECONNREFUSED')
})

test('a partial and a hostile snapshot are named, and nothing of them is kept', async ({ page }) => {
  test.setTimeout(180_000)
  await addAccount(page, '222233334444', 'partial')
  await page.getByRole('link', { name: 'us-west-2' }).click()
  const box = panel(page).getByRole('textbox', { name: 'What AWS answers' })
  await expect(box).toBeVisible({ timeout: 20_000 })
  const keep = panel(page).getByRole('button', { name: 'Keep these answers' })
  const refused = async (text: string, sentence: RegExp) => {
    await box.fill(text)
    await keep.click()
    await expect(panel(page).getByText(sentence)).toBeVisible({ timeout: 20_000 })
  }
  await refused('{"Account":"111122223333","Arn":"arn:aws:iam::111122223333:user/x","UserId":"x"} {"Vpcs":[]}', /This is of account 111122223333, not of 222233334444/)
  await refused('{"Vpcs": [{"VpcId": "vpc-0a0a0a0a",', /cut off: what begins in line 1 has no end/)
  await refused('<html><script>alert(1)</script></html>', /No answer of AWS was found/)
  await refused(`{"__proto__":{"Vpcs":[]},"a":${'['.repeat(500)}`, /not JSON as AWS prints it/)
  const huge = join(folder, 'huge.json')
  writeFileSync(huge, '['.repeat(5_000_000))
  await panel(page).getByLabel('Or choose the file').setInputFiles(huge)
  await keep.click()
  await expect(panel(page).getByText('The file is larger than 4 MB.')).toBeVisible()
  await page.reload()

  await box.fill('$ aws ec2 describe-vpcs\n{"Vpcs": [{"VpcId": "vpc-0a0a0a0a", "CidrBlock": "10.0.0.0/16", "Tags": [{"Key": "Name", "Value": "<img src=x onerror=alert(1)>"}]}, {"VpcId": 7}]}')
  await keep.click()
  await expect(panel(page)).toContainText('1 of the VPCs could not be understood and was left out.', { timeout: 20_000 })
  await expect(panel(page)).toContainText('describe-subnets is missing. Without it, there is no subnet to choose.')
  await looksRight(page, 'a partial snapshot')
  await shot(page, 'partial')
})

async function seenOf(endpointId: string) {
  const endpoint = (JSON.parse(await inTerminal(`aws ec2 describe-vpc-endpoints --vpc-endpoint-ids ${endpointId} --region us-west-2`)) as { VpcEndpoints: { NetworkInterfaceIds: string[]; DnsEntries: { DnsName: string }[] }[] }).VpcEndpoints[0]!
  const interfaces = (JSON.parse(await inTerminal('aws ec2 describe-network-interfaces --region us-west-2')) as { NetworkInterfaces: { NetworkInterfaceId: string; PrivateIpAddress: string }[] }).NetworkInterfaces
  return { addresses: interfaces.filter(({ NetworkInterfaceId }) => endpoint.NetworkInterfaceIds.includes(NetworkInterfaceId)).map(({ PrivateIpAddress }) => PrivateIpAddress), names: endpoint.DnsEntries.map(({ DnsName }) => DnsName) }
}

/** What the script reports from a machine in the VPC once everything works. */
function report(request: string, addresses: string[], _names: string[]) {
  const ports = [8443, 9440]
  const said = 'as seen in the VPC'
  return {
    ...{ version: 1, request, ran: new Date(Date.now() - 1_000).toISOString(), on: 'ip-10-0-0-9' },
    results: [
      { kind: 'dns', name: PRIVATE, server: 'system', outcome: 'answered', addresses, said },
      ...addresses.flatMap((target) => ports.map((port) => ({ kind: 'tcp', target, port, outcome: 'open', said }))),
      ...ports.map((port) => ({ kind: 'tls', target: PRIVATE, port, servername: PRIVATE, outcome: 'ok', subject: `CN=*.us-west-2.vpce.aws.clickhouse.cloud`, said })),
      { kind: 'https', host: PRIVATE, port: 8443, outcome: 'ok', status: 200, body: 'Ok.', said },
    ],
  }
}
