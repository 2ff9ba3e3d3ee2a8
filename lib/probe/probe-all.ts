import 'server-only'
import type { DnsResult, ProbeResult } from '@/lib/privatelink/probe-results'
import { refuseAddress, refuseHost, refusePort, type ProbeScope } from '@/lib/privatelink/probe-target'
import { findDialer, type Dialer } from './dialer'
import { resolve } from './dns'
import { askHttps } from './https'
import { LIMITS } from './limits'
import { speakNative } from './native'
import { Slots } from './slots'
import { connectTcp } from './tcp'
import { handshakeTls } from './tls'

export type ProbePlan = ProbeScope & {
  vpcId: string | null
  /** Whom to ask for names: `system`, or addresses that the administrator allows. Not given: the system’s resolver. */
  servers?: readonly string[]
  signal?: AbortSignal
  /** Called with each observation as it comes. */
  onResult?: (result: ProbeResult) => void
}
/** `withheld`: what was asked for and not probed, each with its sentence. */
export type Probed = { results: ProbeResult[]; withheld: { target: string; why: string }[] }

const HTTPS_PORTS = [443, 8443]
const NATIVE_PORT = 9440

/**
 * Looks at everything at once: names, then TCP on every address and port, then TLS with every host name, then what speaks behind
 * it. What an earlier layer refused is not asked further. Ends within ten seconds of its turn, whatever hangs; throws only where a
 * resolver is not allowed, the sandbox is silent, or `signal` says so.
 */
export async function probeAll(plan: ProbePlan): Promise<Probed> {
  const dialer = await findDialer({ vpcId: plan.vpcId })
  return runs.use(async () => {
    plan.signal?.throwIfAborted()
    // made when its turn has come: its clock runs from there
    const run = new Run(plan, dialer)
    await run.all()
    plan.signal?.throwIfAborted()
    return { results: run.results, withheld: run.withheld }
  })
}

// Next loads a module more than once; one queue for all copies. Many runs at once on a small machine answer their own handshakes too
// late, and what is slow here would be called unreachable there.
const shared = globalThis as typeof globalThis & { __causewayProbes?: Slots }
const runs = (shared.__causewayProbes ??= new Slots(LIMITS.runs))

type Pair = { address: string; port: number }

class Run {
  readonly results: ProbeResult[] = []
  readonly withheld: { target: string; why: string }[] = []
  private readonly signal: AbortSignal
  private readonly tcp = new Map<string, Promise<boolean>>()
  private readonly slots = new Slots(LIMITS.sockets)
  private readonly ports: number[]

  constructor(
    private readonly plan: ProbePlan,
    private readonly dialer: Dialer,
  ) {
    const end = AbortSignal.timeout(LIMITS.overallMs)
    this.signal = plan.signal ? AbortSignal.any([plan.signal, end]) : end
    this.ports = this.permitted([...new Set(plan.ports)], (port) => refusePort(port, plan))
  }

  async all(): Promise<void> {
    const { plan } = this
    const hosts = this.permitted([...new Set(plan.hosts)], (host) => refuseHost(host, plan))
    const names = this.permitted([...new Set(plan.endpointNames)], (name) => refuseHost(name, plan))
    const own = this.permitted([...new Set(plan.addresses)], (address) => refuseAddress(address, plan, false))
    const servers = plan.servers ?? ['system']
    for (const server of servers) this.dialer.nameServers(server)
    await Promise.all([
      ...own.flatMap((address) => this.ports.map((port) => this.opens(null, { address, port }))),
      ...names.flatMap((name) => servers.map((server) => this.lookUp(name, server, (address, port) => this.opens(name, { address, port })))),
      ...hosts.flatMap((host) => servers.map((server) => this.lookUp(host, server, (address, port) => this.speak(host, { address, port })))),
      // The endpoint's own addresses must answer to the host's name too, whatever DNS says today.
      ...hosts.flatMap((host) => own.flatMap((address) => this.ports.map((port) => this.speak(host, { address, port })))),
    ])
  }

  /** Resolves once; connections go to the very addresses that were judged. */
  private async lookUp(name: string, server: string, use: (address: string, port: number) => Promise<unknown>): Promise<void> {
    const seen = await this.slots.use(() => resolve(this.dialer, { name, server }, this.signal))
    const judged = seen.addresses.map((address) => ({ address, why: refuseAddress(address, this.plan, true) }))
    const withheld = judged.flatMap(({ address, why }) => (why === null ? [] : [{ address, why }]))
    const result: DnsResult = withheld.length > 0 ? { ...seen, withheld } : seen
    this.tell(result)
    const fine = judged.filter(({ why }) => why === null).map(({ address }) => address)
    await Promise.all(fine.flatMap((address) => this.ports.map((port) => use(address, port))))
  }

  /** One TCP look for each address and port, however many names lead there; the first name that did is told. */
  private opens(host: string | null, pair: Pair): Promise<boolean> {
    const key = `${pair.address} ${pair.port}`
    let open = this.tcp.get(key)
    if (!open) {
      open = this.slots.use(() => connectTcp(this.dialer, { host, ...pair }, this.signal)).then((seen) => {
        this.tell(seen)
        return seen.outcome === 'open'
      })
      this.tcp.set(key, open)
    }
    return open
  }

  private readonly spoken = new Set<string>()

  private async speak(host: string, pair: Pair): Promise<void> {
    const key = `${host} ${pair.address} ${pair.port}`
    if (this.spoken.has(key)) return
    this.spoken.add(key)
    if (!(await this.opens(host, pair))) return
    // MySQL begins in the clear: that it listens is all that can be seen without a login.
    if (!HTTPS_PORTS.includes(pair.port) && pair.port !== NATIVE_PORT) return
    const target = { servername: host, ...pair }
    const tls = await this.slots.use(() => handshakeTls(this.dialer, target, this.signal))
    this.tell(tls)
    if (tls.outcome !== 'ok') return
    this.tell(await this.slots.use<ProbeResult>(() => (pair.port === NATIVE_PORT ? speakNative : askHttps)(this.dialer, target, this.signal)))
  }

  private tell(result: ProbeResult): void {
    if (this.plan.signal?.aborted) return
    this.results.push(result)
    this.plan.onResult?.(result)
  }

  private permitted<Target extends string | number>(targets: readonly Target[], judge: (target: Target) => string | null): Target[] {
    return targets.filter((target) => {
      const why = judge(target)
      if (why !== null) this.withheld.push({ target: String(target).slice(0, 255), why })
      return why === null
    })
  }
}
