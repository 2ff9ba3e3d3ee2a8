import 'server-only'
import { write } from './client'

/** How many tries somebody has within how long. */
export type Allowance = { most: number; withinMs: number }
export type Counted = { subject: string; allowance: Allowance }

/**
 * Counts one more try of each subject, before it is known how it ends, so that a thousand at once are counted too. Null where all
 * are within their allowance; else nothing is counted and the answer is for how many more milliseconds it is over.
 */
export function countTry(subjects: readonly Counted[], now: Date): Promise<number | null> {
  return write(
    async (tx) => {
      const known = await tx.tries.findMany({ where: { subject: { in: subjects.map(({ subject }) => subject) } } })
      const live = subjects.map(({ subject, allowance }) => {
        const row = known.find((each) => each.subject === subject)
        const isOver = !row || now.getTime() - row.since.getTime() >= allowance.withinMs
        return isOver ? { subject, allowance, count: 0, since: now } : { subject, allowance, count: row.count, since: row.since }
      })
      const full = live.filter(({ count, allowance }) => count >= allowance.most)
      if (full.length > 0) return Math.max(...full.map(({ since, allowance }) => since.getTime() + allowance.withinMs - now.getTime()))
      for (const { subject, count, since } of live) await tx.tries.upsert({ where: { subject }, create: { subject, count: 1, since }, update: { count: count + 1, since } })
      await tx.tries.deleteMany({ where: { since: { lt: new Date(now.getTime() - FORGOTTEN_AFTER_MS) } } })
      return null
    },
    { unaudited: 'how often somebody tried is forgotten within the day' },
  )
}

const FORGOTTEN_AFTER_MS = 86_400_000

/** A try that ended well was none. */
export async function forgiveTry(subjects: readonly string[]): Promise<void> {
  await write((tx) => tx.tries.updateMany({ where: { subject: { in: [...subjects] }, count: { gt: 0 } }, data: { count: { decrement: 1 } } }), {
    unaudited: 'how often somebody tried is forgotten within the day',
  })
}
