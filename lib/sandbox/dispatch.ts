import { ACTIONS } from './actions'
import type { Call, Caller } from './actions/action'
import { bucketOfReading } from './actions/security-groups'
import type { Sandbox } from './sandbox'
import { STS_ACTIONS } from './sts'
import { READ, type BucketSize } from './throttle'
import { VERSION, type WireService } from './wire/answer'
import { AwsError, dryRunOperation, throttled, unauthorized } from './wire/errors'
import type { Params } from './wire/params'
import type { XmlTree } from './wire/xml'

type Asked = { service: WireService; action: string; params: Params; caller: Caller }

/** Runs one action. Throws AwsError for everything that is not its result. */
export function dispatch(asked: Asked, sandbox: Sandbox): XmlTree {
  const { world, acceptAfterMs } = sandbox
  const call: Call = { ...asked, world, now: sandbox.now(), acceptAfterMs }
  return asked.service === 'sts' ? runSts(call) : runEc2(call, sandbox)
}

function runSts(call: Call): XmlTree {
  const version = call.params.text('Version')
  const run = version === VERSION.sts && Object.hasOwn(STS_ACTIONS, call.action) ? STS_ACTIONS[call.action] : undefined
  if (!run) throw new AwsError('InvalidAction', `Could not find operation ${call.action} for version ${version ?? 'NO_VERSION_SPECIFIED'}`)
  return run(call)
}

function runEc2(call: Call, sandbox: Sandbox): XmlTree {
  const { params, action: name, caller } = call
  const version = params.required('Version')
  if (version !== VERSION.ec2) throw new AwsError('NoSuchVersion', `The requested version (${version}) of service AmazonEC2 does not exist`)
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined
  if (!action) throw new AwsError('InvalidAction', `The action ${name} is not valid for this web service.`)
  takeToken(call, bucketOf(call, action.bucket), sandbox)
  checkNames(params, action.accepts)
  const isDryRun = params.flag('DryRun') ?? false
  const result = action.run(call)
  const denied = call.world.data.accounts.find(caller.accountId)?.denied ?? []
  if (denied.includes(`ec2:${name}`)) throw unauthorized(caller.arn, `ec2:${name}`, `arn:aws:ec2:${caller.region}:${caller.accountId}:*`)
  if (isDryRun) throw dryRunOperation()
  return typeof result === 'function' ? result() : result
}

/** Reading security groups or interfaces without a page size and a filter costs more. */
function bucketOf(call: Call, own: BucketSize | undefined): BucketSize {
  if (call.action === 'DescribeSecurityGroups') return bucketOfReading(call, 'GroupId')
  if (call.action === 'DescribeNetworkInterfaces') return bucketOfReading(call, 'NetworkInterfaceId')
  return own ?? READ
}

function takeToken({ action, caller, now, world }: Call, size: BucketSize, { buckets }: Sandbox): void {
  if (!world.settings.throttling) return
  if (!buckets.take(`${caller.accountId}/${caller.region}/${action}/${size.capacity}`, size, now)) throw throttled()
}

/** EC2 refuses parameters it does not know. Those of a presigned URL are the signature's. */
function checkNames(params: Params, accepts: readonly string[]): void {
  const unknown = params.names().find((name) => !accepts.includes(name) && !['Action', 'Version', 'DryRun'].includes(name) && !/^(X-Amz-|AWSAccessKeyId$)/.test(name))
  if (unknown !== undefined) throw new AwsError('UnknownParameter', `The parameter ${unknown} is not recognized`)
}
