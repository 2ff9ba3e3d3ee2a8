import 'server-only'
import { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers'
import { config } from '@/lib/config'
import { answerGuard } from './answer-guard'
import { AwsError, toAwsError } from './errors'
import { wireSettings } from './wire'

/** One account in one region: where a call goes. `requestId` names the request it is made for, so that AWS's own log of it does. */
export type Reach = { accountId: string; region: string; requestId?: string }

/** Where an account's credentials come from. Nothing here is a secret. */
export type AccountSource =
  | { kind: 'default' }
  | { kind: 'profile'; profile: string }
  | { kind: 'assume-role'; roleArn: string; externalId: string | null }
  /** None at all: a person pastes what AWS answers. */
  | { kind: 'snapshot' }

export type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string; expiration?: Date }
export type CredentialSource = (options?: { forceRefresh?: boolean }) => Promise<Credentials>

/** An account that must not be used at present, and why. */
export type Held = { kind: 'held'; because: string }
type ResolveAccount = (accountId: string) => Promise<AccountSource | Held | null>

// Next loads a module more than once; the resolver is registered at boot in one copy and used from the others.
const shared = globalThis as typeof globalThis & { __causewayAccounts?: ResolveAccount }

/** Hands in how accounts are looked up (a database read), once at boot. */
export function useAccounts(resolve: ResolveAccount): void {
  shared.__causewayAccounts = resolve
}

/** The source of an account's credentials. Throws `AwsError` (credentials) for an account nobody configured, or one that is held. */
export async function getAccountSource(accountId: string): Promise<AccountSource> {
  if (!shared.__causewayAccounts) throw new Error('useAccounts was not called at boot')
  const source = await shared.__causewayAccounts(accountId)
  if (!source) throw new AwsError(`Causeway does not know AWS account ${accountId}. Add it first, or choose another account.`, { kind: 'credentials' })
  if (source.kind === 'held') throw new AwsError(source.because, { kind: 'credentials' })
  return source
}

/** In the sandbox these stand for the platform's own credentials; a person's real ones never leave for a simulated AWS. */
const SANDBOX_KEYS: Credentials = { accessKeyId: 'AKIASANDBOXPLATFORM1', secretAccessKey: 'sandbox' }

/** Fresh credentials when asked to refresh, remembered ones until five minutes before they end otherwise. */
export function credentialsFor(reach: Reach, source: AccountSource): CredentialSource {
  const provide = provider(reach, source)
  let kept: Promise<Credentials> | null = null
  return async (options) => {
    // what another call still waits for is shared, its refusal too: it is told below in words, to each of them
    if (options?.forceRefresh || (kept && (await kept.then(endsSoon, () => false)))) kept = null
    const asked = (kept ??= provide(options))
    try {
      return await asked
    } catch (error) {
      if (kept === asked) kept = null
      throw source.kind === 'assume-role' ? assumeRoleRefusal(error, reach) : toAwsError(error, { action: 'sts:GetCallerIdentity', reach, nothingSent: true })
    }
  }
}

const endsSoon = ({ expiration }: Credentials) => expiration !== undefined && expiration.getTime() - Date.now() < 5 * 60_000

function provider(reach: Reach, source: AccountSource): CredentialSource {
  // the process's own must never be tried on an account that nobody gave it
  if (source.kind === 'snapshot') throw new AwsError(`Causeway has no access to account ${reach.accountId}.`, { kind: 'no-access' })
  const own = ownCredentials(source)
  if (source.kind !== 'assume-role') return own
  const assume = fromTemporaryCredentials({
    masterCredentials: own,
    params: { RoleArn: source.roleArn, ExternalId: source.externalId ?? undefined, RoleSessionName: sessionName(reach), DurationSeconds: 3600 },
    clientConfig: wireSettings(reach.region),
    clientPlugins: [answerGuard()],
  })
  return () => assume()
}

function ownCredentials(source: AccountSource): CredentialSource {
  if (config().awsMode === 'sandbox') return async () => SANDBOX_KEYS
  return fromNodeProviderChain(source.kind === 'profile' ? { profile: source.profile } : {})
}

/** STS: 2 to 64 of `\w+=,.@-`. CloudTrail shows it beside every call of the session. */
const sessionName = ({ accountId, requestId }: Reach) => `causeway-${requestId ?? accountId}`.replace(/[^\w+=,.@-]/g, '-').slice(0, 64)

function assumeRoleRefusal(error: unknown, reach: Reach): AwsError {
  const refusal = toAwsError(error, { action: 'sts:AssumeRole', reach, nothingSent: true })
  if (refusal.kind !== 'denied') return refusal
  // Without the role's ARN: these words reach pages of people who are not to see it.
  return new AwsError(
    `Causeway may not assume its role in account ${reach.accountId}. Look at the account under Accounts: the role has to exist, its trust policy ` +
      'has to name the role or user Causeway runs as, with the ExternalId shown there, and Causeway’s own policy has to allow sts:AssumeRole. Then press “Test connection”.',
    { kind: 'credentials', awsCode: refusal.awsCode, deniedAction: 'sts:AssumeRole', cause: error },
  )
}
