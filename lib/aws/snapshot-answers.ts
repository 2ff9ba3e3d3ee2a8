import 'server-only'
import { answerKey, COMMAND_NAMES, commandLine, COMMANDS, ONE_AT_A_TIME, operationOf, type CommandName } from '@/lib/privatelink/snapshot/commands'
import type { Reach } from './accounts'
import { AwsError, refusalOf } from './errors'
import { ACTIONS, type Action } from './permissions'
import { findToldAnswer, type ToldAnswer } from './snapshots'

type Input = Record<string, unknown>
type Item = Record<string, unknown>

/**
 * Answers a call from what a person pasted, because Causeway has no access to the account: the AWS CLI prints what the SDK gives back.
 * Nothing is sent. Throws `AwsError`: `no-access` for whatever would change something or try a permission, `not-told` for what the
 * snapshot does not hold, and what AWS said where the snapshot holds a refusal.
 */
export async function answerFromSnapshot(reach: Reach, action: Action, input: Input): Promise<Item> {
  const command = commandOf(action)
  if (!command || ACTIONS[action].level !== 'read' || input.DryRun === true) throw noAccess(reach)
  const key = answerKey(command, ...namedIn(command, input))
  const told = await findToldAnswer(reach, key)
  if (!told) throw notTold(reach, { key, because: `AWS’s answer to ${command} has not been pasted yet` })
  if (told.refusal) throw refused(reach, { action, key, told, refusal: told.refusal })
  return select(told.output ?? {}, { reach, command, key, told, input })
}

const commandOf = (action: Action): CommandName | undefined => COMMAND_NAMES.find((name) => `ec2:${operationOf(name)}` === action)

function namedIn(command: CommandName, input: Input): string[] {
  const NAMES: Record<string, unknown> = { 'vpc-id': input.VpcId, attribute: input.Attribute, 'service-names': (input.ServiceNames as unknown[] | undefined)?.[0], 'prefix-list-id': input.PrefixListId }
  return (ONE_AT_A_TIME[command] ?? []).map((flag) => String(NAMES[flag] ?? ''))
}

type Asked = { reach: Reach; command: CommandName; key: string; told: ToldAnswer; input: Input }

/** The part of an answer that was asked for; where a list may be a part only, what is not in it is not known. */
function select(output: Item, asked: Asked): Item {
  const { command, input, told, reach, key } = asked
  const list = COMMANDS[command].key
  if (!list || ONE_AT_A_TIME[command]) return output
  const wanted = [...idsIn(input), ...filtersIn(input)]
  const all = (output[list] as Item[] | undefined) ?? []
  const found = all.filter((item) => wanted.every(({ field, values }) => valuesOf(item, field).some((value) => values.has(value))))
  if (found.length === 0 && wanted.length > 0 && mustBeThere(asked)) {
    const what = wanted.flatMap(({ values }) => [...values]).slice(0, 3).join(', ')
    throw notTold(reach, { key, because: `The snapshot of ${onDay(told.at)} has none of the ${COMMANDS[command].thing} of ${what}` })
  }
  return { [list]: found }
}

/** Every VPC has a security group, an ACL and a route table, whoever made it: an answer without any was of other VPCs. */
const ALWAYS_SOME = new Set<CommandName>(['describe-security-groups', 'describe-network-acls', 'describe-route-tables', 'describe-dhcp-options'])
/** An endpoint that is asked for by its id was made by somebody, maybe after the snapshot. */
const mustBeThere = ({ command, told, input }: Asked) => !told.complete || ALWAYS_SOME.has(command) || input.VpcEndpointIds !== undefined

type Wanted = { field: string; values: Set<string> }

/** The lists of ids that calls of ours hold, by the field they name. */
const ID_LISTS: Record<string, string> = { VpcIds: 'VpcId', SubnetIds: 'SubnetId', GroupIds: 'GroupId', NetworkInterfaceIds: 'NetworkInterfaceId', DhcpOptionsIds: 'DhcpOptionsId', VpcEndpointIds: 'VpcEndpointId' }
const idsIn = (input: Input): Wanted[] =>
  Object.entries(ID_LISTS).flatMap(([list, field]) => (Array.isArray(input[list]) ? [{ field, values: new Set(input[list] as string[]) }] : []))

/** The filters that calls of ours hold. An unknown one is a bug: answering as if it were not there would show too much. */
const FILTERS: Record<string, string> = {
  'vpc-id': 'VpcId',
  'subnet-id': 'SubnetId',
  'group-id': 'GroupId',
  'network-interface-id': 'NetworkInterfaceId',
  'service-name': 'ServiceName',
  'association.subnet-id': 'Associations.SubnetId',
}

function filtersIn(input: Input): Wanted[] {
  return ((input.Filters as { Name?: string; Values?: string[] }[] | undefined) ?? []).map(({ Name = '', Values = [] }) => {
    const field = Name.startsWith('tag:') ? Name : FILTERS[Name]
    if (!field) throw new Error(`a snapshot does not know the filter ${Name}`)
    return { field, values: new Set(Values) }
  })
}

function valuesOf(item: Item, field: string): string[] {
  if (field.startsWith('tag:')) return ((item.Tags as { Key?: string; Value?: string }[] | undefined) ?? []).flatMap(({ Key, Value }) => (`tag:${Key}` === field && Value !== undefined ? [Value] : []))
  const [list = '', inner] = field.split('.')
  if (inner) return ((item[list] as Item[] | undefined) ?? []).flatMap((each) => (typeof each[inner] === 'string' ? [each[inner]] : []))
  return typeof item[field] === 'string' ? [item[field]] : []
}

/** `26 Nov 14:03 UTC`. */
const onDay = (at: Date): string => `${new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hour12: false, timeZone: 'UTC' }).format(at).replace(',', '')} UTC`

const noAccess = ({ accountId }: Reach) =>
  new AwsError(`Causeway has no access to account ${accountId}. Make this change yourself, with the commands and exports that Causeway shows, then tell Causeway what AWS says.`, { kind: 'no-access' })

const notTold = (reach: Reach, { key, because }: { key: string; because: string }) =>
  new AwsError(`${because}, and Causeway has no access to account ${reach.accountId}. Run “${commandLine(key, reach)}” and paste what it prints.`, { kind: 'not-told' })

function refused(reach: Reach, { action, key, told, refusal }: { action: Action; key: string; told: ToldAnswer; refusal: NonNullable<ToldAnswer['refusal']> }): AwsError {
  // The one refusal that is an answer about the service; the others say that this was not read.
  if (refusal.code === 'InvalidServiceName') return refusalOf({ code: refusal.code, message: refusal.message }, { action, reach })
  return notTold(reach, { key, because: `On ${onDay(told.at)} the command was refused: “${refusal.message}”` })
}
