import { CreateVpcEndpointCommand, DescribeSecurityGroupsCommand, DescribeSubnetsCommand, DescribeVpcEndpointsCommand, DescribeVpcsCommand, ModifyVpcEndpointCommand } from '@aws-sdk/client-ec2'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXPORTS } from '@/lib/privatelink/exports'
import { PLUGINS, startProvider, type RunningProvider } from '@/lib/privatelink/exports/test-plugins'
import type { ExportSubject } from '@/lib/privatelink/exports/export'
import { SUBJECTS } from '@/lib/privatelink/exports/sample-subjects'
import { toCreateCall, type Plan } from '@/lib/privatelink/plan'
import { SERVICE_NAME } from '@/lib/privatelink/samples'
import { control, ec2, startTestSandbox, type TestSandbox } from '@/lib/sandbox/test-sandbox'

// Terraform with its real provider against the simulated AWS: what was clicked is imported without a difference, what was written is applied.

const env: NodeJS.ProcessEnv = { NODE_ENV: 'test', PATH: process.env.PATH, HOME: process.env.HOME, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1' }
const isThere = PLUGINS !== undefined
const named = (name: string) => `${name}${isThere ? '' : ' (Terraform’s AWS provider is not on this machine: nothing was checked)'}`

let sandbox: TestSandbox
let provider: RunningProvider | undefined
let folder: string
let plan: Plan
beforeAll(async () => {
  sandbox = await startTestSandbox()
  folder = mkdtempSync(join(tmpdir(), 'causeway-terraform-'))
  plan = await planInSandbox()
  provider = isThere ? await startProvider() : undefined
})
afterAll(async () => {
  provider?.end()
  await sandbox.remove()
  rmSync(folder, { recursive: true, force: true })
})

const REQUEST_ID = '0b8f1f0e-0000-4000-8000-00000000000a'
const TAGS = [{ key: 'hostile', value: '${file("/etc/passwd")} %{ if } "x" \\ $${y}' }, { key: 'unicode', value: 'Straße 東京 \u202e\u200b' }]

async function planInSandbox(): Promise<Plan> {
  const client = ec2(sandbox)
  const { Vpcs } = await client.send(new DescribeVpcsCommand({ Filters: [{ Name: 'tag:Name', Values: ['platform-prod'] }] }))
  const vpcId = Vpcs![0]!.VpcId!
  const ofVpc = { Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }
  const { Subnets } = await client.send(new DescribeSubnetsCommand(ofVpc))
  const { SecurityGroups } = await client.send(new DescribeSecurityGroupsCommand(ofVpc))
  const zones = ['usw2-az1', 'usw2-az2']
  const subnets = zones.map((zoneId) => Subnets!.find((subnet) => subnet.AvailabilityZoneId === zoneId && subnet.AvailableIpAddressCount! > 0)!)
  return {
    accountId: '111122223333',
    region: 'us-west-2',
    serviceName: SERVICE_NAME,
    vpcId,
    subnets: subnets.map((subnet) => ({ subnetId: subnet.SubnetId!, cidr: subnet.CidrBlock!, zoneId: subnet.AvailabilityZoneId!, zoneName: subnet.AvailabilityZone! })),
    securityGroupIds: [SecurityGroups!.find((group) => group.GroupName === 'clickhouse-clients')!.GroupId!],
    tags: TAGS,
    hostnames: ['abc123.us-west-2.aws.clickhouse.cloud'],
  }
}

/** Points the provider of the export at the sandbox, in a file beside it, so that the export itself stays as it is. */
const override = () => `provider "aws" {
  access_key                  = "AKIASANDBOXPLATFORM1"
  secret_key                  = "secret"
  skip_metadata_api_check     = true
  skip_region_validation      = true
  skip_credentials_validation = true
  endpoints {
    ec2 = "${sandbox.url}"
    sts = "${sandbox.url}"
  }
}
`

function workspace(name: string, text: string) {
  const place = join(folder, name)
  mkdirSync(place)
  writeFileSync(join(place, 'main.tf'), text)
  writeFileSync(join(place, 'sandbox_override.tf'), override())
  return (...args: string[]) =>
    new Promise<{ code: number; text: string }>((done) =>
      execFile('terraform', args, { cwd: place, env: { ...env, ...provider?.env }, maxBuffer: 1 << 26 }, (error, stdout, stderr) => done({ code: error ? Number(error.code ?? 1) : 0, text: `${stdout}${stderr}` })),
    )
}

const init = (terraform: ReturnType<typeof workspace>) => terraform('init', '-no-color', `-plugin-dir=${PLUGINS}`)
const subject = (rest: Partial<ExportSubject> = {}): ExportSubject => ({ requestId: REQUEST_ID, name: 'round trip', plan, made: null, missingRules: [], ...rest })

async function available(endpointId: string): Promise<void> {
  await expect
    .poll(async () => (await ec2(sandbox).send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [endpointId] }))).VpcEndpoints![0]!.State, { timeout: 30_000 })
    .toBe('available')
}

