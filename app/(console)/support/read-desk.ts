import 'server-only'
import { listDesk, type QueuePage } from '@/lib/db/list-desk'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import { summariseDesk, type DeskSummary } from '@/lib/operations/view-desk'
import type { DeskView } from './desk-choices'
import { toDeskQuery } from './desk-query'

export type Known<T> = { known: T } | { problem: string }

export const readSummary = (now: Date): Promise<Known<DeskSummary>> => orUnknown(() => summariseDesk(now))

/** Contradictions cannot be listed while they cannot be found: that is a problem, not an empty queue. */
export async function readQueue(view: DeskView, summary: Known<DeskSummary>): Promise<Known<QueuePage>> {
  if (view.contradictions && 'problem' in summary) return summary
  const contradictory = 'known' in summary ? [...summary.known.contradictions.keys()] : []
  return orUnknown(() => listDesk(toDeskQuery(view, contradictory)))
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
