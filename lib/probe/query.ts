import 'server-only'
import { Agent } from 'node:https'
import type { Duplex } from 'node:stream'
import { ClickHouseError, ClickHouseLogLevel, createClient } from '@clickhouse/client'
import type { QuerySeen } from '@/lib/privatelink/checks/check'
import { refuseAddress, refuseHost, type ProbeScope } from '@/lib/privatelink/probe-target'
import { findDialer, type Dialer } from './dialer'
import { resolve } from './dns'
import { codeOf, LIMITS, startWatch } from './limits'
import { HandshakeError, secure } from './tls'

export type QueryPlan = { scope: ProbeScope; vpcId: string; host: string; user: string; password: string; signal?: AbortSignal }

const PORT = 8443
/** ClickHouse’s codes for a login that it refuses: AUTHENTICATION_FAILED, WRONG_PASSWORD, UNKNOWN_USER. */
const REFUSED = ['516', '193', '192']

/**
 * Runs SELECT 1 over HTTPS at an address that `host` resolves to now and that is the endpoint’s own; null where it resolves to none:
 * then nothing is sent, since a password must not go another way. User and password are used for this once, and neither they nor
 * any text of the server are in what is returned.
 */
export async function querySelectOne({ scope, vpcId, host, user, password, signal }: QueryPlan): Promise<QuerySeen | null> {
  const until = AbortSignal.any([AbortSignal.timeout(LIMITS.overallMs), ...(signal ? [signal] : [])])
  if (refuseHost(host, scope) !== null) return null
  const dialer = await findDialer({ vpcId })
  const seen = await resolve(dialer, { name: host, server: 'system' }, until)
  const address = seen.addresses.find((each) => scope.addresses.includes(each) && refuseAddress(each, scope, false) === null)
  if (address === undefined || seen.addresses.some((each) => !scope.addresses.includes(each))) return null
  const watch = startWatch()
  const about = { kind: 'query' as const, host, port: PORT }
  const where = `SELECT 1 over HTTPS at ${host}, ${address} port ${PORT}`
  const agent = new PrivateAgent(dialer, { servername: host, address, port: PORT }, until)
  const client = createClient({ url: `https://${host}:${PORT}`, username: user, password, http_agent: agent, keep_alive: { enabled: false }, request_timeout: LIMITS.overallMs, max_open_connections: 1, log: { level: ClickHouseLogLevel.OFF } })
  try {
    const answer = await client.query({ query: 'SELECT 1', format: 'JSONCompactEachRow', abort_signal: until })
    const rows = await answer.json<unknown[]>()
    const isOne = rows.length === 1 && Number(rows[0]?.[0]) === 1
    return { ...about, ...watch(), outcome: isOne ? 'ok' : 'error', evidence: `${where}: ${isOne ? 'answered 1' : 'answered something else than 1'}.` }
  } catch (thrown) {
    const { outcome, said } = explain(thrown, until)
    return { ...about, ...watch(), outcome, evidence: `${where}: ${said}.` }
  } finally {
    await client.close()
    agent.destroy()
  }
}

/** What went wrong in our words: the server’s own may repeat what it was given. */
function explain(thrown: unknown, until: AbortSignal): { outcome: QuerySeen['outcome']; said: string } {
  if (thrown instanceof ClickHouseError) return REFUSED.includes(thrown.code) ? { outcome: 'auth-failed', said: `ClickHouse refused the login (code ${thrown.code.slice(0, 6)})` } : { outcome: 'error', said: `ClickHouse answered with its error ${thrown.code.slice(0, 6)}` }
  if (until.aborted) return { outcome: 'timeout', said: 'no answer in time' }
  if (thrown instanceof HandshakeError) {
    if (thrown.outcome === 'timeout') return { outcome: 'timeout', said: 'no connection in time' }
    if (thrown.outcome === 'reset' || thrown.outcome === 'eof') return { outcome: 'reset', said: 'the connection was reset during the handshake' }
    return { outcome: 'error', said: 'no trusted TLS connection came about' }
  }
  if (['ECONNRESET', 'EPIPE'].includes(codeOf(thrown))) return { outcome: 'reset', said: 'the connection was reset' }
  if (thrown instanceof Error && /timeout/i.test(thrown.message)) return { outcome: 'timeout', said: 'no answer in time' }
  return { outcome: 'error', said: 'the answer could not be read as ClickHouse’s' }
}

/** Connections of the client go to the one address that was judged, with the host’s name, and only over a certificate that is right. */
class PrivateAgent extends Agent {
  constructor(
    private readonly dialer: Dialer,
    private readonly target: { servername: string; address: string; port: number },
    private readonly until: AbortSignal,
  ) {
    super({ keepAlive: false, maxSockets: 1 })
  }

  override createConnection(_options: unknown, callback?: (error: Error | null, stream: Duplex) => void): null {
    secure(this.dialer, this.target, this.until).then(
      ({ socket, against }) => {
        if (against === null) return callback?.(null, socket)
        socket.destroy()
        callback?.(new HandshakeError('untrusted', 'The certificate was not accepted.'), socket)
      },
      (thrown: Error) => callback?.(thrown, null as unknown as Duplex),
    )
    return null
  }
}
