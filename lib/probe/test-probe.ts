import { adoptConfig, parseConfig } from '@/lib/config'
import { CLICKHOUSE_PORTS } from '@/lib/privatelink/ports'
import { control, startTestSandbox, type TestSandbox } from '@/lib/sandbox/test-sandbox'
import type { ProbePlan } from './probe-all'

/** A sandbox with one accepted endpoint in two zones, and a product that is pointed at it. */
export const ID = 'vpce-0aaaaaaaaaaaaaaaa'
export const HOST = 'abc123.us-west-2.vpce.aws.clickhouse.cloud'
export const VPC = 'vpc-0000000000000aaaa'
type Listed = { body: { connections: { id: string; networkInterfaces: { address: string }[] }[] } }

export const ZONES = ['usw2-az1', 'usw2-az2', 'usw2-az3']
const network = {
  vpcId: VPC,
  name: 'probe',
  cidr: '10.9.0.0/16',
  subnets: ZONES.map((zoneId, at) => ({ name: `zone-${at}`, zoneId, cidr: `10.9.${at}.0/24` })),
  securityGroups: [{ name: 'clickhouse', ingress: CLICKHOUSE_PORTS.map(({ port }) => ({ port, cidr: '10.9.0.0/16' })) }],
}
export type World = { vpc?: object; endpoint?: object; rest?: object }

export async function startProbeSandbox(): Promise<TestSandbox> {
  const sandbox = await startTestSandbox()
  const parsed = parseConfig({ AWS_MODE: 'sandbox', SANDBOX_PORT: String(sandbox.port) })
  if (!parsed.ok) throw new Error(parsed.problems.join(' '))
  adoptConfig(parsed.config)
  return sandbox
}

/** Loads the world with what is said of its VPC and endpoint; gives the endpoint’s addresses, in the order of its zones. */
export async function loadWorld(sandbox: TestSandbox, { vpc, endpoint, rest }: World = {}): Promise<string[]> {
  const said = { endpointId: ID, vpcId: VPC, state: 'available', subnets: ['zone-0', 'zone-1', 'zone-2'], securityGroups: ['clickhouse'], ...endpoint }
  const answer = await control<{ error?: string }>(sandbox, 'POST world', { base: 'empty', vpcs: [{ ...network, ...vpc }], endpoints: [said], ...rest })
  if (answer.status !== 200) throw new Error(answer.body.error)
  const { body } = (await control(sandbox, 'GET connections')) as Listed
  return body.connections.flatMap((one) => one.networkInterfaces.map(({ address }) => address))
}

export const planFor = (addresses: string[], more: Partial<ProbePlan> = {}): ProbePlan => ({
  vpcId: VPC,
  hosts: [HOST],
  endpointNames: [],
  addresses,
  vpcCidrs: ['10.9.0.0/16'],
  ports: [8443],
  ...more,
})