describe('a team that clicked first', () => {
  it.each([true])(named('imports its endpoint without a difference (private DNS %s)'), async (privateDnsEnabled) => {
    if (!isThere) return console.info('Terraform or its AWS provider is not on this machine: the import was not checked')
    const { ClientToken: _, ...call } = toCreateCall(plan, { requestId: REQUEST_ID, clientToken: '', name: 'round trip' })
    const { VpcEndpoint } = await ec2(sandbox).send(new CreateVpcEndpointCommand({ ...call, ClientToken: `round-trip-${privateDnsEnabled}` }))
    const endpointId = VpcEndpoint!.VpcEndpointId!
    if (privateDnsEnabled) {
      await control(sandbox, `POST endpoints/${endpointId}/accept`)
      await available(endpointId)
      await ec2(sandbox).send(new ModifyVpcEndpointCommand({ VpcEndpointId: endpointId, PrivateDnsEnabled: true }))
      await available(endpointId)
    }
    const made = { endpointId, addresses: [], dnsNames: { regional: null, zonal: [], private: [] }, privateDnsEnabled, adopted: false }
    const terraform = workspace(`import-${privateDnsEnabled}`, EXPORTS['terraform-import'].render(subject({ made })))
    expect((await init(terraform)).code).toBe(0)
    expect((await terraform('apply', '-no-color', '-auto-approve')).text).toMatch(/Apply complete! Resources: [1-9] imported, 0 added, 0 changed, 0 destroyed\./)
    const again = await terraform('plan', '-no-color', '-detailed-exitcode')
    expect(again.text).toContain('No changes.')
    expect(again.code).toBe(0)
  }, 900_000)
})

describe('a team that writes it down', () => {
  it(named('applies the export, is accepted, switches DNS in the second step, and has no difference after either'), async () => {
    if (!isThere) return console.info('Terraform or its AWS provider is not on this machine: the apply was not checked')
    // A world of its own: a VPC may have one endpoint with private DNS for a name, and the import above holds it.
    await sandbox.remove()
    sandbox = await startTestSandbox()
    plan = await planInSandbox()
    const missingRules = [{ groupId: plan.securityGroupIds[0]!, port: 3306, cidr: '10.0.0.0/20' }]
    const terraform = workspace('apply', EXPORTS.terraform.render(subject({ missingRules })))
    expect((await init(terraform)).code).toBe(0)
    const early = await terraform('apply', '-no-color', '-auto-approve')
    expect(early.text).toContain('Apply complete! Resources: 2 added')
    expect((await terraform('plan', '-no-color', '-detailed-exitcode')).text).toContain('No changes.')
    const endpointId = /endpoint_id = "(vpce-[0-9a-f]+)"/.exec(early.text)![1]!
    const refused = await terraform('apply', '-no-color', '-auto-approve', '-var', 'enable_private_dns=true')
    expect(refused.text.replace(/[\s│]+/g, ' ')).toContain('Private DNS can only be enabled after the endpoint connection is accepted')
    await control(sandbox, `POST endpoints/${endpointId}/accept`)
    await available(endpointId)
    expect(await terraform('apply', '-no-color', '-auto-approve', '-var', 'enable_private_dns=true')).toMatchObject({ code: 0 })
    await available(endpointId)
    // AWS lists the private name a while after the switch; the outputs learn of it here, so that what is left would be a change to make
    await terraform('apply', '-no-color', '-auto-approve', '-refresh-only', '-var', 'enable_private_dns=true')
    expect((await terraform('plan', '-no-color', '-detailed-exitcode', '-var', 'enable_private_dns=true')).text).toContain('No changes.')
  }, 900_000)
})

