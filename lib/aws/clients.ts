import 'server-only'
import { EC2Client } from '@aws-sdk/client-ec2'
import { getAccountSource, type Reach } from './accounts'
import { openSession, type Session } from './session'
import { sandboxEndpoint, wireSettings } from './wire'

export { type AccountSource, type Reach, useAccounts } from './accounts'

/** What is kept for one account and region. */
export type Connection = { ec2: EC2Client; session: Session }

/** Ten accounts in six regions, and some room; for single requests those of the last few. */
const MOST = { connections: 80, sessions: 40 }
const MOST_OF_REQUESTS = { connections: 16, sessions: 16 }
const LONGEST_CALL_MS = 30_000

// Next loads a module more than once; one set of sockets for all copies.
type Store = { connections: Map<string, Connection>; sessions: Map<string, Session> }
const emptyStore = (): Store => ({ connections: new Map(), sessions: new Map() })
const shared = globalThis as typeof globalThis & { __causewayClients?: { ofAccounts: Store; ofRequests: Store } }
const stores = (shared.__causewayClients ??= { ofAccounts: emptyStore(), ofRequests: emptyStore() })

/**
 * The client for a reach, made at first use and again when the account's source changes; the one unused longest is closed. Only a
 * role's session bears a name, so only there does a request get one of its own.
 */
export async function connectionFor(reach: Reach): Promise<Connection> {
  const source = await getAccountSource(reach.accountId)
  const ofOneRequest = source.kind === 'assume-role' && reach.requestId !== undefined
  const { connections, sessions } = ofOneRequest ? stores.ofRequests : stores.ofAccounts
  const most = ofOneRequest ? MOST_OF_REQUESTS : MOST
  const account = JSON.stringify([reach.accountId, source, sandboxEndpoint(), ofOneRequest ? reach.requestId : null])
  return keep(connections, `${account} ${reach.region}`, {
    most: most.connections,
    make: () => connect(reach, keep(sessions, account, { most: most.sessions, make: () => openSession(reach, source) })),
    drop: closeSoon,
  })
}

/** It may be in the middle of a call: closed once any call has ended. */
const closeSoon = ({ ec2 }: Connection) => void setTimeout(() => ec2.destroy(), LONGEST_CALL_MS).unref()

/** A connection that is not kept, for trying credentials that are not in use. Close it with `ec2.destroy()`. */
export const openConnection = (reach: Reach, session: Session): Connection => connect(reach, session)

/** Closes what is kept for an account, because it was changed, mended or removed; the next call begins anew. */
export function closeAccount(accountId: string): void {
  const isOfAccount = (key: string) => key.startsWith(`[${JSON.stringify(accountId)},`)
  for (const { connections, sessions } of Object.values(stores)) {
    for (const [key, connection] of connections) {
      if (!isOfAccount(key)) continue
      connections.delete(key)
      closeSoon(connection)
    }
    for (const key of sessions.keys()) if (isOfAccount(key)) sessions.delete(key)
  }
}

const connect = ({ region }: Reach, session: Session): Connection => ({ ec2: new EC2Client({ ...wireSettings(region), credentials: session.credentials }), session })

/** A map's insertion order is the order of last use. */
function keep<T>(map: Map<string, T>, key: string, { most, make, drop }: { most: number; make: () => T; drop?: (dropped: T) => void }): T {
  const value = map.get(key) ?? make()
  map.delete(key)
  map.set(key, value)
  const oldest = map.keys().next().value
  if (map.size > most && oldest !== undefined) {
    const dropped = map.get(oldest)
    map.delete(oldest)
    if (dropped !== undefined) drop?.(dropped)
  }
  return value
}

/** Closes every socket and forgets every credential; the next call begins anew. */
export function closeClients(): void {
  for (const { connections, sessions } of Object.values(stores)) {
    for (const { ec2 } of connections.values()) ec2.destroy()
    connections.clear()
    sessions.clear()
  }
}

/** How many clients are open for an account, for tests. */
export const countClients = (accountId: string): number =>
  Object.values(stores).reduce((sum, { connections }) => sum + [...connections.keys()].filter((key) => key.startsWith(`["${accountId}",`)).length, 0)
