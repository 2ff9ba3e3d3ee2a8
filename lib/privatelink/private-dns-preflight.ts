import type { Endpoint } from './endpoint'
import type { VpcDns } from './network'
import type { Fact, Permission } from './preflight-line'
import { covers } from './checks/names'
import { nameThatMoves } from './private-dns'
import type { EndpointRequest } from './request'
import type { ServiceDescription } from './service'
import { attributesCli, attributesOff } from './reach/vpc-dns'
import { STATE_FACE } from './state'
import { listWords } from './text'

/** What is known of TCP to every port of the endpoint, from wherever it could be tried. */
export type TcpProof = { outcome: 'pass' | 'fail' | 'unknown'; detail: string }

export type SwitchFacts = {
  request: Pick<EndpointRequest, 'state' | 'endpointId' | 'privateDnsEnabled'>
  hostnames: readonly string[]
  region: string
  service: Fact<ServiceDescription | null>
  dns: Fact<VpcDns>
  /** Every endpoint of the VPC, of any service. */
  existing: Fact<Endpoint[]>
  permission: Fact<Permission>
  tcp: TcpProof
}

export type SwitchLine = {
  id: 'available' | 'attributes' | 'private-name' | 'verified' | 'covers' | 'conflicts' | 'resolvers' | 'tcp' | 'permission'
  title: string
  outcome: 'pass' | 'warn' | 'block' | 'unknown'
  detail: string
  /** The AWS error that this line prevents. */
  prevents: string | null
  fix?: { sentence: string; command?: string }
}

/**
 * Everything that is asked before private DNS is switched on, in the order in which AWS or the network would refuse it.
 * (AWS PrivateLink guide, "Private DNS names", and the texts of ModifyVpcEndpoint’s errors.)
 */
export function judgeSwitch(facts: SwitchFacts): SwitchLine[] {
  return [available(facts), attributes(facts), privateName(facts), verified(facts), coverage(facts), conflicts(facts), resolvers(facts), tcp(facts), permission(facts)]
}

/** Why private DNS cannot be switched on, or null. */
export function switchBlocked(lines: readonly SwitchLine[]): string | null {
  const blocking = lines.find((line) => line.outcome === 'block')
  return blocking ? `${blocking.detail}${blocking.fix ? ` ${blocking.fix.sentence}` : ''}` : null
}

type Head = Pick<SwitchLine, 'id' | 'title' | 'prevents'>
const unknown = (head: Head, reason: string): SwitchLine => ({ ...head, outcome: 'unknown', detail: `This could not be checked. ${reason}` })

function available({ request }: SwitchFacts): SwitchLine {
  const head = { id: 'available', title: 'The endpoint is available', prevents: 'InvalidParameter' } as const
  if (request.state === 'available') return { ...head, outcome: 'pass', detail: 'ClickHouse accepted the connection, and AWS set it up.' }
  return { ...head, outcome: 'block', detail: `The endpoint is “${STATE_FACE[request.state].label}”. AWS refuses private DNS until the connection is accepted and set up.` }
}

function attributes({ dns, region }: SwitchFacts): SwitchLine {
  const head = { id: 'attributes', title: 'DNS is on in the VPC', prevents: 'InvalidParameter' } as const
  if (!dns.known) return unknown(head, dns.reason)
  const { vpcId } = dns.value
  const off = attributesOff(dns.value)
  if (off.length === 0) return { ...head, outcome: 'pass', detail: 'enableDnsSupport and enableDnsHostnames are both on.' }
  return { ...head, outcome: 'block', detail: `${listWords(off)} ${off.length === 1 ? 'is' : 'are'} off in ${vpcId}.`, fix: { sentence: `Turn on ${listWords(off)} first. It concerns the whole VPC.`, command: attributesCli(vpcId, off, region) } }
}

const OWN_ZONE = 'Use a private hosted zone of your own instead: the exports of this request hold it.'

function privateName({ service }: SwitchFacts): SwitchLine {
  const head = { id: 'private-name', title: 'The service has a private name', prevents: 'InvalidParameter' } as const
  if (!service.known) return unknown(head, service.reason)
  if (!service.value) return { ...head, outcome: 'block', detail: 'AWS does not show this service to the account any more.', fix: { sentence: 'Ask ClickHouse support whether the service name has changed.' } }
  if (service.value.privateDnsName) return { ...head, outcome: 'pass', detail: `It is ${service.value.privateDnsName}.` }
  return { ...head, outcome: 'block', detail: 'The service publishes no private name, so AWS has none to switch.', fix: { sentence: OWN_ZONE } }
}

function verified({ service }: SwitchFacts): SwitchLine {
  const head = { id: 'verified', title: 'AWS has verified the private name', prevents: 'InvalidParameter' } as const
  if (!service.known) return unknown(head, service.reason)
  const name = service.value?.privateDnsName
  if (!name) return unknown(head, 'There is no private name.')
  const state = service.value?.privateDnsVerification
  if (state === 'verified') return { ...head, outcome: 'pass', detail: `${name} is verified.` }
  return { ...head, outcome: 'block', detail: `AWS reports ${name} as ${state === 'failed' ? 'failed' : 'not verified yet'}.`, fix: { sentence: 'Only ClickHouse can verify it: tell their support, or use a private hosted zone of your own.' } }
}

