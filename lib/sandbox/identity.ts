import type { Caller } from './actions/action'
import type { WireService } from './wire/answer'
import { AwsError } from './wire/errors'
import type { Signed } from './wire/signature'
import { PLATFORM_ACCOUNT } from './world/default-world'
import { digest } from './world/ids'
import { findAwsRegion } from './world/regions'
import type { World } from './world/world'

/** Begins every access key id that the sandbox's AssumeRole hands out (20 characters in all, as AWS's). */
export const SESSION_KEY_PREFIX = 'ASIASANDBOX'

/** AWS refuses a request whose clock is off by more than this. */
const MAX_SKEW_MS = 15 * 60_000

/** Who is calling: an account's key, a role's session, or, for a key nobody knows, a user of the default account. */
export function identify(signed: Signed, service: WireService, world: World, now: number): Caller {
  checkClock(signed, service)
  if (service === 'ec2' && !findAwsRegion(signed.region)) throw invalidCredentials(service)
  const { accessKeyId, region } = signed
  if (accessKeyId.startsWith(SESSION_KEY_PREFIX)) return callerOfSession(signed, service, world, now)
  const key = world.data.keys.find(accessKeyId)
  const accountId = key?.accountId ?? PLATFORM_ACCOUNT
  const userName = key?.userName ?? 'sandbox'
  const userId = `AIDA${digest('user', accountId, userName).slice(0, 17).toUpperCase()}`
  return { accountId, region, accessKeyId, arn: `arn:aws:iam::${accountId}:user/${userName}`, userId }
}

function callerOfSession({ accessKeyId, region, sessionToken }: Signed, service: WireService, world: World, now: number): Caller {
  const session = world.data.sessions.find(accessKeyId)
  if (!session || session.token !== sessionToken) throw invalidCredentials(service)
  if (session.expiresAt <= now) throw expiredCredentials(service)
  return { accountId: session.accountId, region, accessKeyId, arn: session.arn, userId: session.userId }
}

function checkClock({ signedAt }: Signed, service: WireService): void {
  // The machine's clock, not the world's: it is the caller's that is judged.
  const now = Date.now()
  if (signedAt === null || Math.abs(now - signedAt) <= MAX_SKEW_MS) return
  if (service === 'sts') throw new AwsError('SignatureDoesNotMatch', `Signature expired: ${stamp(signedAt)} is not within 15 minutes of ${stamp(now)}`, 403)
  const words = `Request has expired. Timestamp date is ${new Date(signedAt).toISOString()}. Current date is ${new Date(now).toISOString()}.`
  throw new AwsError('RequestExpired', words)
}

const stamp = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')

const invalidCredentials = (service: WireService) =>
  service === 'sts'
    ? new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403)
    : new AwsError('AuthFailure', 'AWS was not able to validate the provided access credentials', 401)

export const expiredCredentials = (service: WireService) =>
  service === 'sts'
    ? new AwsError('ExpiredToken', 'The security token included in the request is expired', 403)
    : new AwsError('RequestExpired', 'Request has expired.')
