import { listWords } from '../../text'
import type { Hop, HopId } from '../../reach/hop'
import { missingRule } from '../../reach/missing-rule'
import { isClosed, type PortReach } from '../../reach/path'
import { coversPort } from '../../reach/security-group'
import type { Fix } from '../check'
import type { Picture } from '../picture'
import { aws, byHand, regionOf, vpcOf, type Symptom } from './symptom'

/** Ports the model says are of no use. */
export const closedPorts = ({ reach }: Picture): PortReach[] => reach.filter(isClosed)
const decidingHop = (picture: Picture): Hop | null => closedPorts(picture)[0]?.paths.find(({ decidedBy }) => decidedBy)?.decidedBy ?? null
const decidedAt = (picture: Picture, ...ids: HopId[]): boolean => {
  const hop = decidingHop(picture)
  return hop !== null && ids.includes(hop.id)
}
const ports = (picture: Picture): string => listWords(closedPorts(picture).map(({ port }) => String(port)))
const from = ({ clients }: Picture): string => listWords(clients.cidrs) || 'the VPC'
const groupsOf = ({ config }: Picture) => (config?.groups.known ? config.groups.value : [])
const groupNames = (picture: Picture): string => listWords(groupsOf(picture).map(({ groupId }) => groupId)) || 'the endpoint’s security group'

/** Rules of the endpoint’s groups that are about a port, whoever they let in. */
const rulesFor = (picture: Picture, port: number) => groupsOf(picture).flatMap(({ ingress }) => ingress.filter((rule) => coversPort(rule, port)))

function addRule(picture: Picture): Fix {
  const rule = missingRule(groupsOf(picture), picture.clients, closedPorts(picture).map(({ port }) => port), { region: regionOf(picture) })
  if (!rule) return byHand(`Let tcp ${ports(picture)} in from your clients in ${groupNames(picture)}.`)
  return { sentence: rule.sentence, command: rule.awsCli, terraform: rule.terraform, button: 'add-rule' }
}

const group = (symptom: Pick<Symptom, 'id' | 'specificity' | 'cause' | 'explanation'> & { when: (picture: Picture) => boolean }): Symptom => ({
  check: 'configuration',
  who: 'you',
  fix: addRule,
  fits: (picture) => decidedAt(picture, 'endpoint-group') && symptom.when(picture),
  ...symptom,
})

const DROPS = 'A security group drops what no rule lets in, without an answer, so connections time out.'

export const CONFIGURATION_SYMPTOMS: Symptom[] = [
  group({
    id: 'default-group-only',
    specificity: 4,
    when: (picture) => groupsOf(picture).length > 0 && groupsOf(picture).every(({ name, groupId, ingress }) => name === 'default' && ingress.every(({ source }) => source.kind === 'group' && source.groupId === groupId)),
    cause: (picture) => `The endpoint has only the VPC’s default group ${groupNames(picture)}, which lets nobody in but its own members.`,
    explanation: `AWS attaches the default group where none is chosen. ${DROPS}`,
  }),
  group({
    id: 'rule-for-other-source',
    specificity: 3,
    when: (picture) => closedPorts(picture).every(({ port }) => rulesFor(picture, port).length > 0),
    cause: (picture) => `Security group ${groupNames(picture)} of the endpoint lets tcp ${ports(picture)} in, but not from ${from(picture)}.`,
    explanation: DROPS,
  }),
  group({
    id: 'rule-missing-one-port',
    specificity: 2,
    when: (picture) => closedPorts(picture).length < picture.reach.length,
    cause: (picture) => `No rule of security group ${groupNames(picture)} of the endpoint lets tcp ${ports(picture)} in from ${from(picture)}.`,
    explanation: `Another ClickHouse port is open there, so a part of the tools works and the rest times out. ${DROPS}`,
  }),
  group({
    id: 'rule-missing-every-port',
    specificity: 1,
    when: () => true,
    cause: (picture) => `No rule of security group ${groupNames(picture)} of the endpoint lets a ClickHouse port in from ${from(picture)}.`,
    explanation: DROPS,
  }),
  hopSymptom('acl-in-denies', ['acl-in'], 'A network ACL judges every packet that enters a subnet, whatever the security groups say, and drops it silently.', 'Allow inbound tcp on these ports from your clients in that ACL, with a lower rule number than the one that denies.'),
  hopSymptom('acl-answers-denied', ['acl-out'], 'A network ACL keeps no memory: the answers leave for a high port of the client (1024 to 65535) and need a rule of their own. Without it connections time out although the way in is open.', 'Allow outbound tcp 1024 to 65535 to your clients in the ACL of the endpoint’s subnet.'),
  hopSymptom('client-acl-out-denies', ['client-acl-out'], 'The ACL of the subnet your clients are in drops the packets before they leave it.', 'Allow outbound tcp on these ports towards the endpoint’s subnets in the ACL of the clients’ subnet.'),
  hopSymptom('client-acl-answers-denied', ['client-acl-in'], 'A network ACL keeps no memory: the answers come back to a high port of the client (1024 to 65535), and the ACL of its subnet drops them.', 'Allow inbound tcp 1024 to 65535 from the endpoint’s subnets in the ACL of the clients’ subnet.'),
  hopSymptom('client-group-out', ['client-group'], 'Somebody took away the rule that lets everything out, which every new group has. What no rule lets out is dropped.', 'Let tcp on these ports out of the clients’ group towards the endpoint.'),
  hopSymptom('no-route-back', ['route-back'], 'The packets arrive, and the answers find no way to clients outside this VPC: connections time out.', 'Add a route from the endpoint’s subnets to your clients’ network, through the peering connection or transit gateway that joins them.', 'network-team'),
  hopSymptom('no-route-there', ['route-there'], 'Inside a VPC the route is local. Here a more special one leads the packets elsewhere, or to something that is gone.', 'Correct the route table of the clients’ subnet.', 'network-team'),
  {
    id: 'configuration-stops',
    check: 'configuration',
    specificity: 0,
    fits: () => true,
    cause: (picture) => closedPorts(picture)[0]?.sentence ?? 'The configuration stops the connection.',
    explanation: 'Read from AWS’s configuration, as a packet would meet it.',
    fix: () => byHand('Change the rule that is named.'),
    who: 'you',
  },
]

function hopSymptom(id: string, hops: HopId[], explanation: string, next: string, who: Symptom['who'] = 'you'): Symptom {
  return {
    id,
    check: 'configuration',
    specificity: 2,
    fits: (picture) => decidedAt(picture, ...hops),
    cause: (picture) => {
      const hop = decidingHop(picture)
      return `Between ${from(picture)} and the endpoint tcp ${ports(picture)} is stopped: ${hop?.where ?? ''}: ${hop?.decidedBy ?? ''}.`
    },
    explanation,
    fix: (picture) => byHand(next, aws(picture, hops[0]!.startsWith('route') ? 'describe-route-tables' : hops[0]!.includes('acl') ? 'describe-network-acls' : 'describe-security-groups', '--filters', `Name=vpc-id,Values=${vpcOf(picture)}`)),
    who,
  }
}
