import { watchLoop } from './processes/loop-delay.mjs'
import { hasAwsCli, runAwsCli } from './rig/aws-cli'
import { median, repeat } from './rig/figures'
import { settledLooker } from './rig/looker'
import { recorded, sideBySide, type Benchmark, type Peer } from './rig/measurement'
import { startSimulatedAws } from './rig/simulated-aws'
import type { Workshop } from './rig/workshop'

/** P4: what that look costs this process, all of it at once rather than spread over the interval as the watcher does. */
export const lookCost: Benchmark = {
  title: 'what a look at 10,000 endpoints costs',
  async measure(workshop) {
    const { fleet, look } = await settledLooker(workshop)
    const peer = await cliCost(workshop, fleet.requests.length)
    const idle = watchLoop()
    const looks = await repeat(workshop.quick ? 2 : 5, look)
    const noise = sideBySide(idle.read().p99, 'an idle process')
    idle.stop()
    const cpu = median(looks.map(({ cpuMs }) => cpuMs))
    return [
      { what: 'CPU', ours: cpu / 1_000, unit: 's', goal: 1.2, peer, note: `${(median(looks.map(({ ms }) => ms)) / 1_000).toFixed(2)} s by the clock` },
      { what: 'delay of the event loop meanwhile, p99', ours: median(looks.map(({ delay }) => delay.p99)), unit: 'ms', goal: 25, peer: noise, note: `worst ${Math.max(...looks.map(({ delay }) => delay.max)).toFixed(0)} ms` },
    ]
  },
}

/** As many endpoints, kindly all in one account and region, so that the command line tool starts only once. */
async function cliCost(workshop: Workshop, count: number): Promise<Peer> {
  if (!hasAwsCli()) return recorded(2.1, 'AWS CLI')
  const aws = await startSimulatedAws(workshop, 'command-line')
  await aws.load({ base: 'empty', throttling: false, endpoints: [{ count }] })
  const runs = await repeat(workshop.quick ? 1 : 3, () => runAwsCli(aws, ['describe-vpc-endpoints', '--page-size', '1000', '--query', 'length(VpcEndpoints)', '--output', 'text']))
  // It says a number for each page.
  const seen = runs.map(({ output }) => output.split(/\s+/).reduce((sum, page) => sum + Number(page), 0))
  if (seen.some((each) => each !== count)) throw new Error(`The AWS CLI saw ${seen.join(', ')} of ${count} endpoints.`)
  return sideBySide(median(runs.map(({ cpuMs }) => cpuMs)) / 1_000, 'AWS CLI')
}
