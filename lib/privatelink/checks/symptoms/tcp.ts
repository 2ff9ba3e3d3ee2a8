import type { TcpOutcome } from '../../probe-results'
import { listWords } from '../../text'
import { failedTcp, openTcp, type Picture } from '../picture'
import { coversPort } from '../../reach/security-group'
import { closedPorts } from './configuration'
import { aws, byHand, endpointOf, vpcOf, type Symptom } from './symptom'

const failing = (picture: Picture, outcome: TcpOutcome) => failedTcp(picture).filter(({ result }) => result.outcome === outcome)
const allFail = (picture: Picture, outcome: TcpOutcome): boolean => failing(picture, outcome).length > 0 && failedTcp(picture).length === failing(picture, outcome).length && openTcp(picture).length === 0
/** The ports that fail with this outcome and are open nowhere. */
const failingPorts = (picture: Picture, outcome: TcpOutcome): number[] => [...new Set(failing(picture, outcome).map(({ result }) => result.port))].filter((port) => !openTcp(picture).some(({ result }) => result.port === port))
const portsOf = (picture: Picture, outcome: TcpOutcome): number[] => [...new Set(failing(picture, outcome).map(({ result }) => result.port))]
const openPorts = (picture: Picture): number[] => [...new Set(openTcp(picture).map(({ result }) => result.port))]
const words = (list: readonly number[]): string => listWords(list.map(String))
const deadAddresses = (picture: Picture): string[] => {
  const open = new Set(openTcp(picture).map(({ result }) => result.address))
  return [...new Set(failedTcp(picture).flatMap(({ result }) => (result.address && !open.has(result.address) ? [result.address] : [])))]
}
const zonesOf = (picture: Picture, addresses: readonly string[]): string =>
  listWords(addresses.map((address) => `${address}${picture.facts.request.addresses.find((one) => one.address === address)?.zoneId ? ` (${picture.facts.request.addresses.find((one) => one.address === address)!.zoneId})` : ''}`))
const oneZoneDead = (picture: Picture): boolean => {
  const dead = deadAddresses(picture)
  return dead.length > 0 && dead.length < picture.own.length && openTcp(picture).length > 0
}
const describeGroups = (picture: Picture): string => aws(picture, 'describe-security-groups', '--filters', `Name=vpc-id,Values=${vpcOf(picture)}`)

/** Where connections to an address time out and an ACL denies some of the ports its answers go to: the model alone cannot say whose. */
function answersInPart(picture: Picture): { address: string; where: string; decidedBy: string } | null {
  const late = failing(picture, 'timeout').map(({ result }) => result.address)
  for (const { paths } of picture.reach)
    for (const { address, hops } of paths) {
      const hop = hops.find(({ id, status, decidedBy }) => (id === 'acl-out' || id === 'client-acl-in') && (status === 'partly' || status === 'unknown') && /denies/.test(decidedBy))
      if (hop && late.includes(address.address)) return { address: address.address, where: hop.where, decidedBy: hop.decidedBy }
    }
  return null
}

/** Where every rule of the endpoint’s groups for a needed port names a group: who wears that cannot be read from here. */
function membersOnly({ config, facts }: Picture): { own: string; others: string } | null {
  const groups = config?.groups.known ? config.groups.value : []
  const rules = groups.flatMap(({ ingress }) => ingress.filter((rule) => facts.ports.some((port) => coversPort(rule, port))))
  const others = rules.map(({ source }) => (source.kind === 'group' ? source.groupId : null))
  if (others.length === 0 || others.includes(null)) return null
  return { own: listWords(groups.map(({ name, groupId }) => (name === 'default' ? `${groupId} (the VPC’s default group)` : groupId))), others: listWords([...new Set(others.filter((id) => id !== null))]) }
}

const RULES = 'Check the outbound rules of the client’s own security group, the ACL of its subnet and its host firewall'

/** AWS’s name of the endpoint resolves everywhere on the internet while the endpoint exists. */
export const endpointNameUnanswered = ({ dns, facts }: Picture): string | null => {
  const { regional } = facts.request.dnsNames
  return dns.find(({ result }) => result.name.replace(/\.$/, '') === regional && result.addresses.length === 0)?.result.name ?? null
}

