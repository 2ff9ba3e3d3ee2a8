import 'server-only'
import { request as httpsRequest } from 'node:https'
import type { IncomingMessage } from 'node:http'
import type { HttpsOutcome, HttpsResult } from '@/lib/privatelink/probe-results'
import type { Dialer } from './dialer'
import { codeOf, LIMITS, startWatch, textOf, toEvidence, visible } from './limits'
import { HandshakeError, secure, type NamedTarget } from './tls'

type Read = { status: number; headers: string; body: Buffer; isCut: boolean }

/** GET / with the target’s name, on a verified connection to its address. ClickHouse answers `Ok.`; nobody is asked for a password. */
export async function askHttps(dialer: Dialer, target: NamedTarget, signal: AbortSignal): Promise<HttpsResult> {
  const watch = startWatch()
  const about = { kind: 'https' as const, url: `https://${target.servername}:${target.port}/`, address: target.address }
  const until = AbortSignal.any([signal, AbortSignal.timeout(LIMITS.overallMs)])
  try {
    const read = await get(dialer, target, until)
    const outcome = judge(read)
    const body = visible(read.body.toString('utf8')).slice(0, LIMITS.body)
    return { ...about, ...watch(), outcome, status: read.status, body, evidence: toEvidence(`HTTP ${read.status}\n${read.headers}\n\n${body}`) }
  } catch (thrown) {
    const evidence = toEvidence(`GET ${about.url} at ${about.address}: ${codeOf(thrown)} ${textOf(thrown)}`)
    return { ...about, ...watch(), outcome: outcomeOf(thrown, until), status: null, body: '', evidence }
  }
}

function judge({ status, body, isCut }: Read): HttpsOutcome {
  if (status >= 300 && status < 400) return 'redirect'
  if (isCut) return 'too-large'
  if (status !== 200) return 'status'
  return /^Ok\.\r?\n?$/.test(body.toString('latin1')) ? 'ok' : 'not-clickhouse'
}

function outcomeOf(thrown: unknown, until: AbortSignal): HttpsOutcome {
  if (until.aborted || (thrown instanceof HandshakeError && thrown.outcome === 'timeout')) return 'timeout'
  if (thrown instanceof HandshakeError) return thrown.outcome === 'reset' || thrown.outcome === 'eof' ? 'reset' : 'malformed'
  return ['ECONNRESET', 'EPIPE'].includes(codeOf(thrown)) ? 'reset' : 'malformed'
}

async function get(dialer: Dialer, target: NamedTarget, signal: AbortSignal): Promise<Read> {
  const { socket, against } = await secure(dialer, target, signal)
  try {
    if (against !== null) throw new HandshakeError('untrusted', `The certificate was not accepted: ${against}`)
    return await new Promise<Read>((resolve, reject) => {
      const asked = httpsRequest({
        // No agent: an agent would dial the name by itself.
        createConnection: () => socket,
        host: target.servername,
        port: target.port,
        path: '/',
        method: 'GET',
        headers: { 'user-agent': 'causeway-probe', accept: '*/*', connection: 'close' },
        maxHeaderSize: 16 * 1024,
        signal,
      })
      asked.once('error', reject)
      asked.once('response', (response) => readSome(response).then(resolve, reject))
      asked.end()
    })
  } finally {
    socket.destroy()
  }
}

/** The beginning of a body: at most 64 kB, whatever was announced. */
async function readSome(response: IncomingMessage): Promise<Read> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    length += chunk.length
    if (length > LIMITS.bytes) break
  }
  const headers = response.rawHeaders.map((text, at) => `${text}${at % 2 === 0 ? ': ' : '\n'}`).join('').trimEnd()
  return { status: response.statusCode ?? 0, headers: headers.slice(0, 2000), body: Buffer.concat(chunks).subarray(0, LIMITS.bytes), isCut: length > LIMITS.bytes }
}
