import { privateHostnamesOf, privateZoneOf } from './exports/export'
import type { SentRequest } from './runbook'
import type { Document } from './runbook-document'
import { neededPorts, type ClickHousePort } from './ports'
import { shellLine } from './shell'
import { cleanLine, listWords } from './text'

const NOT_YET = 'not known yet'

/** For the people who run DNS: exactly the records, where they go, and how to see that they work. */
export function dnsNote({ name, plan, endpointId, dnsNames, addresses, privateDnsEnabled }: SentRequest): Document {
  const names = privateHostnamesOf(plan)
  const target = dnsNames.regional
  return {
    title: 'DNS records for ClickHouse Cloud over AWS PrivateLink',
    sections: [
      {
        id: 'dns-what',
        title: 'What we ask for',
        blocks: [
          { kind: 'text', text: `Our VPC ${plan.vpcId} (account ${plan.accountId}, ${plan.region}) reaches ClickHouse Cloud over the endpoint ${endpointId ?? NOT_YET}. The names below have to lead to it, from inside our network only.` },
          {
            kind: 'text',
            text: privateDnsEnabled
              ? 'Private DNS of the endpoint is on: the VPC’s own resolver answers these names already. Records are only needed in resolvers outside the VPC.'
              : 'Private DNS of the endpoint is off. Either the records below are made, or private DNS is switched on; AWS refuses both at once for one name.',
          },
        ],
      },
      {
        id: 'dns-records',
        title: `Records, in a private zone ${privateZoneOf(plan)} for ${plan.vpcId}`,
        blocks: [
          { kind: 'table', head: ['Name', 'Type', 'TTL', 'Value'], rows: names.map((each) => [each, 'CNAME', '60', target ?? NOT_YET]) },
          { kind: 'text', text: 'The zone answers for every name below it: a ClickHouse private name without a record stops resolving in that VPC. A wildcard record (*) with the same value covers them all, if all of them use this endpoint.' },
        ],
      },
      {
        id: 'dns-outside',
        title: 'Resolvers outside the VPC',
        blocks: [
          { kind: 'text', text: `Forward the zone ${privateZoneOf(plan)} to a Route 53 Resolver inbound endpoint in ${plan.vpcId}. Where nothing can be forwarded, these addresses do; they stay as long as the endpoint does.` },
          ...(addresses.length > 0
            ? [{ kind: 'table' as const, head: ['Name', 'Type', 'TTL', 'Value'], rows: names.flatMap((each) => addresses.map(({ address }) => [each, 'A', '60', address])) }]
            : [{ kind: 'text' as const, text: 'The addresses are not known yet.' }]),
        ],
      },
      {
        id: 'dns-check',
        title: 'How to see that it works',
        blocks: [
          { kind: 'code', what: 'DNS check', code: names.map((each) => shellLine(['nslookup', each])).join('\n') },
          { kind: 'text', text: `Every answer has to be one of the endpoint’s own addresses${addresses.length > 0 ? `: ${listWords(addresses.map(({ address }) => address))}` : ''}. The public names, without “vpce”, keep answering with internet addresses.` },
          { kind: 'text', text: `Back: remove the records and the zone. Causeway request: ${cleanLine(name, 100)}.` },
        ],
      },
    ],
  }
}

/** For the people who run firewalls and security groups: exactly the rules. */
export function networkNote({ name, plan, endpointId, addresses }: SentRequest, ports: readonly ClickHousePort[]): Document {
  const rows = ports.map(({ port, name: protocol, needed }) => [`TCP ${port}`, protocol, needed ? 'needed' : 'only if used'])
  const targets = addresses.length > 0 ? addresses.map(({ address }) => `${address}/32`) : plan.subnets.map(({ cidr, subnetId }) => cidr || subnetId)
  const needed = neededPorts(ports).map(String)
  return {
    title: 'Network rules for ClickHouse Cloud over AWS PrivateLink',
    sections: [
      {
        id: 'network-what',
        title: 'What we ask for',
        blocks: [
          { kind: 'text', text: `Clients in VPC ${plan.vpcId} (account ${plan.accountId}, ${plan.region}) open connections to the endpoint ${endpointId ?? NOT_YET}. ClickHouse never opens one to us.` },
          { kind: 'table', head: ['Port', 'Protocol', ''], rows },
        ],
      },
      {
        id: 'network-rules',
        title: 'Rules',
        blocks: [
          {
            kind: 'table',
            head: ['Where', 'Direction', 'Protocol and ports', 'From', 'To'],
            rows: [
              ...(plan.securityGroupIds.length > 0 ? plan.securityGroupIds : [`default group of ${plan.vpcId}`]).map((group) => [group, 'in', `TCP ${needed.join(', ')}`, 'the clients’ ranges or groups', 'the endpoint']),
              ...targets.map((target) => ['security group of the clients', 'out', `TCP ${needed.join(', ')}`, 'the clients', target]),
              ...plan.subnets.map(({ subnetId }) => [`network ACL of ${subnetId}`, 'in', `TCP ${needed.join(', ')}`, 'the clients’ ranges', subnetId]),
              ...plan.subnets.map(({ subnetId }) => [`network ACL of ${subnetId}`, 'out', 'TCP 1024–65535', subnetId, 'the clients’ ranges']),
            ],
          },
          { kind: 'text', text: 'Groups keep state, so answers need no rule of their own; network ACLs do not. One group of the endpoint with the rule is enough. Clients that come over a VPN, peering or a transit gateway need a route to these subnets, and the same rules on every firewall between.' },
        ],
      },
      {
        id: 'network-check',
        title: 'How to see that it works',
        blocks: [
          { kind: 'code', what: 'port check', code: targets.flatMap((target) => needed.map((port) => shellLine(['nc', '-zv', '-w', '5', target.replace(/\/\d+$/, ''), port]))).slice(0, addresses.length > 0 ? undefined : 0).join('\n') || '# The addresses are not known yet.' },
          { kind: 'text', text: `Back: remove the rules. Causeway request: ${cleanLine(name, 100)}.` },
        ],
      },
    ],
  }
}
