import 'server-only'
import { countDeskStates, listDeskRows } from '@/lib/db/desk-rows'
import { listDesk, type QueuePage } from '@/lib/db/list-desk'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import { lookStatusOf } from '@/lib/operations/look-status'
import { findContradictions, type Contradiction, type DeskRow, type LookTimes } from '@/lib/privatelink/desk-contradictions'
import { countDesk, type Counter } from '@/lib/privatelink/desk-counters'
import type { DeskView } from './desk-choices'
import { toDeskQuery } from './desk-query'

/** What is known of the whole desk: read once for the header, the menus and the marks on the rows. */
export type DeskSummary = {
  counters: Counter[]
  contradictions: Map<string, Contradiction[]>
  regions: string[]
  accountIds: string[]
  requesters: string[]
}

export type Known<T> = { known: T } | { problem: string }

export const readSummary = (now: Date): Promise<Known<DeskSummary>> =>
  orUnknown(async () => {
    const [rows, byState] = await Promise.all([listDeskRows(), countDeskStates()])
    const contradictions = findContradictions(rows, { now: now.getTime(), lookOf })
    const distinct = (of: (row: DeskRow) => string | null) => [...new Set(rows.flatMap((row) => of(row) ?? []))].sort()
    return {
      counters: countDesk({ rows, byState, contradictory: contradictions.size }),
      contradictions,
      regions: distinct(({ region }) => region),
      accountIds: distinct(({ accountId }) => accountId),
      requesters: distinct(({ ownerName }) => ownerName),
    }
  })

/** Contradictions cannot be listed while they cannot be found: that is a problem, not an empty queue. */
export async function readQueue(view: DeskView, summary: Known<DeskSummary>): Promise<Known<QueuePage>> {
  if (view.contradictions && 'problem' in summary) return summary
  const contradictory = 'known' in summary ? [...summary.known.contradictions.keys()] : []
  return orUnknown(() => listDesk(toDeskQuery(view, contradictory)))
}

function lookOf({ accountId, region }: DeskRow): LookTimes {
  if (!accountId || !region) return null
  const { lastGoodAt, everySeconds } = lookStatusOf({ accountId, region })
  return lastGoodAt && everySeconds > 0 ? { lastGoodAt: Date.parse(lastGoodAt), everyMs: everySeconds * 1_000 } : null
}

/** A read that failed is "not known", with its reason; the log has the rest. */
async function orUnknown<T>(read: () => Promise<T>): Promise<Known<T>> {
  try {
    return { known: await read() }
  } catch (error) {
    log().error({ err: error }, 'the desk could not be read')
    return { problem: error instanceof AppError ? error.message : 'The database did not answer as it should. The log of Causeway says why.' }
  }
}
