import 'server-only'
import { EC2Client } from '@aws-sdk/client-ec2'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { config } from '@/lib/config'
import { type AccountSource, clientEndpoint, type Credentials, type CredentialSource, credentialsFor, getAccountSource, type Reach, WIRE } from './accounts'
import { answerGuard } from './answer-guard'
import { AwsError } from './errors'

export { type AccountSource, type Reach, useAccounts } from './accounts'

// A notice about a future Node on standard error at every start helps nobody who runs a pinned image.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'

/** Everything kept for one account and region. */
export type Connection = {
  ec2: EC2Client
  sts: STSClient
  credentials: CredentialSource
  /** The keys whose account was checked. */
  verified: string | null
}

/** Ten accounts in six regions, and some room. */
const MOST_CONNECTIONS = 80

// Next loads a module more than once; one set of sockets for all copies.
const shared = globalThis as typeof globalThis & { __causewayConnections?: Map<string, Connection> }
const connections = (shared.__causewayConnections ??= new Map<string, Connection>())

/** The clients for a reach, made at first use and again when the account's source changes; the least used are closed. */
export async function connectionFor(reach: Reach): Promise<Connection> {
  const source = await getAccountSource(reach.accountId)
  const key = JSON.stringify([reach.accountId, reach.region, source, clientEndpoint().endpoint ?? config().awsMode])
  const connection = connections.get(key) ?? connect(reach, source)
  connections.delete(key)
  connections.set(key, connection)
  if (connections.size > MOST_CONNECTIONS) evict(connections.keys().next().value!)
  return connection
}

function connect(reach: Reach, source: AccountSource): Connection {
  const credentials = credentialsFor(reach, source)
  // maxAttempts 1: the SDK would send CreateVpcEndpoint again after a lost answer; trying again is our own decision.
  const common = { region: reach.region, credentials, maxAttempts: 1, ...clientEndpoint(), requestHandler: WIRE }
  return { ec2: new EC2Client(common), sts: new STSClient(common), credentials, verified: null }
}

/** STS with whatever credentials this process has, for asking who that is. */
export function ownSts(region: string): STSClient {
  const credentials = credentialsFor({ accountId: '', region }, { kind: 'default' })
  return new STSClient({ region, credentials, maxAttempts: 1, ...clientEndpoint(), requestHandler: WIRE })
}

/** Asks AWS whose credentials these are, once per set of keys, and refuses to work with another account's. */
export async function verifyAccount(reach: Reach, connection: Connection, signal: AbortSignal): Promise<void> {
  const keys = fingerprint(await connection.credentials())
  if (connection.verified === keys) return
  const question = new GetCallerIdentityCommand({})
  question.middlewareStack.use(answerGuard())
  const { Account, Arn } = await connection.sts.send(question, { abortSignal: signal })
  if (Account !== reach.accountId) {
    throw new AwsError(
      `The credentials configured for account ${reach.accountId} belong to account ${Account ?? 'unknown'} (${Arn ?? 'no ARN'}), so nothing was done. Correct the account’s profile or role.`,
      { kind: 'wrong-account' },
    )
  }
  connection.verified = keys
}

const fingerprint = ({ accessKeyId, sessionToken }: Credentials) => `${accessKeyId}:${sessionToken ?? ''}`

function evict(key: string): void {
  const connection = connections.get(key)
  connections.delete(key)
  connection?.ec2.destroy()
  connection?.sts.destroy()
}

/** Closes every socket; the next call opens its own again. */
export function closeClients(): void {
  for (const key of [...connections.keys()]) evict(key)
}