function coverage({ service, hostnames }: SwitchFacts): SwitchLine {
  const head = { id: 'covers', title: 'The private name covers your hostnames', prevents: null } as const
  if (!service.known) return unknown(head, service.reason)
  const name = service.value?.privateDnsName
  if (!name) return unknown(head, 'There is no private name.')
  const moving = hostnames.map((hostname) => ({ hostname, moves: nameThatMoves(hostname, name) }))
  const outside = moving.filter(({ moves }) => !covers(name, moves))
  if (outside.length > 0)
    return { ...head, outcome: 'block', detail: `${name} does not cover ${listWords(outside.map(({ moves }) => moves))}: switching it on would change nothing for ${outside.length === 1 ? 'it' : 'them'}.`, fix: { sentence: OWN_ZONE } }
  const renamed = moving.filter(({ hostname, moves }) => hostname !== moves)
  if (renamed.length === 0) return { ...head, outcome: 'pass', detail: `${name} covers ${listWords(moving.map(({ moves }) => moves))}.` }
  return {
    ...head,
    outcome: 'warn',
    detail: `What moves is ${listWords(renamed.map(({ moves }) => moves))}. ${listWords(renamed.map(({ hostname }) => hostname))} keeps leading over the internet.`,
    fix: { sentence: 'Put the private names into your programs’ configuration.' },
  }
}

function conflicts({ existing, request, service }: SwitchFacts): SwitchLine {
  const head = { id: 'conflicts', title: 'No other endpoint of the VPC answers for the name', prevents: 'InvalidParameter (conflicting DNS domain)' } as const
  if (!existing.known) return unknown(head, existing.reason)
  const name = service.known ? (service.value?.privateDnsName ?? null) : null
  const claims = ({ dnsNames, serviceName }: Endpoint) => (name !== null && dnsNames.private.some((other) => domain(other) === domain(name))) || (service.known && serviceName === service.value?.serviceName)
  const rivals = existing.value.filter((endpoint) => endpoint.endpointId !== request.endpointId && endpoint.privateDnsEnabled && endpoint.state !== 'deleted' && claims(endpoint))
  if (rivals.length > 0)
    return { ...head, outcome: 'block', detail: `${listWords(rivals.map(({ endpointId }) => endpointId))} answers for ${name ?? 'the same name'} already. One endpoint of a VPC can carry a name.`, fix: { sentence: 'Use that endpoint, or switch its private DNS off first.' } }
  return { ...head, outcome: 'pass', detail: 'None does. Private hosted zones with the same name cannot be seen from here; AWS refuses the switch if there is one.' }
}

const domain = (name: string) => name.replace(/^\*\./, '').replace(/\.$/, '').toLowerCase()

function resolvers({ dns }: SwitchFacts): SwitchLine {
  const head = { id: 'resolvers', title: 'The VPC asks AWS’s own resolver', prevents: null } as const
  if (!dns.known) return unknown(head, dns.reason)
  const { customResolvers, vpcId } = dns.value
  if (!customResolvers || customResolvers.length === 0) return { ...head, outcome: 'pass', detail: 'DHCP hands out AmazonProvidedDNS.' }
  return {
    ...head,
    outcome: 'warn',
    detail: `Machines in ${vpcId} ask ${listWords(customResolvers)}, which do not see the private name by themselves.`,
    fix: { sentence: 'Let them forward vpce.aws.clickhouse.cloud to the VPC’s own resolver (the VPC’s base address plus two) first.' },
  }
}

function tcp({ tcp: proof }: SwitchFacts): SwitchLine {
  const head = { id: 'tcp', title: 'The endpoint answers on every port', prevents: null } as const
  if (proof.outcome === 'pass') return { ...head, outcome: 'pass', detail: proof.detail }
  if (proof.outcome === 'fail') return { ...head, outcome: 'block', detail: `${proof.detail} Traffic would move to a way that does not work.`, fix: { sentence: 'Mend the connection first; the checks say how.' } }
  return { ...head, outcome: 'warn', detail: proof.detail, fix: { sentence: 'Run the script from a machine in the VPC, or paste what you see there, before you switch.' } }
}

function permission({ permission: answer }: SwitchFacts): SwitchLine {
  const head = { id: 'permission', title: 'The credentials may switch it', prevents: 'UnauthorizedOperation' } as const
  if (!answer.known) return unknown(head, answer.reason)
  const { value } = answer
  if (value.allowed) return { ...head, outcome: 'pass', detail: 'AWS answered the same call as a dry run: it would have succeeded. That does not cover route53:AssociateVPCWithHostedZone, which it needs as well.' }
  if (value.allowed === null) return unknown(head, value.reason)
  return { ...head, outcome: 'block', detail: value.reason, fix: { sentence: `Allow ${value.action} in the policy of these credentials.` } }
}
