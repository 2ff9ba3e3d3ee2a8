import { holdsAwsKey } from '../account'
import { isAccountId, isRegionCode, parseServiceName } from '../ids'
import { cleanLine, listWords } from '../text'
import { answerKey, COMMAND_NAMES, COMMANDS, isCommandName, MAY_BE_MISSING, ONE_AT_A_TIME, operationOf, type CommandName } from './commands'
import { findDocuments, type FoundDocument } from './find-documents'
import { LARGEST_SNAPSHOT } from './largest'
import { blockAnswerShape, blockShape, SHAPES } from './shapes'
import { strangersIn } from './strangers'


/** One answer of AWS, as a person brought it. Exactly one of `output` and `refusal` is there. */
export type Answer = {
  key: string
  command: CommandName
  /** It is known to hold everything of its kind in the region, so what is not in it is not there. */
  complete: boolean
  output: Record<string, unknown> | null
  /** What AWS said instead. */
  refusal: { code: string | null; message: string } | null
}

export type SnapshotReading = {
  /** When the block was run, by that machine’s clock; null for output that was pasted by hand. */
  takenAt: Date | null
  answers: Answer[]
  /** What is not among them, and what is not known without it; sentences. */
  missing: { command: CommandName; sentence: string }[]
  /** What was wrong with the text, as sentences. */
  problems: string[]
}

export type Place = { accountId: string; region: string }

/**
 * Reads what a person pasted or uploaded: the one document of the block, or outputs of the AWS CLI one after another with prompts and
 * noise around. Never throws; a text that is of another place, too large, or without any answer is refused with a sentence.
 */
export function readSnapshot(text: string, place: Place): SnapshotReading | { refused: string } {
  if (text.trim() === '') return { refused: 'There is nothing in the box. Run the commands and paste what they print, or choose the file they write.' }
  if (text.length > LARGEST_SNAPSHOT) return { refused: 'The text is longer than 4 million characters. Set “vpc” in the first lines of the block, so that it reads one VPC only, and run it again.' }
  const { documents, cutAt, brokenAt, noise, more } = findDocuments(text)
  const gathered: Gathered = { answers: new Map(), accounts: new Set(), regions: new Set(), takenAt: null, unknown: 0, problems: [] }
  for (const document of documents) gather(gathered, document)
  for (const refusal of refusalsIn(noise)) keep(gathered, refusal)
  const answers = [...gathered.answers.values()]
  const stranger = whyElsewhere(gathered, answers, place)
  if (stranger) return { refused: stranger }
  const problems = [...gathered.problems, ...problemsOf({ cutAt, brokenAt, more, unknown: gathered.unknown }), ...keysIn(text)]
  if (answers.length === 0) return { refused: problems[0] ?? 'No answer of AWS was found in the text. Paste the whole output of the commands, from the first “{” to the last “}”.' }
  return { takenAt: gathered.takenAt, answers, missing: missingFrom(answers), problems }
}

type Gathered = { answers: Map<string, Answer>; accounts: Set<string>; regions: Set<string>; takenAt: Date | null; unknown: number; problems: string[] }

function gather(gathered: Gathered, { value, before }: FoundDocument): void {
  const block = blockShape.safeParse(value)
  if (!block.success) return gatherOutput(gathered, value, { command: before, complete: false })
  const { accountId, region, takenAt, answers } = block.data
  if (isAccountId(accountId)) gathered.accounts.add(accountId)
  if (isRegionCode(region)) gathered.regions.add(region)
  const at = new Date(takenAt)
  if (!Number.isNaN(at.getTime())) gathered.takenAt = at
  for (const one of answers) {
    const answer = blockAnswerShape.safeParse(one)
    if (!answer.success) gathered.unknown += 1
    else if (answer.data.error !== undefined) gatherError(gathered, answer.data.command, answer.data.error)
    else gatherOutput(gathered, answer.data.output, { command: answer.data.command, complete: answer.data.complete ?? !answer.data.command.includes('Name=vpc-id') })
  }
}

