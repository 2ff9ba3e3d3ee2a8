import 'server-only'
import type { Endpoint, EndpointDnsNames } from '@/lib/privatelink/endpoint'
import { isEndpointId } from '@/lib/privatelink/ids'
import { withoutSecrets } from '@/lib/privatelink/secrets'
import type { PrintedEndpoint } from '@/lib/privatelink/snapshot/shapes'
import { child, itemsOf, readElement, textOf, type XmlElement, XmlError, XmlReader } from './xml'

/** The wire says `pendingAcceptance`, the SDK's own enum `PendingAcceptance`: compare in lower case. (PrivateLink guide, "Endpoint states".) */
const STATE_FROM_AWS = new Map<string, Endpoint['state']>([
  ['pendingacceptance', 'pending-acceptance'],
  ['pending', 'pending'],
  ['available', 'available'],
  ['rejected', 'rejected'],
  ['expired', 'expired'],
  ['failed', 'failed'],
  ['partial', 'partial'],
  ['deleting', 'deleting'],
  ['deleted', 'deleted'],
])

/** How long a page is read before the event loop gets its turn, in milliseconds. */
const TURN_MS = 4

let line = Promise.resolve()
/** Pages that arrive together are read in turns too: one slice between two turns of the event loop, not one slice each. */
const nextTurn = () => (line = line.then(() => new Promise<void>((resolve) => setImmediate(resolve))))

export type EndpointPage = { endpoints: Endpoint[]; NextToken: string }

/**
 * A page of DescribeVpcEndpoints, interface endpoints only. Throws `XmlError` unless every byte is what it must be: an endpoint
 * without an id or a list that is missing would look like a deletion.
 */
export async function readEndpointPage(text: string): Promise<EndpointPage> {
  const reader = openRoot(text, 'DescribeVpcEndpointsResponse')
  const page: EndpointPage = { endpoints: [], NextToken: '' }
  let setSeen = false
  while (reader.next() === 'open') {
    if (reader.name === 'vpcEndpointSet') {
      if (setSeen) throw new XmlError('two lists of endpoints')
      setSeen = true
      await readSet(reader, page.endpoints)
    } else if (reader.name === 'nextToken') page.NextToken = readElement(reader).text
    else readElement(reader)
  }
  if (!setSeen) throw new XmlError('no list of endpoints')
  if (reader.next() !== 'end') throw new XmlError('something after the document')
  return page
}

async function readSet(reader: XmlReader, endpoints: Endpoint[]): Promise<void> {
  await nextTurn()
  let began = performance.now()
  while (reader.next() === 'open') {
    if (reader.name !== 'item') throw new XmlError('a list of something else')
    const element = readElement(reader)
    if (isInterface(element)) endpoints.push(toEndpoint(element))
    if (performance.now() - began < TURN_MS) continue
    await nextTurn()
    began = performance.now()
  }
}

/** The endpoint in an answer to CreateVpcEndpoint. Throws `XmlError`. */
export function readCreatedEndpoint(text: string): Endpoint {
  const answer = readElement(openRoot(text, 'CreateVpcEndpointResponse'))
  const element = child(answer, 'vpcEndpoint')
  if (!element) throw new XmlError('no endpoint')
  return toEndpoint(element)
}

/** Endpoints as the AWS CLI prints them, interface endpoints only. */
export const readPrintedEndpoints = (printed: readonly PrintedEndpoint[]): Endpoint[] =>
  printed.filter(({ VpcEndpointType = '' }) => ['', 'interface'].includes(VpcEndpointType.toLowerCase())).map(fromPrinted)

