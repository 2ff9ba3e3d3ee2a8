import { compareCidrs, isCovered, isEverywhere, overlaps, parseCidr, type Range } from './addresses'
import type { IngressRule, RuleSource, SecurityGroup } from './network'
import type { ClickHousePort } from './ports'
import { shellLine } from './shell'
import { listWords } from './text'

export type PortJudgement = {
  port: number
  name: string
  needed: boolean
  verdict: 'open' | 'partly' | 'closed'
  /** The sources as text: CIDRs, `members of sg-…`, `prefix list pl-…`. */
  openTo: string[]
  sentence: string
}

/**
 * For each of the ports, who may reach an endpoint with these groups. Groups add up: what one of them allows is allowed.
 * `open`: every address of every client CIDR. `partly`: only some, or only members of other groups or of prefix lists, which
 * cannot be compared with addresses. `closed`: nobody.
 */
export function judgeGroups(groups: readonly SecurityGroup[], clientCidrs: readonly string[], ports: readonly ClickHousePort[]): PortJudgement[] {
  return ports.map(({ port, name, needed }) => {
    const sources = groups.flatMap((group) => group.ingress.filter((rule) => covers(rule, port)).map((rule) => rule.source))
    const openTo = [...new Set(sources.map(sourceText))].sort(compareCidrs)
    const verdict = verdictOf(sources, clientCidrs)
    return { port, name, needed, verdict, openTo, sentence: sentenceFor({ port, name, verdict, openTo, clientCidrs, groups: groups.length }) }
  })
}

function covers(rule: IngressRule, port: number): boolean {
  if (!['tcp', '6', 'all', '-1'].includes(rule.protocol.toLowerCase())) return false
  if (rule.fromPort === null || rule.toPort === null || rule.fromPort === -1) return true
  return rule.fromPort <= port && port <= rule.toPort
}

function verdictOf(sources: readonly RuleSource[], clientCidrs: readonly string[]): PortJudgement['verdict'] {
  if (sources.length === 0) return 'closed'
  const open = rangesOf(sources)
  const clients = clientCidrs.map(parseCidr)
  const whole = clients.length > 0 && clients.every((client) => client !== null && isCovered(client, open))
  const toAll = clients.length === 0 && open.some(isEverywhere)
  return whole || toAll ? 'open' : 'partly'
}

const rangesOf = (sources: readonly RuleSource[]): Range[] => sources.flatMap((source) => ('cidr' in source ? (parseCidr(source.cidr) ?? []) : []))

function sourceText(source: RuleSource): string {
  if (source.kind === 'group') return `members of ${source.groupId}`
  if (source.kind === 'prefix-list') return `prefix list ${source.prefixListId}`
  return source.cidr
}

type Told = { port: number; name: string; verdict: PortJudgement['verdict']; openTo: string[]; clientCidrs: readonly string[]; groups: number }

function sentenceFor({ port, name, verdict, openTo, clientCidrs, groups }: Told): string {
  const what = `Port ${port} (${name})`
  if (verdict === 'closed') return groups === 0 ? `${what} cannot be judged: no group is given.` : `${what} is closed: no rule lets it in.`
  const from = listWords(openTo)
  if (verdict === 'open') return `${what} is open to ${from}.`
  const clients = clientCidrs.flatMap((cidr) => parseCidr(cidr) ?? [])
  const cidrs = openTo.flatMap((text) => parseCidr(text) ?? [])
  if (cidrs.length === 0) return `${what} is open only to ${from}. Whether your clients belong there cannot be seen here.`
  if (clients.some((client) => cidrs.some((range) => overlaps(client, range)))) return `${what} is open only to ${from}, which is a part of ${listWords(clientCidrs)}.`
  return `${what} is open only to ${from}, which is outside ${listWords(clientCidrs) || 'what is known of your clients'}.`
}

const MAX_RULES_SHOWN = 4

/** What a group lets in, on one line. */
export function describeGroup(group: SecurityGroup): string {
  if (group.ingress.length === 0) return 'Lets nothing in.'
  const parts = [...new Set(group.ingress.map((rule) => `${portsText(rule)} from ${sourceText(rule.source)}`))]
  const shown = parts.slice(0, MAX_RULES_SHOWN).join('; ')
  const more = parts.length - MAX_RULES_SHOWN
  return `Lets in ${shown}${more > 0 ? `; and ${more} more` : ''}.`
}

function portsText({ protocol, fromPort, toPort }: IngressRule): string {
  if (protocol === 'all' || protocol === '-1') return 'everything'
  const name = protocol.toLowerCase()
  if (fromPort === null || toPort === null || fromPort === -1) return `all ${name}`
  return fromPort === toPort ? `${name} ${fromPort}` : `${name} ${fromPort}-${toPort}`
}

/**
 * The exact rule that opens ports to one range: a sentence for a person and a command for a shell, every argument quoted.
 * Throws RangeError for what is not a CIDR and for 0.0.0.0/0 or ::/0, which Causeway never suggests.
 */
export function ruleToAdd(
  group: Pick<SecurityGroup, 'groupId'>,
  ports: number | readonly number[],
  cidr: string,
  options: { region?: string } = {},
): { sentence: string; awsCli: string } {
  const range = parseCidr(cidr)
  if (!range || isEverywhere(range)) throw new RangeError(`ruleToAdd: “${cidr}” is not a range that a rule may be suggested for`)
  const list = [ports].flat()
  const source = range.family === 'ipv4' ? `IpRanges=[{CidrIp=${range.cidr}}]` : `Ipv6Ranges=[{CidrIpv6=${range.cidr}}]`
  const permissions = list.map((port) => `IpProtocol=tcp,FromPort=${port},ToPort=${port},${source}`)
  const region = options.region ? ['--region', options.region] : []
  return {
    sentence: `Add inbound TCP ${listWords(list.map(String))} from ${range.cidr} to security group ${group.groupId}.`,
    awsCli: shellLine(['aws', 'ec2', 'authorize-security-group-ingress', ...region, '--group-id', group.groupId, '--ip-permissions', ...permissions]),
  }
}
