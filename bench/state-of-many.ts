import { hasAwsCli, hasTerraform, runAwsCli } from './rig/aws-cli'
import { median, repeat } from './rig/figures'
import { startLooker } from './rig/looker'
import { recorded, sideBySide, type Benchmark, type Measurement } from './rig/measurement'
import type { Fleet } from './rig/fleet'
import type { Workshop } from './rig/workshop'

/** P14: the state of 400 endpoints of one account and region. */
export const stateOfMany: Benchmark = {
  title: 'state of 400 endpoints',
  async measure(workshop) {
    const count = 400
    const { fleet, look } = await startLooker(workshop, { name: 'four-hundred', count, inOnePlace: true })
    const looks = await repeat(workshop.quick ? 2 : 5, async () => {
      await fleet.aws.forgetCalls()
      const { ms, watched } = await look()
      if (watched !== count) throw new Error(`The look saw ${watched} of ${count} requests.`)
      return { ms, calls: await fleet.aws.calls('DescribeVpcEndpoints') }
    })
    const calls = Math.max(...looks.map((each) => each.calls))
    return [
      { what: 'calls', ours: calls, unit: 'calls', goal: 1, mustBe: 1, peer: recorded(1_200, 'terraform plan -refresh-only') },
      { what: 'time, against Terraform', ours: median(looks.map(({ ms }) => ms)) / 1_000, unit: 's', goal: 1, peer: recorded(32.8, 'terraform plan -refresh-only'), note: hasTerraform() ? 'terraform is installed; without its AWS provider it cannot be run beside us' : undefined },
      ...(await besideTheCli(fleet, workshop, median(looks.map(({ ms }) => ms)))),
    ]
  },
}

/** A script that asks for each endpoint by id; some of them, and what all would take. */
async function besideTheCli({ aws, requests }: Fleet, { quick }: Workshop, ourMs: number): Promise<Measurement[]> {
  if (!hasAwsCli()) return []
  const some = requests.slice(0, quick ? 3 : 20)
  const costs = await repeat(some.length, (n) => runAwsCli(aws, ['describe-vpc-endpoints', '--vpc-endpoint-ids', some[n]!.endpointId!, '--query', 'VpcEndpoints[].State', '--output', 'text']))
  if (costs.some(({ output }) => output !== 'pendingAcceptance')) throw new Error('The AWS CLI did not see the endpoints.')
  const all = (costs.reduce((sum, { ms }) => sum + ms, 0) / some.length) * requests.length
  return [{ what: 'time, against a call for each by AWS CLI', ours: ourMs / 1_000, unit: 's', goal: 1, peer: sideBySide(all / 1_000, 'AWS CLI'), note: `${some.length} calls, scaled to ${requests.length}` }]
}