export const TCP_SYMPTOMS: Symptom[] = [
  {
    id: 'endpoint-name-unanswered',
    check: 'tcp',
    specificity: 6,
    fits: (picture) => endpointNameUnanswered(picture) !== null && openTcp(picture).length === 0,
    cause: (picture) => `Even AWS’s own name of the endpoint does not resolve (${endpointNameUnanswered(picture) ?? ''}): the client’s resolver does not answer for names of the internet.`,
    explanation: 'The name vpce-….vpce.amazonaws.com resolves everywhere while the endpoint exists, without private DNS.',
    fix: (picture) => byHand('Check the client’s resolver. To test without it, connect to the addresses.', `nc -zv ${picture.own[0] ?? '<address>'} ${picture.facts.ports[0] ?? 8443}`),
    who: 'network-team',
  },
  {
    id: 'tcp-as-configured',
    check: 'tcp',
    specificity: 5,
    fits: (picture) => failing(picture, 'timeout').some(({ result }) => closedPorts(picture).some(({ port }) => port === result.port)),
    cause: (picture) => `Connections on tcp ${words([...new Set(failing(picture, 'timeout').map(({ result }) => result.port))])} time out, as the configuration above says they must.`,
    explanation: 'What was seen and what AWS’s configuration says agree.',
    fix: () => byHand('Mend what the line above names, then run the checks again.'),
    who: 'you',
  },
  {
    id: 'tcp-answers-in-part',
    check: 'tcp',
    specificity: 5,
    fits: (picture) => answersInPart(picture) !== null,
    cause: (picture) => `Connections to ${answersInPart(picture)!.address} time out, and only a part of the answers may pass: ${answersInPart(picture)!.where}: ${answersInPart(picture)!.decidedBy}.`,
    explanation: 'A network ACL keeps no memory: answers go to a high port that the client chooses, on Linux 32768 to 60999. Where the ACL lets only some of these through, the rest times out.',
    fix: (picture) => byHand('Allow tcp 1024 to 65535 towards your clients in that ACL, before the entry that denies.', aws(picture, 'describe-network-acls', '--filters', `Name=vpc-id,Values=${vpcOf(picture)}`)),
    who: 'you',
  },
  {
    id: 'tcp-plain-port',
    check: 'tcp',
    specificity: 4,
    fits: (picture) => failedTcp(picture).length > 0 && failedTcp(picture).every(({ result }) => result.port === 9000 || result.port === 8123),
    cause: () => 'Ports 8123 and 9000 are ClickHouse’s plain ports, which ClickHouse Cloud does not offer.',
    explanation: 'ClickHouse Cloud speaks TLS only: 8443 for HTTPS and 9440 for the native protocol.',
    fix: () => byHand('Use 8443 in the place of 8123, and 9440 in the place of 9000.'),
    who: 'you',
  },
  {
    id: 'tcp-mysql-off',
    check: 'tcp',
    specificity: 4,
    fits: (picture) => failedTcp(picture).length > 0 && failedTcp(picture).every(({ result }) => result.port === 3306) && openTcp(picture).length > 0,
    cause: () => 'Port 3306 does not answer although others do: the MySQL interface is not switched on for this ClickHouse service.',
    explanation: 'The MySQL interface is off until somebody turns it on in the ClickHouse console. The network works.',
    fix: () => byHand('Turn the MySQL interface on in the ClickHouse console (your service, Connect, MySQL), or leave the port out.'),
    who: 'you',
  },
  {
    id: 'tcp-one-zone-timeout',
    check: 'tcp',
    specificity: 4,
    fits: (picture) => oneZoneDead(picture) && failing(picture, 'timeout').some(({ result }) => result.address !== null && deadAddresses(picture).includes(result.address)),
    cause: (picture) => `Connections to ${zonesOf(picture, deadAddresses(picture))} time out while the endpoint’s other addresses answer.`,
    explanation: 'What differs between zones is the subnet: its network ACL and its routes. The security groups are the same for all.',
    fix: (picture) => byHand('Compare the network ACL and the route table of that subnet with those of the others.', aws(picture, 'describe-network-acls', '--filters', `Name=vpc-id,Values=${vpcOf(picture)}`)),
    who: 'network-team',
  },
  {
    id: 'tcp-one-port-timeout',
    check: 'tcp',
    specificity: 3,
    fits: (picture) => failingPorts(picture, 'timeout').length > 0 && openPorts(picture).length > 0,
    cause: (picture) => `tcp ${words(failingPorts(picture, 'timeout'))} times out while ${words(openPorts(picture))} is open: a rule lets one port through and not the other.`,
    explanation: 'The way to the endpoint works. Only a rule for this port is missing, in the endpoint’s security group, in the client’s, or in an ACL.',
    fix: (picture) => byHand(`Let tcp ${words(failingPorts(picture, 'timeout'))} in wherever ${words(openPorts(picture))} is let in.`, describeGroups(picture)),
    who: 'you',
  },
  {
    id: 'tcp-some-timeouts',
    check: 'tcp',
    specificity: 2,
    fits: (picture) => failing(picture, 'timeout').length > 0 && openTcp(picture).length > 0,
    cause: (picture) => `Some connections time out: ${listWords(failing(picture, 'timeout').map(({ result }) => `${result.address ?? result.host ?? ''}:${result.port}`))}. Others are open.`,
    explanation: 'A way that works for some addresses and ports only is made by rules that differ between subnets.',
    fix: (picture) => byHand('Compare the ACLs and routes of the endpoint’s subnets.', aws(picture, 'describe-network-acls', '--filters', `Name=vpc-id,Values=${vpcOf(picture)}`)),
    who: 'network-team',
  },
  {
    id: 'tcp-timeout-everywhere-configured-well',
    check: 'tcp',
    specificity: 3,
    fits: (picture) => allFail(picture, 'timeout') && picture.reach.length > 0 && picture.reach.every(({ answer }) => answer === 'yes'),
    cause: () => 'Connections on every port time out although the endpoint’s groups, the ACLs and the routes let them through: the client’s own side stops them.',
    explanation: 'A timeout means that packets are dropped on the way. What is left is what AWS’s configuration of the endpoint does not show: the client’s own security group, its host firewall, or a network between it and this VPC.',
    fix: (picture) => byHand(`${RULES}.`, describeGroups(picture)),
    who: 'you',
  },
  {
    id: 'tcp-group-members-only',
    check: 'tcp',
    specificity: 4,
    fits: (picture) => allFail(picture, 'timeout') && membersOnly(picture) !== null,
    cause: (picture) => `Security group ${membersOnly(picture)!.own} of the endpoint lets in only the members of ${membersOnly(picture)!.others}, and the client is not one of them: connections time out.`,
    explanation: 'A rule whose source is a security group is for interfaces that wear that group. AWS’s default group lets in its own members and nobody else.',
    fix: (picture) => byHand(`Give the client ${membersOnly(picture)!.others}, or let tcp ${words(picture.facts.ports)} in from its network.`, describeGroups(picture)),
    who: 'you',
  },
  {
    id: 'tcp-timeout-everywhere',
    check: 'tcp',
    specificity: 1,
    fits: (picture) => allFail(picture, 'timeout'),
    cause: (picture) => `Connections to ${endpointOf(picture)} time out on every port: something on the way drops the packets.`,
    explanation: 'A timeout on every port is a security group of the endpoint or of the client, a network ACL (also for the answers, tcp 1024 to 65535), or a missing route.',
    fix: (picture) => byHand(`Let tcp ${words(picture.facts.ports)} in at the endpoint’s security group from your clients. ${RULES}.`, describeGroups(picture)),
    who: 'you',
  },
  {
    id: 'tcp-no-route',
    check: 'tcp',
    specificity: 1,
    fits: (picture) => failing(picture, 'no-route').length > 0,
    cause: () => '“No route to host”: the client knows no way to the endpoint’s address, or its own firewall refuses it.',
    explanation: 'A security group or an ACL gives a timeout, never this. It is the client’s routing, an address that nobody has any more, or a host firewall that answers “prohibited”.',
    fix: (picture) => byHand('Check on the client that it is in this VPC, or in a network that is joined to it, and that its host firewall lets it out.', `ip route get ${picture.own[0] ?? '<address of the endpoint>'}`),
    who: 'network-team',
  },
  {
    id: 'tcp-unreachable',
    check: 'tcp',
    specificity: 1,
    fits: (picture) => failing(picture, 'unreachable').length > 0,
    cause: () => '“Network is unreachable”: the client has no route for addresses of this kind at all.',
    explanation: 'A machine without a default route, or one that has only the other family of addresses, says so before a packet leaves.',
    fix: () => byHand('Give the client a route to this VPC, or run the check from a machine inside it.', 'ip route'),
    who: 'network-team',
  },
  {
    id: 'tcp-refused-one-port',
    check: 'tcp',
    specificity: 3,
    fits: (picture) => failingPorts(picture, 'refused').length > 0 && openTcp(picture).length > 0,
    cause: (picture) => `tcp ${words(failingPorts(picture, 'refused'))} is refused while ${words(openPorts(picture))} is open: nothing listens on that port.`,
    explanation: 'A refusal comes from a machine that was reached. The network lets the port through, and the service does not offer it.',
    fix: () => byHand('Use 8443 for HTTPS and 9440 for the native protocol. Other ports must be switched on in the ClickHouse console.'),
    who: 'you',
  },
  {
    id: 'tcp-refused-and-dropped',
    check: 'tcp',
    specificity: 2,
    fits: (picture) => openTcp(picture).length === 0 && failing(picture, 'refused').length > 0 && failing(picture, 'timeout').length > 0,
    cause: (picture) => `Nothing opens: tcp ${words(portsOf(picture, 'refused'))} is refused and tcp ${words(portsOf(picture, 'timeout'))} times out. Two things stop the connections, or a firewall treats the ports differently.`,
    explanation: 'What is refused was answered, by a machine or a firewall. What times out was dropped on the way.',
    fix: () => byHand('Look for a firewall between the client and the endpoint first: neither PrivateLink nor a security group ever refuses.'),
    who: 'network-team',
  },
  {
    id: 'tcp-refused-everywhere',
    check: 'tcp',
    specificity: 1,
    fits: (picture) => failing(picture, 'refused').length > 0,
    cause: (picture) => `Connections are refused on tcp ${words(failingPorts(picture, 'refused').length > 0 ? failingPorts(picture, 'refused') : picture.facts.ports)}: a machine was reached, and nothing listens there.`,
    explanation: 'An endpoint passes connections on to ClickHouse. A refusal on every port means that another machine answers at this address, such as one that has it since the endpoint was made anew, or that ClickHouse’s service is away.',
    fix: (picture) => byHand('Compare the address with those of the endpoint. If they agree, ask ClickHouse support whether the service behind it is there.', aws(picture, 'describe-network-interfaces', '--filters', `Name=vpc-id,Values=${vpcOf(picture)}`, 'Name=interface-type,Values=vpc_endpoint')),
    who: 'clickhouse',
  },
  {
    id: 'tcp-reset',
    check: 'tcp',
    specificity: 1,
    fits: (picture) => failing(picture, 'reset').length > 0,
    cause: () => 'The connection is reset while it is being opened: a firewall between the client and the endpoint refuses it.',
    explanation: 'Neither a security group nor an ACL resets connections. A firewall appliance, a proxy or an agent on the client does.',
    fix: () => byHand('Ask your network team to let the ClickHouse ports through to the endpoint’s addresses without inspection.'),
    who: 'network-team',
  },
  {
    id: 'tcp-fails',
    check: 'tcp',
    specificity: 0,
    fits: () => true,
    cause: () => 'Not every connection to the endpoint opens.',
    explanation: 'See what came back for each address and port.',
    fix: (picture) => byHand('Check the endpoint’s security group, the ACLs of both subnets and the routes.', aws(picture, 'describe-security-groups', '--filters', `Name=vpc-id,Values=${vpcOf(picture)}`)),
    who: 'you',
  },
]
