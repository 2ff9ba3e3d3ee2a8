import 'server-only'
import { actionsOf, renderPolicy } from '@/lib/aws/permissions'
import { findAccount } from '@/lib/db/accounts'
import { findToldAnswer, listToldAnswers, type ToldAnswerLine } from '@/lib/db/told-answers'
import { answerKey, COMMAND_NAMES, commandLine, commandOfKey, COMMANDS, MAY_BE_MISSING, ONE_AT_A_TIME, type CommandName } from '@/lib/privatelink/snapshot/commands'
import { renderBlock, renderScript } from '@/lib/privatelink/snapshot/render-block'
import type { SnapshotLine, SnapshotView } from '@/lib/privatelink/snapshot/snapshot-view'

/** What is known of an account and region by what people pasted, and the commands that give it. Null for an account that Causeway reads itself. */
export async function seeSnapshot({ accountId, region, serviceName }: { accountId: string; region: string; serviceName: string | null }): Promise<SnapshotView | null> {
  const account = await findAccount(accountId)
  if (account?.source.kind !== 'snapshot') return null
  const answers = await listToldAnswers(accountId, region)
  const place = { accountId, region, serviceName }
  return {
    ...{ accountId, accountName: account.name, region },
    last: lastOf(answers),
    lines: COMMAND_NAMES.map((command) => toLine(command, answers, region)),
    ...{ block: renderBlock(place), script: renderScript(place), actions: actionsOf('read'), policy: JSON.stringify(renderPolicy('read'), null, 2) },
  }
}

/** Regions of an account for which anything was pasted, with the last paste of each. */
export async function listSnapshots(accountId: string): Promise<{ region: string; last: NonNullable<SnapshotView['last']> }[]> {
  const answers = await listToldAnswers(accountId)
  return [...new Set(answers.map(({ region }) => region))].sort().map((region) => ({ region, last: lastOf(answers.filter((answer) => answer.region === region))! }))
}

/** From when what is known of a service is; null where nothing was pasted, undefined for an account that Causeway reads itself. */
export async function serviceToldAt({ accountId, region, serviceName }: { accountId: string; region: string; serviceName: string }): Promise<Date | null | undefined> {
  if ((await findAccount(accountId))?.source.kind !== 'snapshot') return undefined
  return (await findToldAnswer({ accountId, region }, answerKey('describe-vpc-endpoint-services', serviceName)))?.at ?? null
}

function lastOf(answers: readonly ToldAnswerLine[]): SnapshotView['last'] {
  const last = answers.at(-1)
  return last ? { at: atOf(last).toISOString(), pastedAt: last.pastedAt.toISOString(), pastedBy: last.pastedBy } : null
}

const atOf = ({ takenAt, pastedAt }: ToldAnswerLine): Date => takenAt ?? pastedAt

function toLine(command: CommandName, answers: readonly ToldAnswerLine[], region: string): SnapshotLine {
  const own = answers.filter(({ key }) => commandOfKey(key) === command)
  const there = own.some(({ refusal, count }) => refusal === null || count > 0) || (command === 'describe-vpc-endpoint-services' && own.length > 0)
  const oldest = own.map(atOf).sort((a, b) => a.getTime() - b.getTime())[0]
  return {
    command,
    missing: there || (MAY_BE_MISSING.has(command) && own.length === 0) ? null : `Without it, ${COMMANDS[command].costs}.`,
    told: oldest ? { count: own.reduce((sum, { count }) => sum + count, 0), thing: COMMANDS[command].thing, at: oldest.toISOString(), refusal: own.find(({ refusal }) => refusal !== null)?.refusal ?? null } : null,
    line: ONE_AT_A_TIME[command] ? null : commandLine(command, { region }),
  }
}
