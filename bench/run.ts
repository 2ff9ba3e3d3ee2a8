/**
 * `npm run bench -- [P1 P6 …] [--quick] [--long]`: measures the goals that are named, or all, prints a table and keeps
 * it in bench/results.json. Slow is not a failure; not to be measurable, and a figure that is wrong, are.
 */
import { writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { GOALS } from './goals'
import { isReached, isWrong } from './rig/measurement'
import { tableOf, type Told } from './rig/table'
import { openWorkshop } from './rig/workshop'

const words = process.argv.slice(2)
const flags = words.filter((word) => word.startsWith('--'))
const names = words.filter((word) => !word.startsWith('--')).map((word) => word.toUpperCase())
const strange = [...names.filter((name) => !GOALS[name]), ...flags.filter((flag) => !['--quick', '--long'].includes(flag))]
if (strange.length > 0) {
  console.error(`There is no ${strange.join(', ')}. Known are ${Object.keys(GOALS).join(', ')}, --quick and --long.`)
  process.exit(1)
}

const workshop = openWorkshop({ quick: flags.includes('--quick'), long: flags.includes('--long') })
const told: Told[] = []
const failures: string[] = []
for (const [id, { title, measure }] of Object.entries(GOALS)) {
  if (names.length > 0 && !names.includes(id)) continue
  process.stderr.write(`${id}: ${title}\n`)
  try {
    const figures = (await measure(workshop)).map((figure) => ({ id, ...figure }))
    told.push(...figures)
    failures.push(...figures.filter(isWrong).map(({ what, ours, mustBe }) => `${id}: ${what} is ${ours} and must be ${mustBe}.`))
  } catch (error) {
    failures.push(`${id} could not be measured: ${error instanceof Error ? error.stack : String(error)}`)
  }
}
await workshop.close()

console.log(`\n${tableOf(told)}\n`)
const machine = { cores: cpus().length, model: cpus()[0]?.model, node: process.version, load: loadavg(), sizes: flags.includes('--quick') ? 'quick' : 'full' }
const figures = told.map((each) => ({ ...each, reached: isReached(each) }))
writeFileSync('bench/results.json', `${JSON.stringify({ at: new Date().toISOString(), machine, figures, failures }, null, 2)}\n`)
for (const failure of failures) console.error(failure)
process.exit(failures.length > 0 ? 1 : 0)
