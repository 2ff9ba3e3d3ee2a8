import type { EndpointRequest } from '../request'
import { neededPorts, type ClickHousePort } from '../ports'
import { toScriptPorts, type ScriptSubject } from '../script/subject'
import type { Subject } from './about'

type Known = Pick<EndpointRequest, 'requestId' | 'plan' | 'draft' | 'dnsNames' | 'addresses'>

/** What evidence about this request may be about. */
export function subjectOf({ plan, draft, dnsNames, addresses }: Omit<Known, 'requestId'>): Subject {
  return {
    hostnames: [...new Set([...(plan?.hostnames ?? draft.hostnames), ...dnsNames.private])],
    endpointNames: [...(dnsNames.regional ? [dnsNames.regional] : []), ...dnsNames.zonal.map(({ dnsName }) => dnsName)],
    addresses: addresses.map(({ address }) => address),
  }
}

/** What the script of this request looks at. A wildcard is no name that can be asked. */
export function scriptSubjectOf(request: Known, { ports, report }: { ports: readonly ClickHousePort[]; report: ScriptSubject['report'] }): ScriptSubject {
  const { hostnames } = subjectOf(request)
  return {
    requestId: request.requestId,
    hosts: hostnames.filter((name) => !name.startsWith('*')),
    endpointNames: request.dnsNames.regional ? [request.dnsNames.regional] : [],
    addresses: request.addresses.map(({ zoneId, address }) => ({ zone: zoneId, address })),
    ports: toScriptPorts(neededPorts(ports)),
    report,
  }
}
