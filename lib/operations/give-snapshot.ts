import 'server-only'
import { readPrintedEndpoints } from '@/lib/aws/endpoints'
import { getAccount } from '@/lib/db/accounts'
import { saveToldAnswers } from '@/lib/db/told-answers'
import { AppError } from '@/lib/errors'
import { whyNotUsable } from '@/lib/privatelink/account'
import type { Actor } from '@/lib/privatelink/actor'
import { describeActor } from '@/lib/privatelink/event'
import { isRegionCode } from '@/lib/privatelink/ids'
import { readSnapshot, type Place, type SnapshotReading } from '@/lib/privatelink/snapshot/read-snapshot'
import type { PrintedEndpoint } from '@/lib/privatelink/snapshot/shapes'
import { authorise } from './authorise'
import { foldTold, type Folded } from './fold-told'
import { forgetRecentOf } from './recently'

/** What became of a paste: what was understood, what it is without, and which requests it told of. */
export type Given = SnapshotReading & { older: number; folded: Folded[] }

/** A clock that is a little ahead is no reason to refuse what was read. */
const CLOCKS_DIFFER_MS = 10 * 60_000

/**
 * Takes what a person pasted or uploaded for an account that Causeway may not reach, keeps it, and folds the endpoints in it into the
 * requests that look after them. Throws `AppError`: `bad-snapshot` (400) with a sentence that says what is wrong with the text,
 * `has-access` (409) for an account that Causeway reads itself.
 */
export async function giveSnapshot(place: Place, text: string, { actor, now }: { actor: Actor; now: Date }): Promise<Given> {
  authorise(actor, 'giveSnapshot')
  await mustBeInPlanMode(place)
  const reading = readSnapshot(text, place)
  if ('refused' in reading) throw new AppError(reading.refused, { code: 'bad-snapshot', status: 400 })
  const ahead = reading.takenAt !== null && reading.takenAt.getTime() > now.getTime() + CLOCKS_DIFFER_MS
  const takenAt = ahead || (reading.takenAt && reading.takenAt > now) ? now : reading.takenAt
  const problems = ahead ? [...reading.problems, 'It says that it was taken in the future; the time of pasting is kept instead.'] : reading.problems
  const { older } = await saveToldAnswers(place, { answers: reading.answers, takenAt }, { actor, now })
  forgetRecentOf(place)
  const told = { at: takenAt ?? now, by: describeActor(actor), how: 'paste', note: null } as const
  const folded = await foldTold(place, endpointsIn(reading), told, { actor, now })
  return { ...reading, takenAt, problems, older, folded }
}

async function mustBeInPlanMode({ accountId, region }: Place): Promise<void> {
  const account = await getAccount(accountId)
  if (account.source.kind !== 'snapshot') throw new AppError(`Causeway reads account ${accountId} itself, so there is nothing to paste.`, { code: 'has-access', status: 409 })
  if (!isRegionCode(region)) throw new AppError('Choose a region from the list.', { code: 'bad-snapshot', status: 400 })
  const off = whyNotUsable(account, region)
  if (off) throw new AppError(off, { code: 'bad-snapshot', status: 409 })
}

function endpointsIn({ answers }: SnapshotReading) {
  const printed = answers.flatMap(({ command, output }) => (command === 'describe-vpc-endpoints' && output ? (output.VpcEndpoints as PrintedEndpoint[]) : []))
  return readPrintedEndpoints(printed)
}
