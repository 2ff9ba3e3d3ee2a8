import 'server-only'
import { EC2Client } from '@aws-sdk/client-ec2'
import { getAccountSource, type Reach } from './accounts'
import { openSession, type Session } from './session'
import { sandboxEndpoint, wireSettings } from './wire'

export { type AccountSource, type Reach, useAccounts } from './accounts'

/** What is kept for one account and region. */
export type Connection = { ec2: EC2Client; session: Session }

/** Ten accounts in six regions, and some room. */
const MOST_CONNECTIONS = 80
const MOST_SESSIONS = 40
const LONGEST_CALL_MS = 30_000

// Next loads a module more than once; one set of sockets for all copies.
const shared = globalThis as typeof globalThis & { __causewayConnections?: Map<string, Connection>; __causewaySessions?: Map<string, Session> }
const connections = (shared.__causewayConnections ??= new Map<string, Connection>())
const sessions = (shared.__causewaySessions ??= new Map<string, Session>())

/** The client for a reach, made at first use and again when the account's source changes; the one unused longest is closed. */
export async function connectionFor(reach: Reach): Promise<Connection> {
  const source = await getAccountSource(reach.accountId)
  const account = JSON.stringify([reach.accountId, source, sandboxEndpoint()])
  return keep(connections, `${reach.region} ${account}`, {
    most: MOST_CONNECTIONS,
    make: () => connect(reach, keep(sessions, account, { most: MOST_SESSIONS, make: () => openSession(reach, source) })),
    // It may be in the middle of a call: closed once any call has ended.
    drop: ({ ec2 }) => void setTimeout(() => ec2.destroy(), LONGEST_CALL_MS).unref(),
  })
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
  for (const { ec2 } of connections.values()) ec2.destroy()
  connections.clear()
  sessions.clear()
}
