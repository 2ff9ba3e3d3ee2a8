import type { Benchmark } from './rig/measurement'
import { recorded } from './rig/measurement'
import { QUIET_ACCOUNT, REACHES } from './rig/fleet'
import { settledLooker } from './rig/looker'

/** P1: what one look at everything asks of AWS. */
export const callsPerLook: Benchmark = {
  title: 'one look at 10,000 waiting endpoints in 10 accounts × 6 regions',
  async measure(workshop) {
    const { fleet, look } = await settledLooker(workshop)
    await fleet.aws.forgetCalls()
    const { watched, reaches } = await look()
    const calls = await fleet.aws.calls('DescribeVpcEndpoints')
    // Σ⌈n/1000⌉ over accounts and regions; here none holds more than a thousand.
    const fewest = REACHES * Math.ceil(fleet.requests.length / REACHES / 1_000)
    if (watched !== fleet.requests.length) throw new Error(`The look saw ${watched} of ${fleet.requests.length} requests.`)
    return [
      { what: 'calls of DescribeVpcEndpoints', ours: calls, unit: 'calls', goal: fewest, mustBe: fewest, peer: recorded(3 * fleet.requests.length, 'Terraform'), note: `${watched} requests, ${reaches} accounts and regions` },
      { what: 'calls for an account with nothing open', ours: await fleet.aws.callsOf(QUIET_ACCOUNT), unit: 'calls', goal: 0, mustBe: 0, peer: null },
    ]
  },
}
