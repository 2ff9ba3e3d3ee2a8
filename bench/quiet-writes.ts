import Database from 'better-sqlite3'
import { median, repeat } from './rig/figures'
import { commitsOf, settledLooker } from './rig/looker'
import { sideBySide, type Benchmark } from './rig/measurement'

/** The goal’s 50 ms and its peer’s 208 ms were told of one machine: their ratio holds on any. */
const GOAL_SHARE = 50 / 208

/** P5: a look that finds nothing new writes nothing; a thousand changes are one short transaction. */
export const quietWrites: Benchmark = {
  title: 'writing what changed, and nothing else',
  async measure(workshop) {
    const { fleet, look, change, apart } = await settledLooker(workshop)
    const database = new Database(fleet.databaseFile, { readonly: true })
    const before = commitsOf(database)
    await look()
    const commits = commitsOf(database) - before

    const count = workshop.quick ? 500 : 1_000
    const times = workshop.quick ? 3 : 15
    const changeApart = await apart('updates one by one')
    await change('changeTogether', count)
    await changeApart('changeOneByOne', count)
    // in turns: a machine is not as fast all the time
    const turns = await repeat(times, async () => ({ ours: await change('changeTogether', count), theirs: await changeApart('changeOneByOne', count) }))
    const [ours, theirs] = [turns.map((turn) => turn.ours), turns.map((turn) => turn.theirs)]
    database.close()
    const [ourMs, theirMs] = [median(ours.map(({ ms }) => ms)), median(theirs.map(({ ms }) => ms))]
    const events = Math.min(...ours.map((cost) => cost.events))
    return [
      { what: 'commits by a quiet look', ours: commits, unit: 'commits', goal: 0, mustBe: 0, peer: null, note: 'so no rows' },
      { what: `${count} changes with their events`, ours: ourMs, unit: 'ms', goal: 50, peer: sideBySide(theirMs, 'Prisma as it comes, row by row, no events'), note: `${median(ours.map(({ cpuMs }) => cpuMs)).toFixed(0)} ms of CPU` },
      { what: 'the same as a share of those updates', ours: ourMs / theirMs, unit: '×', goal: GOAL_SHARE, peer: null, note: 'the goal, whatever the machine' },
      { what: 'events missing', ours: count - events, unit: 'events', goal: 0, mustBe: 0, peer: null },
    ]
  },
}