/** An output of the CLI, recognised by its own key; the command before it says what it was asked about where the output does not. */
function gatherOutput(gathered: Gathered, value: unknown, about: { command: string; complete: boolean }): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return void (gathered.unknown += 1)
  if ('Account' in value && ('Arn' in value || 'UserId' in value)) return void (typeof value.Account === 'string' && gathered.accounts.add(value.Account))
  const command = recognise(value)
  const parsed = command && SHAPES[command].safeParse(value)
  if (!command || !parsed?.success) return void (gathered.unknown += 1)
  const output = parsed.data as Record<string, unknown>
  const { items, left } = countItems(command, value, output)
  if (left > 0) gathered.problems.push(`${left} of the ${COMMANDS[command].thing} could not be understood and ${left === 1 ? 'was' : 'were'} left out.`)
  const named = namedBy(command, about.command, output)
  if (!named) return void gathered.problems.push(`An answer to ${command} does not say what it is about. Paste it together with the command before it.`)
  const partial = 'NextToken' in value && typeof value.NextToken === 'string' && value.NextToken !== ''
  if (partial) gathered.problems.push(`The answer to ${command} is only the first page (${items} ${COMMANDS[command].thing}). Run it without --max-items.`)
  keep(gathered, { key: answerKey(command, ...named), command, complete: about.complete && !partial, output, refusal: null })
}

function gatherError(gathered: Gathered, commandText: string, error: string): void {
  const word = /(?:^|\s)([a-z-]+)(?=\s|$)/.exec(commandText.replace(/^(?:aws\s+)?(?:ec2|sts)\s+/, ''))?.[1] ?? ''
  if (word === 'get-caller-identity') return void gathered.problems.push(`AWS did not say whose credentials the commands ran with: ${toRefusal(error).message}`)
  if (!isCommandName(word)) return void (gathered.unknown += 1)
  keep(gathered, { key: answerKey(word, ...(namedBy(word, commandText, {}) ?? [])), command: word, complete: false, output: null, refusal: toRefusal(error) })
}

/** A later answer takes the place of an earlier one, a refusal that of nothing that was answered. */
function keep({ answers }: Gathered, answer: Answer): void {
  if (answer.refusal && answers.get(answer.key)?.output) return
  answers.set(answer.key, answer)
}

function recognise(value: object): CommandName | null {
  if (Object.hasOwn(value, 'EnableDnsSupport') || Object.hasOwn(value, 'EnableDnsHostnames')) return 'describe-vpc-attribute'
  return COMMAND_NAMES.find((name) => COMMANDS[name].key !== null && Object.hasOwn(value, COMMANDS[name].key) && Array.isArray((value as Record<string, unknown>)[COMMANDS[name].key])) ?? null
}

function countItems(command: CommandName, raw: object, output: Record<string, unknown>): { items: number; left: number } {
  const { key } = COMMANDS[command]
  const sizes = [raw as Record<string, unknown>, output].map((each) => (key && Array.isArray(each[key]) ? each[key].length : 0))
  return { items: sizes[1]!, left: sizes[0]! - sizes[1]! }
}

/** What an answer is about, in the order of the flags; an empty list where it is about everything, null where that is not known. */
function namedBy(command: CommandName, commandText: string, output: Record<string, unknown>): string[] | null {
  if (command === 'describe-vpc-attribute') {
    const attribute = 'EnableDnsSupport' in output ? 'enableDnsSupport' : 'EnableDnsHostnames' in output ? 'enableDnsHostnames' : flagIn(commandText, 'attribute')
    const vpcId = typeof output.VpcId === 'string' ? output.VpcId : flagIn(commandText, 'vpc-id')
    return vpcId && attribute ? [vpcId, attribute] : null
  }
  if (command === 'describe-vpc-endpoint-services') {
    const details = Array.isArray(output.ServiceDetails) ? (output.ServiceDetails as { ServiceName: string }[]) : []
    const asked = flagIn(commandText, 'service-names')
    const only = details.length === 1 ? details[0]?.ServiceName : details.find(({ ServiceName }) => ServiceName === asked)?.ServiceName
    const name = only ?? asked
    return name ? [name] : null
  }
  const flags = ONE_AT_A_TIME[command]
  if (!flags) return []
  const named = flags.map((flag) => flagIn(commandText, flag))
  return named.every((each) => each !== null) ? (named as string[]) : null
}

/** The last value of a flag: what stands nearest to the answer is the command that gave it. */
const flagIn = (text: string, flag: string): string | null => [...text.matchAll(new RegExp(`--${flag}[ =]+['"]?([\\w.:-]{1,256})`, 'g'))].at(-1)?.[1] ?? null

const CLI_ERROR = /An error occurred \(([\w.]{1,80})\) when calling the (\w{1,80}) operation[^:\n]{0,80}: ([^\n]{0,500})/g

