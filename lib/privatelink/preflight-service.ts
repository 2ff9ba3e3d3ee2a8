import { parseServiceName } from './ids'
import { unknownLine, type PreflightFacts, type PreflightLine } from './preflight-line'

/** The endpoint service: whether this account sees it, and whether it is in the right region. */
export function judgeService(facts: PreflightFacts): PreflightLine[] {
  return [serviceVisible(facts), regionMatches(facts)]
}

function serviceVisible({ service, draft, region }: PreflightFacts): PreflightLine {
  const line = { id: 'service-visible', title: 'AWS shows the endpoint service to this account', prevents: 'InvalidServiceName' } as const
  if (!service.known) return unknownLine(line, service)
  if (!service.value)
    return {
      ...line,
      outcome: 'block',
      detail: `AWS says that ${draft.serviceName ?? 'the service'} does not exist in ${region}. The name is mistyped, or of another region, or ClickHouse does not show it to this account.`,
      fix: { sentence: 'Compare the name with the ClickHouse console (your service, Settings, Security, Private endpoints) and correct it in step 1.' },
    }
  const { types, serviceName, acceptanceRequired } = service.value
  if (types.length > 0 && !types.some((type) => type.toLowerCase() === 'interface'))
    return { ...line, outcome: 'block', prevents: 'InvalidParameter', detail: `${serviceName} is a service of type ${types.join(', ')}. Only Interface services can be reached this way: check the name in step 1.` }
  const then = acceptanceRequired ? 'ClickHouse has to accept the connection.' : 'Connections are accepted without anybody’s doing.'
  return { ...line, outcome: 'pass', detail: `${serviceName} is there. ${then}` }
}

function regionMatches({ service, draft, region }: PreflightFacts): PreflightLine {
  const line = { id: 'region-matches', title: 'Service, instances and VPC are in one region', prevents: 'InvalidServiceName' } as const
  const serviceRegion = (service.known && service.value?.region) || (draft.serviceName ? parseServiceName(draft.serviceName)?.region : null)
  if (!serviceRegion) return unknownLine(line, { known: false, reason: 'The region of the service is not known.' })
  const wanted = draft.region ?? region
  if (serviceRegion === region && wanted === region) return { ...line, outcome: 'pass', detail: `All are in ${region}.` }
  return {
    ...line,
    outcome: 'block',
    detail: `The service is in ${serviceRegion}, the instances are in ${wanted}, and the endpoint would be in ${region}. Use a service name of ${wanted} in step 1.`,
    fix: { sentence: 'AWS can also connect across regions, for some ClickHouse regions. Causeway leaves that off: make one request for each region.' },
  }
}
