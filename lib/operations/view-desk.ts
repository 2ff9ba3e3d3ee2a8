import 'server-only'
import { countDeskStates, listDeskRows } from '@/lib/db/desk-rows'
import { findContradictions, type Contradiction, type DeskRow, type LookTimes } from '@/lib/privatelink/desk-contradictions'
import { countDesk, type Counter } from '@/lib/privatelink/desk-counters'
import { lookStatusOf } from './look-status'

/** What is known of the whole desk: read once for the header, the menus and the marks on the rows. */
export type DeskSummary = {
  counters: Counter[]
  contradictions: Map<string, Contradiction[]>
  regions: string[]
  accountIds: string[]
  requesters: string[]
}

/** Counts the desk and finds what does not fit together on it. For those who may `viewDesk`. */
export async function summariseDesk(now: Date): Promise<DeskSummary> {
  const byState = await countDeskStates()
  const rows = listDeskRows()
  const contradictions = findContradictions(rows, { now: now.getTime(), lookOf })
  const distinct = (of: (row: DeskRow) => string | null) => [...new Set(rows.flatMap((row) => of(row) ?? []))].sort()
  return {
    counters: countDesk({ rows, byState, contradictory: contradictions.size }),
    contradictions,
    regions: distinct(({ region }) => region),
    accountIds: distinct(({ accountId }) => accountId),
    requesters: distinct(({ ownerName }) => ownerName),
  }
}

function lookOf({ accountId, region }: DeskRow): LookTimes {
  if (!accountId || !region) return null
  const { lastGoodAt, everySeconds } = lookStatusOf({ accountId, region })
  return lastGoodAt && everySeconds > 0 ? { lastGoodAt: Date.parse(lastGoodAt), everyMs: everySeconds * 1_000 } : null
}
