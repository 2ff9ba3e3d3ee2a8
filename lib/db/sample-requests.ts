import 'server-only'
import { EMPTY_DRAFT, type EndpointRequest } from '@/lib/privatelink/request'
import { isOpen, type EndpointState } from '@/lib/privatelink/state'

/** The states of samples, in the order they come in, over and over. */
export const SAMPLE_STATES: readonly EndpointState[] = ['available', 'pending-acceptance', 'available', 'deleted', 'available', 'rejected', 'available', 'draft', 'failed', 'pending']
/** So many samples after one another are in one state. */
export const SAMPLES_A_STATE = 7
const REGIONS = ['us-west-2', 'us-east-1', 'us-east-2', 'eu-central-1', 'eu-west-1', 'ap-southeast-1']
const START = Date.UTC(2026, 0, 1)

const hex = (n: number, length: number) => n.toString(16).padStart(length, '0')

/** The `n`th of a world of made-up requests, as big as real ones, spread over states, six regions and ten accounts; `given` wins. */
export function sampleRequest(n: number, given: Partial<EndpointRequest> & { accountId?: string; region?: string } = {}): EndpointRequest {
  const { accountId = String(111122223300 + (n % 10)), region = REGIONS[n % REGIONS.length]!, ...rest } = given
  const state = given.state ?? SAMPLE_STATES[Math.floor(n / SAMPLES_A_STATE) % SAMPLE_STATES.length]!
  const at = new Date(START + n * 60_000)
  const place = { accountId, region, serviceName: `com.amazonaws.vpce.${region}.vpce-svc-049bbd33f61271781`, vpcId: `vpc-${hex(n, 17)}` }
  const hostnames = [`team${n}a.${region}.aws.clickhouse.cloud`, `team${n}b.${region}.aws.clickhouse.cloud`]
  const subnets = [1, 2, 3].map((zone) => ({ zoneId: `az-${zone}`, zoneName: `${region}${'abc'[zone - 1]}`, subnetId: `subnet-${hex(n * 4 + zone, 17)}`, cidr: `10.${n % 250}.${zone}.0/24` }))
  const securityGroupIds = [`sg-${hex(n, 17)}`]
  const tags = [{ key: 'team', value: `team ${n}` }]
  const made = isOpen(state)
  const endpointId = made ? `vpce-${hex(n, 17)}` : null
  const suffix = `vpce-svc-049bbd33f61271781.${region}.vpce.amazonaws.com`
  return {
    requestId: `00000000-0000-4000-8000-${hex(n, 12)}`,
    name: `Team ${n}`,
    state,
    stateSince: at,
    awsState: null,
    draft: { ...EMPTY_DRAFT, ...place, hostnames, hostnamesText: hostnames.join('\n'), subnetIdByZone: Object.fromEntries(subnets.map((s) => [s.zoneId, s.subnetId])), securityGroupIds, tags, name: `Team ${n}`, contact: `team${n}@example.com` },
    plan: state === 'draft' ? null : { ...place, subnets, securityGroupIds, tags, hostnames },
    clientToken: state === 'draft' ? null : `10000000-0000-4000-8000-${hex(n, 12)}`,
    attempts: made ? 1 : 0,
    attemptedAt: made ? at : null,
    problem: null,
    endpointId,
    dnsNames: endpointId
      ? { regional: `${endpointId}-abcdefgh.${suffix}`, zonal: subnets.map(({ zoneName }) => ({ zoneName, dnsName: `${endpointId}-abcdefgh-${zoneName}.${suffix}` })), private: [] }
      : { regional: null, zonal: [], private: [] },
    addresses: made ? subnets.map(({ zoneId, zoneName, subnetId }, i) => ({ zoneId, zoneName, subnetId, networkInterfaceId: `eni-${hex(n * 4 + i, 17)}`, address: `10.${n % 250}.${i + 1}.10` })) : [],
    networkInterfaceIds: made ? subnets.map((_, i) => `eni-${hex(n * 4 + i, 17)}`) : [],
    privateDnsEnabled: false,
    missedLooks: 0,
    firstSeenAt: made ? at : null,
    copiedFrom: null,
    ownerId: null,
    ownerName: null,
    createdAt: at,
    submittedAt: state === 'draft' ? null : at,
    updatedAt: at,
    told: null,
    ...rest,
  }
}
