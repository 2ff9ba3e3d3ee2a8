import { privateHostnamesOf } from './exports/export'
import type { Plan } from './plan'
import type { EndpointRequest } from './request'
import { whoseTurn } from './request'
import { toMarkdown, type Block, type Document, type Section } from './runbook-document'
import { shellLine } from './shell'
import { stateInWords } from './told'
import { cleanLine, cleanText } from './text'

/** A request that was sent to AWS at least once, so that it has its plan. */
export type SentRequest = EndpointRequest & { plan: Plan }

/** What was checked, when and by whom, as lines to be kept with the runbook. */
export type Proof = { at: Date; by: string; lines: string[] }

/** The runbook of one connection as Markdown. */
export const renderRunbook = (request: SentRequest, proof: Proof | null = null): string => toMarkdown(runbookOf(request, proof))

/** What somebody needs at night who has never seen this connection: what it is, how to check it, what fails how, how to undo it. */
export function runbookOf(request: SentRequest, proof: Proof | null = null): Document {
  return {
    title: `Runbook: ClickHouse over PrivateLink, ${cleanLine(request.name, 100)}`,
    sections: [about(request, proof), way(request), checks(request), evidence(proof), failures(request), undo(request)],
  }
}

function about(request: SentRequest, proof: Proof | null): Section {
  const { plan, draft, endpointId, requestId, dnsNames, privateDnsEnabled } = request
  const { sentence, since } = whoseTurn(request, { standing: proof && 'proved' })
  const rows: [string, string | null][] = [
    ['State', `${stateInWords({ state: request.state, reportedAt: request.told?.at })}, since ${utc(since)}`],
    ['Endpoint', endpointId],
    ['Service name', plan.serviceName],
    ['Account', plan.accountId],
    ['Region', plan.region],
    ['VPC', plan.vpcId],
    ['Security groups', plan.securityGroupIds.join(', ') || 'the VPC’s default group'],
    ['Hostnames for programs', privateHostnamesOf(plan).join(', ')],
    ['DNS name for tests', dnsNames.regional],
    ['Private DNS', privateDnsEnabled ? 'on' : 'off'],
    ['Contact', cleanLine(draft.contact, 200)],
    ['Causeway request', requestId],
  ]
  const note = cleanText(draft.note, 2000).trim()
  return {
    id: 'about',
    title: 'What this is',
    blocks: [
      { kind: 'text', text: `A private way from ${plan.vpcId} to ClickHouse Cloud in ${plan.region}. The traffic does not cross the internet, and only our side can open connections. ${sentence}` },
      { kind: 'table', head: ['What', 'Value'], rows: rows.flatMap(([what, value]) => (value ? [[what, value]] : [])) },
      ...(note ? [{ kind: 'text', text: `Note: ${note.replace(/\s+/g, ' ')}` } satisfies Block] : []),
    ],
  }
}

function way({ plan, addresses, dnsNames }: SentRequest): Section {
  const rows = plan.subnets.map((subnet) => {
    const seen = addresses.find(({ subnetId }) => subnetId === subnet.subnetId)
    const zoneName = subnet.zoneName || (seen?.zoneName ?? '')
    return [[subnet.zoneId || (seen?.zoneId ?? ''), zoneName && `(${zoneName})`].filter(Boolean).join(' '), subnet.subnetId, subnet.cidr, seen?.address ?? '', seen?.networkInterfaceId ?? '', dnsNames.zonal.find((each) => each.zoneName === zoneName)?.dnsName ?? '']
  })
  return {
    id: 'way',
    title: 'The way a connection takes',
    blocks: [
      { kind: 'text', text: 'A program asks for the private hostname, gets the address of the endpoint in each zone, connects to one of them, and AWS carries it to ClickHouse’s endpoint service.' },
      { kind: 'table', head: ['Zone', 'Subnet', 'CIDR', 'Address', 'Interface', 'DNS name of the zone, for tests'], rows },
    ],
  }
}