function fromPrinted(printed: PrintedEndpoint): Endpoint {
  const { VpcEndpointId, State = '', LastError, FailureReason } = printed
  const message = LastError?.Message || FailureReason || ''
  return {
    endpointId: VpcEndpointId,
    state: toState(State),
    awsState: State,
    vpcId: printed.VpcId ?? '',
    serviceName: printed.ServiceName ?? '',
    subnetIds: printed.SubnetIds,
    securityGroupIds: printed.Groups.flatMap(({ GroupId }) => GroupId ?? []),
    networkInterfaceIds: printed.NetworkInterfaceIds,
    dnsNames: toDnsNames(printed.DnsEntries.flatMap(({ DnsName }) => DnsName ?? [])),
    privateDnsEnabled: printed.PrivateDnsEnabled ?? false,
    createdAt: toDate(printed.CreationTimestamp ?? ''),
    failure: message || LastError?.Code ? { code: LastError?.Code ?? null, message } : null,
    tags: printed.Tags.map(({ Key, Value = '' }) => ({ key: Key, value: Value })),
    ownerAccountId: printed.OwnerId ?? null,
  }
}

const toState = (awsState: string): Endpoint['state'] => STATE_FROM_AWS.get(awsState.toLowerCase()) ?? 'unrecognised'

function openRoot(text: string, root: string): XmlReader {
  const reader = new XmlReader(text)
  reader.next()
  if (reader.name !== root) throw new XmlError(`a document <${reader.name.slice(0, 60)}> instead of <${root}>`)
  return reader
}

/** Old and foreign servers may omit the type. */
const isInterface = (element: XmlElement) => ['', 'interface'].includes(textOf(element, 'vpcEndpointType').toLowerCase())

function toEndpoint(element: XmlElement): Endpoint {
  const endpointId = textOf(element, 'vpcEndpointId')
  if (!isEndpointId(endpointId)) throw new XmlError('an endpoint without an id')
  const awsState = textOf(element, 'state')
  return {
    endpointId,
    state: toState(awsState),
    awsState,
    vpcId: textOf(element, 'vpcId'),
    serviceName: textOf(element, 'serviceName'),
    subnetIds: itemsOf(element, 'subnetIdSet').map((item) => item.text),
    securityGroupIds: itemsOf(element, 'groupSet').map((item) => textOf(item, 'groupId')),
    networkInterfaceIds: itemsOf(element, 'networkInterfaceIdSet').map((item) => item.text),
    dnsNames: toDnsNames(itemsOf(element, 'dnsEntrySet').map((item) => textOf(item, 'dnsName'))),
    privateDnsEnabled: textOf(element, 'privateDnsEnabled') === 'true',
    createdAt: toDate(textOf(element, 'creationTimestamp')),
    failure: toFailure(element),
    tags: itemsOf(element, 'tagSet').map((item) => ({ key: textOf(item, 'key'), value: textOf(item, 'value') })),
    ownerAccountId: textOf(element, 'ownerId') || null,
  }
}

/** By shape, never by place: AWS documents an order only by example. */
const OWN_NAME = /^vpce-[0-9a-f]+-[a-z0-9]+(?:-([a-z]{2}(?:-[a-z]+)+-\d(?:-[a-z]{3}-\d)?[a-z]))?\./i

function toDnsNames(names: string[]): EndpointDnsNames {
  const sorted: EndpointDnsNames = { regional: null, zonal: [], private: [] }
  for (const dnsName of names) {
    const own = OWN_NAME.exec(dnsName)
    if (!own) sorted.private.push(dnsName)
    else if (own[1]) sorted.zonal.push({ zoneName: own[1], dnsName })
    else sorted.regional ??= dnsName
  }
  return sorted
}

function toDate(text: string): Date | null {
  const date = new Date(text)
  return Number.isNaN(date.getTime()) ? null : date
}

function toFailure(element: XmlElement): Endpoint['failure'] {
  const lastError = child(element, 'lastError')
  const message = withoutSecrets((lastError && textOf(lastError, 'message')) || textOf(element, 'failureReason') || '')
  const code = (lastError && textOf(lastError, 'code')) || null
  return message || code ? { code, message } : null
}
