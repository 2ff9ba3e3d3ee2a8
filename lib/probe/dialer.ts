import 'server-only'
import { readFileSync } from 'node:fs'
import { getServers } from 'node:dns'
import { connect, isIPv6, type Socket } from 'node:net'
import { rootCertificates } from 'node:tls'
import { z } from 'zod'
import { config } from '@/lib/config'
import { AppError } from '@/lib/errors'

/** Where a name server listens. */
export type NameServer = { address: string; port: number }
/** How a probe gets out of this process: what stands for the system’s resolver, how an address is dialled, whom TLS trusts. */
export type Dialer = {
  /** The name servers behind `system` or behind an address an administrator allows. Throws `AppError` (`probe-refused`) for others. */
  nameServers: (server: string) => NameServer[]
  /** Begins a connection. It is open at `connect`; it fails with Node’s own error codes. */
  dial: (address: string, port: number) => Socket
  ca: string[]
}

const AGAINST_SERVER = 'This resolver is not one the administrator allows. Allowed are “system” and the addresses in PROBE_RESOLVERS.'

/** The way out for a request in this VPC. In sandbox mode it leads through the sandbox’s doors, and that is the only difference. */
export async function findDialer({ vpcId }: { vpcId: string | null }): Promise<Dialer> {
  return config().awsMode === 'sandbox' ? sandboxDialer(vpcId) : systemDialer()
}

function systemDialer(): Dialer {
  const { probeResolvers } = config()
  return {
    nameServers(server) {
      if (server === 'system') return getServers().slice(0, 2).map(toNameServer)
      if (!probeResolvers.includes(server)) throw new AppError(AGAINST_SERVER, { code: 'probe-refused' })
      return [{ address: server, port: 53 }]
    },
    dial: (address, port) => connect({ host: address, port, autoSelectFamily: false }),
    ca: [...rootCertificates, ...extraAuthorities()],
  }
}

/** `getServers` writes ports only where they are not 53: `10.0.0.2:5353`, `[fd00::1]:5353`. */
function toNameServer(text: string): NameServer {
  if (isIPv6(text)) return { address: text, port: 53 }
  const match = /^\[?([^\]]+?)\]?(?::(\d+))?$/.exec(text)
  return { address: match?.[1] ?? text, port: Number(match?.[2] ?? 53) }
}

function extraAuthorities(): string[] {
  const { probeCaFile } = config()
  if (probeCaFile === null) return []
  try {
    return [readFileSync(/* turbopackIgnore: true */ probeCaFile, 'utf8')]
  } catch (cause) {
    throw new AppError('PROBE_CA_FILE cannot be read, so no TLS connection can be judged. Make the file readable, or remove the setting.', { code: 'config', status: 500, cause })
  }
}

const doors = z.object({ resolverPort: z.number(), gatewayPort: z.number() })
const HERE = '127.0.0.1'
const PATIENCE_MS = 10_000

async function sandboxDialer(vpcId: string | null): Promise<Dialer> {
  const [inside, outside, authority] = await Promise.all([askSandbox(`doors?vpc=${encodeURIComponent(vpcId ?? 'public')}`), askSandbox('doors?vpc=public'), askSandbox('ca.pem')])
  const own = doors.parse(JSON.parse(inside))
  const resolvers: Record<string, number> = { system: own.resolverPort, public: doors.parse(JSON.parse(outside)).resolverPort }
  return {
    nameServers(server) {
      const port = Object.hasOwn(resolvers, server) ? resolvers[server] : undefined
      if (port === undefined) throw new AppError(AGAINST_SERVER, { code: 'probe-refused' })
      return [{ address: HERE, port }]
    },
    dial: (address, port) => dialThrough(own.gatewayPort, `CONNECT ${isIPv6(address) ? `[${address}]` : address}:${port} vpc=${vpcId ?? 'public'}\n`),
    ca: [authority, ...extraAuthorities()],
  }
}

async function askSandbox(path: string): Promise<string> {
  const silent = 'The sandbox’s network does not answer. If it was stopped, start it with npm run sandbox, or restart Causeway.'
  try {
    const response = await fetch(`http://${HERE}:${config().sandboxPort}/_sandbox/${path}`, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) })
    if (response.ok) return await response.text()
    throw new AppError(silent, { code: 'sandbox-refused', status: 503 })
  } catch (cause) {
    throw cause instanceof AppError ? cause : new AppError(silent, { code: 'sandbox-silent', status: 503, cause })
  }
}

/**
 * A socket whose `connect` is the gateway’s `OK`, and whose errors are those the connection itself would have met. That the way
 * to the gateway is open is kept from listeners.
 */
function dialThrough(gatewayPort: number, line: string): Socket {
  const socket = connect(gatewayPort, HERE)
  const emit = socket.emit.bind(socket)
  let isOpen = false
  // Until the gateway has spoken, being connected is not news.
  socket.emit = (event: string | symbol, ...rest: unknown[]) => {
    if (!isOpen && (event === 'connect' || event === 'ready')) {
      if (event !== 'connect') return true
      // Not before: a socket that is asked to read while it connects waits for the event that is kept back here.
      socket.on('readable', read).write(line)
      return true
    }
    return emit(event, ...rest)
  }
  const read = () => {
    const said = socket.read() as Buffer | null
    if (said === null) return
    socket.off('readable', read)
    const end = said.indexOf(10)
    const word = said.toString('latin1', 0, Math.max(0, end))
    if (word !== 'OK') return void socket.destroy(Object.assign(new Error(word), { code: /^ERROR ([A-Z]+)$/.exec(word)?.[1] ?? 'EPROTO' }))
    if (end + 1 < said.length) socket.unshift(said.subarray(end + 1))
    isOpen = true
    emit('connect')
  }
  return socket
}