function checks({ plan, dnsNames, endpointId }: SentRequest): Section {
  const names = privateHostnamesOf(plan)
  const state = endpointId && shellLine(['aws', 'ec2', 'describe-vpc-endpoints', '--region', plan.region, '--vpc-endpoint-ids', endpointId, '--query', 'VpcEndpoints[0].[State,PrivateDnsEnabled]'])
  return {
    id: 'check',
    title: 'How to check it',
    blocks: [
      ...(state ? [{ kind: 'text', text: 'From anywhere with read access to the account:' }, { kind: 'code', what: 'state check', code: state }] satisfies Block[] : []),
      { kind: 'text', text: 'From a machine in the VPC. The first lines need no DNS of ours, the others do; curl has to answer “Ok.”.' },
      {
        kind: 'code',
        what: 'connection check',
        code: [...(dnsNames.regional ? ['8443', '9440'].map((port) => shellLine(['nc', '-zv', '-w', '5', dnsNames.regional!, port])) : []), ...names.slice(0, 5).flatMap((name) => [shellLine(['nslookup', name]), shellLine(['curl', '--max-time', '10', `https://${name}:8443`])])].join('\n'),
      },
      ...(names.length > 5 ? [{ kind: 'text', text: `The other ${names.length - 5} hostnames are checked in the same way.` } satisfies Block] : []),
    ],
  }
}

function evidence(proof: Proof | null): Section {
  const title = 'Evidence'
  if (!proof) return { id: 'evidence', title, blocks: [{ kind: 'text', text: 'No check is kept with this runbook. That says nothing about whether the connection works.' }] }
  return { id: 'evidence', title, blocks: [{ kind: 'text', text: `Checked ${utc(proof.at)} by ${cleanLine(proof.by, 100)}.` }, { kind: 'list', items: proof.lines.map((line) => cleanLine(line, 300)) }] }
}

function failures({ plan, endpointId }: SentRequest): Section {
  const groups = plan.securityGroupIds.join(', ') || 'the VPC’s default group'
  return {
    id: 'failures',
    title: 'When it fails',
    blocks: [
      {
        kind: 'table',
        head: ['What is seen', 'Usual cause', 'What to do'],
        rows: [
          ['The connection times out', 'A security group or network ACL', `Let TCP 8443 and 9440 from the clients in to ${groups}; look at the clients’ outbound rules and the subnets’ ACLs.`],
          ['The name is not found', 'The program is outside the VPC, or DNS is not set up', 'Ask from a machine in the VPC. Then private DNS of the endpoint, the private zone, and resolvers of your own.'],
          ['The name answers with internet addresses', 'The public name is used', 'Use the private hostname, which has “vpce” in it.'],
          ['The connection is reset', 'ClickHouse does not know the endpoint for this instance', `Add ${endpointId ?? 'the endpoint id'} to the instance’s private endpoints in the ClickHouse console.`],
          ['The state is “rejected” or “expired”', 'ClickHouse refused, or nobody answered in time', 'Such an endpoint cannot be used again and is still billed: delete it and start a corrected copy.'],
          ['One zone fails, the others do not', 'The zone or its subnet', 'Clients that try the next address go on by themselves. Compare the zone’s own DNS name with the others.'],
        ],
      },
    ],
  }
}

function undo({ plan, endpointId }: SentRequest): Section {
  if (!endpointId) return { id: 'undo', title: 'How to undo it', blocks: [{ kind: 'text', text: 'There is no endpoint, so there is nothing to undo.' }] }
  const at = ['--region', plan.region]
  return {
    id: 'undo',
    title: 'How to undo it',
    blocks: [
      { kind: 'text', text: 'First lead programs elsewhere: to the public hostname, if the instance’s IP access list lets them in.' },
      { kind: 'text', text: 'Then switch private DNS off. The private hostnames stop leading to the endpoint for the whole VPC; open connections stay.' },
      { kind: 'code', what: 'command that switches private DNS off', code: shellLine(['aws', 'ec2', 'modify-vpc-endpoint', ...at, '--vpc-endpoint-id', endpointId, '--no-private-dns-enabled']) },
      { kind: 'text', text: 'Last, delete the endpoint. This cuts every connection, ends the billing, and cannot be taken back: a new endpoint has another id and has to be accepted again.' },
      { kind: 'code', what: 'command that deletes the endpoint', code: shellLine(['aws', 'ec2', 'delete-vpc-endpoints', ...at, '--vpc-endpoint-ids', endpointId]) },
      { kind: 'text', text: `Afterwards take ${endpointId} off the private endpoints of every instance in the ClickHouse console, and remove records and rules that were made for it.` },
    ],
  }
}

const utc = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
