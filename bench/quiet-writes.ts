import Database from 'better-sqlite3'
import { median, repeat } from './rig/figures'
import { commitsOf, settledLooker } from './rig/looker'
import { sideBySide, type Benchmark } from './rig/measurement'

/** P5: a look that finds nothing new writes nothing; a thousand changes are one short transaction. */
export const quietWrites: Benchmark = {
  title: 'writing what changed, and nothing else',
  async measure(workshop) {
    const { fleet, look, change } = await settledLooker(workshop)
    const database = new Database(fleet.databaseFile, { readonly: true })
    const before = commitsOf(database)
    await look()
    const commits = commitsOf(database) - before

    const count = workshop.quick ? 500 : 1_000
    const times = workshop.quick ? 3 : 7
    await change('changeTogether', count)
    const ours = await repeat(times, () => change('changeTogether', count))
    const theirs = await repeat(times, () => change('changeOneByOne', count))
    database.close()
    const events = Math.min(...ours.map((cost) => cost.events))
    return [
      { what: 'commits by a quiet look', ours: commits, unit: 'commits', goal: 0, mustBe: 0, peer: null, note: 'so no rows' },
      { what: `${count} changes with their events`, ours: median(ours.map(({ ms }) => ms)), unit: 'ms', goal: 50, peer: sideBySide(median(theirs.map(({ ms }) => ms)), 'Prisma, row by row, no events'), note: `${median(ours.map(({ cpuMs }) => cpuMs)).toFixed(0)} ms of CPU` },
      { what: 'events missing', ours: count - events, unit: 'events', goal: 0, mustBe: 0, peer: null },
    ]
  },
}
