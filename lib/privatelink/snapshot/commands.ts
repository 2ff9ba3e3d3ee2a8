/**
 * The read-only commands of the AWS CLI that plan mode takes the place of an access with: which answer they give, by which key it is
 * known, and what is not known without it. The block to run, the reader of what is pasted and the answers given from it walk this list.
 */
export const COMMANDS = {
  'describe-availability-zones': { key: 'AvailabilityZones', thing: 'zones', costs: 'the zones of the account cannot be matched with those of the service' },
  'describe-vpcs': { key: 'Vpcs', thing: 'VPCs', costs: 'there is no VPC to choose' },
  'describe-vpc-attribute': { key: null, thing: 'DNS attributes', costs: 'it is not known whether DNS works inside a VPC' },
  'describe-dhcp-options': { key: 'DhcpOptions', thing: 'DHCP option sets', costs: 'it is not known which resolvers a VPC uses' },
  'describe-subnets': { key: 'Subnets', thing: 'subnets', costs: 'there is no subnet to choose' },
  'describe-security-groups': { key: 'SecurityGroups', thing: 'security groups', costs: 'ports cannot be judged' },
  'describe-network-acls': { key: 'NetworkAcls', thing: 'network ACLs', costs: 'the checks cannot tell what they let through' },
  'describe-route-tables': { key: 'RouteTables', thing: 'route tables', costs: 'the checks cannot tell where packets go' },
  'get-managed-prefix-list-entries': { key: 'Entries', thing: 'prefix list entries', costs: 'rules that name a prefix list cannot be judged' },
  'describe-network-interfaces': { key: 'NetworkInterfaces', thing: 'network interfaces', costs: 'the addresses of an endpoint are not known' },
  'describe-vpc-endpoint-services': { key: 'ServiceDetails', thing: 'endpoint services', costs: 'the service name cannot be verified' },
  'describe-vpc-endpoints': { key: 'VpcEndpoints', thing: 'endpoints', costs: 'it is not known which endpoints there are' },
} as const satisfies Record<string, { key: string | null; thing: string; costs: string }>

export type CommandName = keyof typeof COMMANDS
export const COMMAND_NAMES = Object.keys(COMMANDS) as CommandName[]
export const isCommandName = (text: string): text is CommandName => Object.hasOwn(COMMANDS, text)

/** Answers that a whole snapshot may well be without: nothing in the network may name a prefix list, and no service may be chosen yet. */
export const MAY_BE_MISSING: ReadonlySet<CommandName> = new Set(['get-managed-prefix-list-entries', 'describe-vpc-endpoint-services'])

/** Those that answer one thing at a time: their answers are kept apart by what they name. */
export const ONE_AT_A_TIME: Partial<Record<CommandName, readonly string[]>> = {
  'describe-vpc-attribute': ['vpc-id', 'attribute'],
  'describe-vpc-endpoint-services': ['service-names'],
  'get-managed-prefix-list-entries': ['prefix-list-id'],
}

/** Under which an answer is kept: `describe-subnets`, `describe-vpc-attribute vpc-0abc enableDnsSupport`. */
export const answerKey = (command: CommandName, ...named: string[]): string => [command, ...named].join(' ')

/** The command that a key stands for, or null. */
export function commandOfKey(key: string): CommandName | null {
  const word = key.split(' ', 1)[0] ?? ''
  return isCommandName(word) ? word : null
}

/** `describe-vpcs` → `DescribeVpcs`: the operation of EC2 behind a command. */
export const operationOf = (command: CommandName): string => command.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** The command line that gives the answer kept under `key`, for a person to run. */
export function commandLine(key: string, { region }: { region: string }): string {
  const [word = '', ...named] = key.split(' ')
  const flags = isCommandName(word) ? (ONE_AT_A_TIME[word] ?? []) : []
  const given = flags.flatMap((flag, index) => (named[index] ? [`--${flag} ${quoteWord(named[index])}`] : []))
  const filters = word === 'describe-network-interfaces' ? ['--filters Name=interface-type,Values=vpc_endpoint'] : []
  return ['aws ec2', word, ...given, ...filters, `--region ${quoteWord(region)}`, '--output json'].join(' ')
}

/** One word of a POSIX shell: bare where nothing in it means something to a shell. */
export const quoteWord = (text: string): string => (/^[\w.:/=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)
