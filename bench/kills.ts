import { runKillLoop } from '@/e2e/processes/kill-loop'
import { recorded, type Benchmark } from './rig/measurement'

/** R1: killed at random moments round a create, over and over. */
export const kills: Benchmark = {
  title: 'kill -9 while endpoints are created',
  async measure({ quick, say }) {
    const result = await runKillLoop({ kills: quick ? 6 : 200, createsPerLife: 3, log: say })
    const told = (list: string[]) => (list.length > 0 ? list.slice(0, 3).join('; ') : undefined)
    if (result.integrity !== 'ok') throw new Error(`The database did not pass its integrity check: ${result.integrity}`)
    const of = `${result.kills} kills, ${result.requests} creates`
    return [
      { what: `duplicates (${of})`, ours: result.duplicates.length, unit: '', goal: 0, mustBe: 0, peer: recorded(14, 'Terraform, of 14 kills'), note: told(result.duplicates) },
      { what: 'lost', ours: result.lost.length, unit: '', goal: 0, mustBe: 0, peer: null, note: told(result.lost) },
      { what: 'wrong ids', ours: result.wrongIds.length, unit: '', goal: 0, mustBe: 0, peer: null, note: told(result.wrongIds) },
    ]
  },
}
