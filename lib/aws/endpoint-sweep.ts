import 'server-only'
import { DescribeVpcEndpointsCommand, type Filter } from '@aws-sdk/client-ec2'
import type { Endpoint } from '@/lib/privatelink/endpoint'
import { REQUEST_TAG } from '@/lib/privatelink/tags'
import type { Reach } from './accounts'
import { call } from './call'
import type { PrintedEndpoint } from '@/lib/privatelink/snapshot/shapes'
import { type EndpointPage, readEndpointPage, readPrintedEndpoints } from './endpoint-answer'
import { AwsError, isGone } from './errors'
import { allPages, chunks, PAGE_SIZE, unusable } from './pages'
import { XmlError } from './xml'

const ACTION = 'ec2:DescribeVpcEndpoints'

/** Each part narrows; a missing part does not, an empty one matches nothing. */
export type EndpointFilter = {
  serviceNames?: string[]
  vpcIds?: string[]
  /** Values of the tag `causeway:request-id`. */
  requestIds?: string[]
}

/**
 * Every interface endpoint that matches, or an `AwsError`: a page that fails, a repeated token, an answer that is not the
 * document, or an endpoint named twice voids the whole, because whoever compares it with what was there before would see deletions.
 * One call per 1,000 endpoints (and per 200 filter values).
 */
export async function sweepEndpoints(reach: Reach, filter: EndpointFilter, signal?: AbortSignal): Promise<Endpoint[]> {
  const found = new Map<string, Endpoint>()
  for (const Filters of toFilters(filter)) {
    const pages = await allPages({ action: ACTION, reach }, (NextToken) => askPage(reach, { Filters, MaxResults: PAGE_SIZE, NextToken }, signal))
    for (const endpoint of pages.flatMap((page) => page.endpoints)) {
      if (found.has(endpoint.endpointId)) throw unusable(`the endpoint ${endpoint.endpointId} twice`, { action: ACTION, reach })
      found.set(endpoint.endpointId, endpoint)
    }
  }
  return [...found.values()]
}

/** One endpoint, or null where AWS knows none by this id (any more, or yet: it takes a moment after creation). Throws `AwsError`. */
export async function getEndpoint(reach: Reach, endpointId: string): Promise<Endpoint | null> {
  try {
    const { endpoints } = await askPage(reach, { VpcEndpointIds: [endpointId] })
    return endpoints.find((endpoint) => endpoint.endpointId === endpointId) ?? null
  } catch (error) {
    if (error instanceof AwsError && isGone(error.awsCode)) return null
    throw error
  }
}

/** The interface endpoints of a VPC, those of other teams and tools too. */
export async function endpointsInVpc(reach: Reach, vpcId: string): Promise<Endpoint[]> {
  return sweepEndpoints(reach, { vpcIds: [vpcId] })
}

/** How many count against the VPC's quota: everything that is not deleted. */
export async function countInterfaceEndpoints(reach: Reach, vpcId: string): Promise<number> {
  return (await endpointsInVpc(reach, vpcId)).filter((endpoint) => endpoint.state !== 'deleted').length
}

type Question = { Filters?: Filter[]; VpcEndpointIds?: string[]; MaxResults?: number; NextToken?: string }

async function askPage(reach: Reach, question: Question, signal?: AbortSignal): Promise<EndpointPage> {
  const wire: { answer?: string } = {}
  const output = await call(reach, ACTION, () => new DescribeVpcEndpointsCommand(question), { signal, take: (text) => (wire.answer = text) })
  // Nothing came over the wire: a snapshot answered, with what the CLI had printed.
  if (wire.answer === undefined) return { endpoints: readPrintedEndpoints((output.VpcEndpoints ?? []) as unknown as PrintedEndpoint[]), NextToken: '' }
  try {
    return await readEndpointPage(wire.answer)
  } catch (error) {
    if (error instanceof XmlError) throw unusable(error.message, { action: ACTION, reach }, error)
    throw error
  }
}

/** One list of filters per call that is needed, each part cut into what one filter may hold. */
function toFilters({ serviceNames, vpcIds, requestIds }: EndpointFilter): Filter[][] {
  let calls: Filter[][] = [[]]
  for (const [name, values] of [['service-name', serviceNames], ['vpc-id', vpcIds], [`tag:${REQUEST_TAG}`, requestIds]] as const) {
    if (!values) continue
    const parts = chunks([...new Set(values)])
    calls = calls.flatMap((filters) => parts.map((Values) => [...filters, { Name: name, Values }]))
  }
  return calls
}
