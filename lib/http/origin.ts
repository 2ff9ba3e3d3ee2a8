import { isLoopback } from '@/lib/config'
import { single, type InboundHeaders, type Refusal } from './refusal'

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]']

/** The origins that may write: APP_URL's and, where that is this machine, its other names on the same port. */
export function allowedOrigins(appUrl: string): string[] {
  const url = new URL(appUrl)
  if (!isLoopback(url.hostname)) return [url.origin]
  const port = url.port ? `:${url.port}` : ''
  return [...new Set([url.origin, ...LOOPBACK_NAMES.map((name) => `${url.protocol}//${name}${port}`)])]
}

/**
 * Refuses a write that a page of somebody else's may have sent. The browser says where a request comes from in `Origin` and
 * `Sec-Fetch-Site`; neither can be set by a page. What is said must be us, and something must be said.
 */
export function judgeWrite(
  request: { method: string; path: string; headers: InboundHeaders },
  origins: readonly string[],
): Refusal | null {
  if (READS.has(request.method) || isByToken(request)) return null
  const origin = single(request.headers, 'origin')
  const site = single(request.headers, 'sec-fetch-site')
  if (origin === undefined && site === undefined) return notFromUs('does not say where it comes from')
  if (site !== undefined && site !== 'same-origin') return notFromUs('comes from another site')
  if (origin !== undefined && !origins.includes(origin)) return notFromUs('comes from another origin')
  return null
}

/**
 * A program says no origin, and a token that is no cookie: the script of a request with its one-time key, a client of the API. A page of
 * somebody else's could send neither that header without being asked first, nor leave out where it comes from.
 */
function isByToken({ method, path, headers }: { method: string; path: string; headers: InboundHeaders }): boolean {
  const takesTokens = (method === 'POST' && path === '/api/reports') || path.startsWith('/api/v1/')
  if (!takesTokens || ['cookie', 'origin', 'sec-fetch-site'].some((name) => headers[name] !== undefined)) return false
  return /^Bearer [\w-]{20,100}$/.test(single(headers, 'authorization') ?? '')
}

function notFromUs(what: string): Refusal {
  return {
    status: 403,
    message: `This request would change something but ${what}. Open Causeway at its own address (APP_URL) and try again there.`,
  }
}

const HOST = /^(\[[0-9a-f:.]{2,45}\]|[a-z0-9_.-]{1,253})(:\d{1,5})?$/i

/**
 * Refuses a Host that is not ours. While we listen on loopback only, a page elsewhere can still reach us by pointing a name of
 * its own at 127.0.0.1 (DNS rebinding); its requests carry that name.
 */
export function judgeHost(host: string | undefined, { listenHost, appUrl }: { listenHost: string; appUrl: string }): Refusal | null {
  const name = host === undefined ? undefined : HOST.exec(host)?.[1]?.toLowerCase()
  if (name === undefined) return { status: 400, message: 'The Host header is missing or malformed.' }
  if (!isLoopback(listenHost)) return null
  if (isLoopback(name) || name === new URL(appUrl).hostname) return null
  return { status: 421, message: 'Causeway is not served under this host name. Use the address in APP_URL, or set APP_URL to this one.' }
}