/** The plan of a sample on what the sandbox has: as many zones and groups, the tags and hostnames as they are. */
function onSandbox({ plan: sample, missingRules, name }: ExportSubject, { subnets, groups }: { subnets: Plan['subnets']; groups: string[] }, at: number): ExportSubject {
  const taken = { subnets: subnets.slice(0, sample.subnets.length), securityGroupIds: groups.slice(0, sample.securityGroupIds.length) }
  // AWS refuses a second rule like one that is there, and each of the ten would be that
  const rules = missingRules.map((rule) => ({ ...rule, groupId: groups[0]!, port: 20_000 + at }))
  return subject({ name, plan: { ...plan, ...taken, tags: sample.tags, hostnames: sample.hostnames }, missingRules: rules })
}

describe('ten teams that write it down', () => {
  const TEN = ['plain', 'one-zone', 'four-zones', 'no-groups', 'several-groups', 'hostile-tags', 'yaml-traps', 'unicode', 'many-hostnames', 'missing-rules']
  it(named('ten plans are applied, and the next plan has no difference'), async () => {
    if (!isThere) return console.info('Terraform or its AWS provider is not on this machine: the ten plans were not applied')
    const client = ec2(sandbox)
    const ofVpc = { Filters: [{ Name: 'vpc-id', Values: [plan.vpcId] }] }
    const [{ Subnets = [] }, { SecurityGroups = [] }] = await Promise.all([client.send(new DescribeSubnetsCommand(ofVpc)), client.send(new DescribeSecurityGroupsCommand(ofVpc))])
    const oneOfEachZone = new Map(Subnets.filter((subnet) => subnet.AvailableIpAddressCount! > 10 && /az[123]$/.test(subnet.AvailabilityZoneId!)).map((subnet) => [subnet.AvailabilityZoneId, subnet]))
    const subnets = [...oneOfEachZone.values()].map((subnet) => ({ subnetId: subnet.SubnetId!, cidr: subnet.CidrBlock!, zoneId: subnet.AvailabilityZoneId!, zoneName: subnet.AvailabilityZone! }))
    const network = { subnets, groups: SecurityGroups.map((group) => group.GroupId!) }
    const block = /^provider "aws" \{[^}]*\}\n/m
    const texts = TEN.map((name, at) => EXPORTS.terraform.render(onSandbox(SUBJECTS[name]!, network, at)))
    // As modules of one, whose provider is the root's: it starts once and not ten times. Everything else is as it was written.
    const root = [...new Set(texts.map((text) => block.exec(text)![0])), ...texts.map((_, at) => `module "m${at}" {\n  source = "./m${at}"\n}`)]
    expect(root).toHaveLength(TEN.length + 1)
    const terraform = workspace('ten', root.join('\n'))
    for (const [at, text] of texts.entries()) {
      mkdirSync(join(folder, 'ten', `m${at}`))
      writeFileSync(join(folder, 'ten', `m${at}`, 'main.tf'), text.replace(block, ''))
    }
    expect(await init(terraform)).toMatchObject({ code: 0 })
    expect((await terraform('apply', '-no-color', '-auto-approve')).text).toContain('Apply complete! Resources: 12 added, 0 changed, 0 destroyed.')
    const again = await terraform('plan', '-no-color', '-detailed-exitcode')
    expect(again.text).toContain('No changes.')
    expect(again.code).toBe(0)
  }, 900_000)
})
