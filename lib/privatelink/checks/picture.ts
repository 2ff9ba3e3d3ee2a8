import type { EndpointAddress } from '../network'
import { judgeReach, type PortReach } from '../reach/path'
import type { Clients, NetworkConfig } from '../reach/network-config'
import { intersect, spanOfAddress, spansOf } from '../reach/spans'
import { compareAnswers, type AnswerSet } from './answer-set'
import type { Facts } from './check'
import { checkedNames, type CheckedName } from './names'
import { ofKind, weigh, type SetAside, type SightingOf } from './sightings'

export type NameAnswer = CheckedName & { sighting: SightingOf<'dns'> | null; answer: AnswerSet | null }
/** One port of one address, and what was seen there. */
export type TcpCell = { port: number; address: EndpointAddress; sighting: SightingOf<'tcp'> | null }

/** The facts, put in order: what counts, what is set aside, and what each question got for an answer. */
export type Picture = {
  facts: Facts
  config: NetworkConfig | null
  clients: Clients
  names: NameAnswer[]
  own: string[]
  grid: TcpCell[]
  tcp: SightingOf<'tcp'>[]
  dns: SightingOf<'dns'>[]
  tls: SightingOf<'tls'>[]
  https: SightingOf<'https'>[]
  native: SightingOf<'native'>[]
  query: SightingOf<'query'>[]
  setAside: SetAside[]
  /** The model’s answer for each port; empty where it had nothing to go by. */
  reach: PortReach[]
  isInVpc: (address: string) => boolean
}

export function toPicture(facts: Facts): Picture {
  const { request, ports } = facts
  const config = facts.config.known ? facts.config.value : null
  const { counted, setAside } = weigh(facts)
  const vpcCidrs = config?.vpc.known ? config.vpc.value.cidrs : []
  const clients = facts.clients ?? { cidrs: vpcCidrs, group: null }
  const own = request.addresses.map(({ address }) => address)
  const isInVpc = (address: string) => {
    const span = spanOfAddress(address)
    return span !== null && intersect([span], spansOf(vpcCidrs)).length > 0
  }
  const [tcp, dns] = [ofKind(counted, 'tcp'), ofKind(counted, 'dns')]
  const service = config?.service.known ? config.service.value : null
  const names = checkedNames(request, service).map((each): NameAnswer => {
    const sighting = dns.find(({ result }) => result.name.toLowerCase().replace(/\.$/, '') === each.name.toLowerCase()) ?? null
    return { ...each, sighting, answer: sighting && compareAnswers(sighting.result.addresses, own, isInVpc) }
  })
  const grid = ports.flatMap((port) => request.addresses.map((address): TcpCell => ({ port, address, sighting: tcp.find(({ result }) => result.port === port && result.address === address.address) ?? null })))
  const reach = config && request.addresses.length > 0 ? judgeReach({ config, addresses: request.addresses, clients, ports }) : []
  const [tls, https, native] = [ofKind(counted, 'tls'), ofKind(counted, 'https'), ofKind(counted, 'native')]
  // A query to the public name went over the internet, however well it was answered.
  const query = ofKind(counted, 'query').filter(({ result }) => result.host === null || names.some(({ name }) => name.toLowerCase() === result.host!.toLowerCase()))
  return { facts, config, clients, names, own, grid, tcp, dns, tls, https, native, query, setAside, reach, isInVpc }
}

/** TCP sightings that did not open, on whatever port somebody tried. */
export const failedTcp = ({ tcp }: Picture): SightingOf<'tcp'>[] => tcp.filter(({ result }) => result.outcome !== 'open')
export const openTcp = ({ tcp }: Picture): SightingOf<'tcp'>[] => tcp.filter(({ result }) => result.outcome === 'open')

/** The first name whose answer is not the endpoint’s own addresses. */
export const wrongName = ({ names }: Picture): NameAnswer | null => names.find(({ answer }) => answer !== null && answer.kind !== 'equal' && answer.kind !== 'subset' && answer.kind !== 'own-unknown') ?? null