/** What the CLI says where AWS refuses; anything else it says is kept as words without a code. */
function toRefusal(error: string): NonNullable<Answer['refusal']> {
  const said = new RegExp(CLI_ERROR.source).exec(error)
  return { code: said?.[1] ?? null, message: cleanLine(said?.[3] ?? error, 300) }
}

/** The one refusal that is an answer: AWS does not show the service to this account. */
function refusalsIn(noise: string): Answer[] {
  return [...noise.matchAll(CLI_ERROR)].slice(0, 50).flatMap(([said, code, operation, message = '']): Answer[] => {
    const name = operation === 'DescribeVpcEndpointServices' && code === 'InvalidServiceName' ? /com\.amazonaws\.[\w.-]{1,200}/.exec(message)?.[0] : undefined
    if (!name || !parseServiceName(name)) return []
    return [{ key: answerKey('describe-vpc-endpoint-services', name), command: 'describe-vpc-endpoint-services', complete: true, output: null, refusal: toRefusal(said) }]
  })
}

function whyElsewhere({ accounts, regions }: Gathered, answers: Answer[], place: Place): string | null {
  const strangers = strangersIn(answers)
  const account = [...accounts].find((one) => one !== place.accountId) ?? (accounts.size === 0 && !strangers.accounts.includes(place.accountId) ? strangers.accounts[0] : undefined)
  if (account !== undefined) return `This is of account ${cleanLine(account, 20)}, not of ${place.accountId}. Nothing was kept. Run the commands with credentials of ${place.accountId}.`
  const region = [...regions].find((one) => one !== place.region) ?? (strangers.regions.includes(place.region) ? undefined : strangers.regions[0])
  if (region !== undefined) return `This is of region ${region}, not of ${place.region}. Nothing was kept. Run the commands with --region ${place.region}.`
  return null
}

function problemsOf({ cutAt, brokenAt, more, unknown }: { cutAt: number[]; brokenAt: number[]; more: boolean; unknown: number }): string[] {
  const lines = (at: number[]) => `${at.length > 1 ? 'lines' : 'line'} ${listWords(at.map(String))}`
  return [
    ...(cutAt.length > 0 ? [`The text is cut off: what begins in ${lines(cutAt)} has no end. Paste it whole, or choose the file.`] : []),
    ...(brokenAt.length > 0 ? [`What begins in ${lines(brokenAt)} is not JSON as AWS prints it and was left out.`] : []),
    ...(more ? ['There is more in the text than is read. Paste the outputs in several goes.'] : []),
    ...(unknown > 0 ? [`${unknown === 1 ? 'One piece of JSON was' : `${unknown} pieces of JSON were`} not recognised as an answer to one of the commands. Paste whole outputs, without --query.`] : []),
  ]
}

const keysIn = (text: string): string[] => (holdsAwsKey(text.slice(0, 200_000)) && /\b(AKIA|ASIA)[A-Z2-7]{12,}\b|aws_secret_access_key|SecretAccessKey/i.test(text) ? ['The text seems to hold an AWS access key. It was not kept; if it is a real one, make it invalid in AWS, because it has left your terminal.'] : [])

function missingFrom(answers: Answer[]): SnapshotReading['missing'] {
  return COMMAND_NAMES.flatMap((command) => {
    const own = answers.filter((answer) => answer.command === command)
    if (own.some(({ output }) => output !== null)) return []
    const refusal = own.find((answer) => answer.refusal)?.refusal
    if (!refusal && MAY_BE_MISSING.has(command)) return []
    if (refusal?.code === 'InvalidServiceName') return []
    const said = refusal ? ` The command was refused: “${refusal.message}”` : ''
    return [{ command, sentence: `Without ${command}, ${COMMANDS[command].costs}.${said}` }]
  })
}

/** The same answers as one small document, with nothing in it but what is kept: what a browser sends on. */
export function toDocument({ takenAt, answers }: SnapshotReading, { accountId, region }: Place): string {
  const told = answers.map(({ key, command, complete, output, refusal }) => {
    const flags = (ONE_AT_A_TIME[command] ?? []).map((flag, index) => `--${flag} ${key.split(' ')[index + 1] ?? ''}`)
    const error = refusal && (refusal.code ? `An error occurred (${refusal.code}) when calling the ${operationOf(command)} operation: ${refusal.message}` : refusal.message)
    return { command: ['ec2', command, ...flags].join(' '), complete, ...(output ? { output } : { error: error ?? '' }) }
  })
  return JSON.stringify({ causewaySnapshot: 1, accountId, region, takenAt: takenAt?.toISOString() ?? '', answers: told })
}
