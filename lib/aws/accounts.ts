import 'server-only'
import { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers'
import { config } from '@/lib/config'
import { answerGuard } from './answer-guard'
import { AwsError, toAwsError } from './errors'
import { wireSettings } from './wire'

/** One account in one region: where a call goes. */
export type Reach = { accountId: string; region: string }

/** Where an account's credentials come from. Nothing here is a secret. */
export type AccountSource =
  | { kind: 'default' }
  | { kind: 'profile'; profile: string }
  | { kind: 'assume-role'; roleArn: string; externalId: string | null }

export type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string; expiration?: Date }
export type CredentialSource = (options?: { forceRefresh?: boolean }) => Promise<Credentials>

type ResolveAccount = (accountId: string) => Promise<AccountSource | null>

// Next loads a module more than once; the resolver is registered at boot in one copy and used from the others.
const shared = globalThis as typeof globalThis & { __causewayAccounts?: ResolveAccount }

/** Hands in how accounts are looked up (a database read), once at boot. */
export function useAccounts(resolve: ResolveAccount): void {
  shared.__causewayAccounts = resolve
}

/** The source of an account's credentials. Throws `AwsError` (credentials) for an account nobody configured. */
export async function getAccountSource(accountId: string): Promise<AccountSource> {
  if (!shared.__causewayAccounts) throw new Error('useAccounts was not called at boot')
  const source = await shared.__causewayAccounts(accountId)
  if (!source) throw new AwsError(`Causeway does not know AWS account ${accountId}. Add it first, or choose another account.`, { kind: 'credentials' })
  return source
}

/** In the sandbox these stand for the platform's own credentials; a person's real ones never leave for a simulated AWS. */
const SANDBOX_KEYS: Credentials = { accessKeyId: 'AKIASANDBOXPLATFORM1', secretAccessKey: 'sandbox' }

/** Fresh credentials when asked to refresh, remembered ones until five minutes before they end otherwise. */
export function credentialsFor(reach: Reach, source: AccountSource): CredentialSource {
  const provide = provider(reach, source)
  let kept: Promise<Credentials> | null = null
  return async (options) => {
    if (options?.forceRefresh || !kept || endsSoon(await kept)) kept = null
    const asked = (kept ??= provide(options))
    try {
      return await asked
    } catch (error) {
      if (kept === asked) kept = null
      throw source.kind === 'assume-role' ? assumeRoleRefusal(error, { reach, source }) : toAwsError(error, { action: 'sts:GetCallerIdentity', reach, nothingSent: true })
    }
  }
}

const endsSoon = ({ expiration }: Credentials) => expiration !== undefined && expiration.getTime() - Date.now() < 5 * 60_000

function provider(reach: Reach, source: AccountSource): CredentialSource {
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

/** STS: 2 to 64 of `\w+=,.@-`. */
const sessionName = ({ accountId, region }: Reach) => `causeway-${accountId}-${region}`.replace(/[^\w+=,.@-]/g, '-').slice(0, 64)

function assumeRoleRefusal(error: unknown, { reach, source }: { reach: Reach; source: AccountSource & { kind: 'assume-role' } }): AwsError {
  const refusal = toAwsError(error, { action: 'sts:AssumeRole', reach, nothingSent: true })
  if (refusal.kind !== 'denied') return refusal
  return new AwsError(
    `Causeway may not assume the role ${source.roleArn} for account ${reach.accountId}. Check that the role exists, that its trust policy ` +
      'names the role or user Causeway runs as, and that the external id there is the one shown for this account.',
    { kind: 'credentials', awsCode: refusal.awsCode, deniedAction: 'sts:AssumeRole', cause: error },
  )
}
