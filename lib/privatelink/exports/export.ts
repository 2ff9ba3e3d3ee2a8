import type { EndpointDnsNames } from '../endpoint'
import type { EndpointAddress, Tag } from '../network'
import { toCreateCall, type Plan } from '../plan'
import type { EndpointRequest } from '../request'

/** What an export is made from. One record for all of them, so that they cannot disagree. */
export type ExportSubject = {
  requestId: string
  /** The request's name; becomes the `Name` tag where the team gave none. */
  name: string
  plan: Plan
  /** The endpoint that stands in AWS, or null while there is only a plan. */
  made: MadeEndpoint | null
  /** Inbound rules that were found missing and are wanted in the export. */
  missingRules: MissingRule[]
}

export type MadeEndpoint = {
  endpointId: string
  addresses: EndpointAddress[]
  dnsNames: EndpointDnsNames
  privateDnsEnabled: boolean
  /** Taken over, not made by Causeway: it does not carry Causeway's own tags. */
  adopted: boolean
}

/** One inbound TCP rule that would let the clients in. */
export type MissingRule = { groupId: string; port: number; cidr: string }

export type ExportLanguage = 'hcl' | 'yaml' | 'json' | 'bash' | 'typescript'

/** One format of the take-away. */
export type Export = {
  /** On its tab. */
  label: string
  /** What it is for and how to use it, in a sentence or two. */
  about: string
  part: 'endpoint' | 'zone'
  language: ExportLanguage
  extension: string
  contentType: string
  /** `endpoint`: there is nothing to write before it exists. */
  needs: 'plan' | 'endpoint'
  render: (subject: ExportSubject) => string
}

/** The subject of a request that was sent to AWS. */
export function toExportSubject(request: EndpointRequest & { plan: Plan }): ExportSubject {
  const { requestId, name, draft, plan, endpointId, addresses, dnsNames, privateDnsEnabled, clientToken } = request
  return {
    requestId,
    // The tag was made from the draft's name; a request that has none shows another.
    name: endpointId ? draft.name : draft.name || name,
    plan,
    made: endpointId ? { endpointId, addresses, dnsNames, privateDnsEnabled, adopted: clientToken === null } : null,
    missingRules: [],
  }
}

/** The tags the endpoint has, or will have. */
export function tagsOf({ plan, requestId, name, made }: ExportSubject): Tag[] {
  if (made?.adopted) return plan.tags
  const [specification] = toCreateCall(plan, { requestId, clientToken: '', name }).TagSpecifications
  return specification.Tags.map(({ Key, Value }) => ({ key: Key, value: Value }))
}

/** `<region>.vpce.aws.clickhouse.cloud`: ClickHouse's private names of one region lie in this zone. */
export const privateZoneOf = ({ region }: Plan): string => `${region}.vpce.aws.clickhouse.cloud`

/** The private names of the plan's instances: the public form is `<id>.<region>.aws.clickhouse.cloud`. */
export function privateHostnamesOf({ hostnames }: Plan): string[] {
  return [...new Set(hostnames.map((name) => (name.includes('.vpce.aws.') ? name : name.replace(/\.aws\.clickhouse\.cloud$/, '.vpce.aws.clickhouse.cloud'))))]
}

/** The zone lies over every name below it in the whole VPC, so that names without a record stop resolving. */
export const SHADOW_WARNING =
  'This zone answers for every name below it in the whole VPC: a private name without a record here stops resolving. Name all your services, or use the wildcard.'

/** Why some tags cannot be written for CloudFormation: it looks these values up, wherever they stand, and knows no escape for them. */
const isLookedUp = (text: string): boolean => text.includes('{{resolve:') || text.includes('${Token[')

export function tagsForCloudFormation(subject: ExportSubject): { tags: Tag[]; leftOut: number } {
  const all = tagsOf(subject)
  const tags = all.filter(({ key, value }) => !isLookedUp(key) && !isLookedUp(value))
  return { tags, leftOut: all.length - tags.length }
}

/** A comment line for tags that were left out, or nothing. */
export function leftOutNote(count: number): string[] {
  if (count === 0) return []
  if (count === 1) return ['One tag is left out: CloudFormation would look its value up instead of storing it. Set it by hand.']
  return [`${count} tags are left out: CloudFormation would look their values up instead of storing them. Set them by hand.`]
}
