import 'server-only'
import { config } from '@/lib/config'
import { isAccountId } from '@/lib/privatelink/ids'
import { credentialsFor } from './accounts'
import { AwsError } from './errors'
import { askIdentity } from './session'

/** STS answers the same in every region; this one is open in every account. */
const DEFAULT_REGION = 'us-east-1'

/** Whose credentials this process runs with: one call to STS. Throws `AwsError` (credentials, unreachable, timeout, …). */
export async function whoAmI(): Promise<{ accountId: string; arn: string }> {
  // Not known yet: that is the question. Sentences then speak of the account of this process.
  const reach = { accountId: '', region: config().awsRegion ?? DEFAULT_REGION }
  const { accountId, arn } = await askIdentity(reach, credentialsFor(reach, { kind: 'default' }))
  if (accountId && isAccountId(accountId)) return { accountId, arn: arn ?? '' }
  throw new AwsError('AWS did not say which account the credentials of this process belong to. If AWS_ENDPOINT_URL is set, check where it leads.', { kind: 'garbage' })
}
