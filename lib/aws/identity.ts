import 'server-only'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { config } from '@/lib/config'
import { isAccountId } from '@/lib/privatelink/ids'
import { answerGuard } from './answer-guard'
import { ownSts } from './clients'
import { AwsError, toAwsError } from './errors'

const DEADLINE_MS = 10_000
/** STS answers the same in every region; this one is open in every account. */
const DEFAULT_REGION = 'us-east-1'

/** Whose credentials this process runs with. Throws `AwsError` (credentials, unreachable, timeout, …). */
export async function whoAmI(): Promise<{ accountId: string; arn: string }> {
  const region = config().awsRegion ?? DEFAULT_REGION
  const signal = AbortSignal.timeout(DEADLINE_MS)
  const sts = ownSts(region)
  const question = new GetCallerIdentityCommand({})
  question.middlewareStack.use(answerGuard())
  try {
    const { Account, Arn } = await sts.send(question, { abortSignal: signal })
    if (!Account || !isAccountId(Account)) throw new AwsError('AWS did not say which account the credentials of this process belong to. Check any AWS_ENDPOINT_URL.', { kind: 'garbage' })
    return { accountId: Account, arn: Arn ?? '' }
  } catch (error) {
    throw toAwsError(error, { action: 'sts:GetCallerIdentity', reach: { accountId: '(its own)', region }, timedOut: signal.aborted })
  } finally {
    sts.destroy()
  }
}
