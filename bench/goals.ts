import { callsPerLook } from './calls-per-look'
import { firstLoad } from './first-load'
import { kills } from './kills'
import { lookCost } from './look-cost'
import { memory } from './memory'
import { notice } from './notice'
import { pages } from './pages'
import { quietWrites } from './quiet-writes'
import type { Benchmark } from './rig/measurement'
import { start } from './start'
import { stateOfMany } from './state-of-many'

/** Every benchmark under the number of its goal, in the order in which they run. */
export const GOALS: Readonly<Record<string, Benchmark>> = {
  P1: callsPerLook,
  P4: lookCost,
  P5: quietWrites,
  P14: stateOfMany,
  P2: notice,
  P6: pages,
  P7: firstLoad,
  P9: start,
  P10: memory,
  R1: kills,
}
