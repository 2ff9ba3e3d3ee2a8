import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import type { CreateCall } from '@/lib/privatelink/plan'
import { createCommand } from './create-command'

const HOSTILE = `it's "$(touch /tmp/x)" \`id\` {a,b} \\ 🚇, Key=x`
const call: CreateCall = {
  VpcEndpointType: 'Interface',
  VpcId: 'vpc-0a1b2c3d',
  ServiceName: 'com.amazonaws.vpce.us-west-2.vpce-svc-049bbd33f61271781',
  SubnetIds: ['subnet-00000001', 'subnet-00000002'],
  SecurityGroupIds: ['sg-00000001'],
  PrivateDnsEnabled: false,
  ClientToken: 'made later',
  TagSpecifications: [{ ResourceType: 'vpc-endpoint', Tags: [{ Key: HOSTILE, Value: HOSTILE }] }],
}

/** What a shell hands to `aws`, one argument a line of NULs. */
function argumentsOf(command: string): string[] {
  const script = command.replace(/^aws /, `printf '%s\\0' `)
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)
}

it('gives a shell exactly the arguments of the call, whatever a tag holds', () => {
  const argv = argumentsOf(createCommand(call, 'us-west-2'))
  expect(argv.slice(0, 6)).toEqual(['ec2', 'create-vpc-endpoint', '--region', 'us-west-2', '--vpc-endpoint-type', 'Interface'])
  expect(argv.slice(argv.indexOf('--subnet-ids') + 1, argv.indexOf('--security-group-ids'))).toEqual(call.SubnetIds)
  expect(JSON.parse(argv.at(-1)!)).toEqual(call.TagSpecifications)
})

it('leaves the groups out where none is chosen, and never sends the token', () => {
  const { SecurityGroupIds: _groups, ...without } = call
  const command = createCommand(without, 'us-west-2')
  expect(command).not.toContain('--security-group-ids')
  expect(command).not.toContain('made later')
  expect(command).toContain('--no-private-dns-enabled')
})
