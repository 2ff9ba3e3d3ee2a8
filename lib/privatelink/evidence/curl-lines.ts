import type { SaidCertificate, SaidTcp } from './finding'
import { connectOutcome, isAddress, toPort } from './words'

/** What the lines of one run of curl say, before it is put together. */
export type CurlRun = {
  resolved: string[]
  trying: { address: string; port: number | null }[]
  attempts: { address: string; port: number | null; outcome: SaidTcp['outcome'] }[]
  connected: { host: string | null; address: string; port: number | null } | null
  clientHello: boolean
  verified: boolean
  certificate: SaidCertificate | null
  status: number | null
  clickhouse: boolean
  body: string[]
  error: { code: number; text: string } | null
}
export const freshRun = (): CurlRun => ({ resolved: [], trying: [], attempts: [], connected: null, clientHello: false, verified: false, certificate: null, status: null, clickhouse: false, body: [], error: null })

const METER = /^\s*(?:% Total\s|Dload\s+Upload|\d{1,3}\s+[\d.kMG]{1,8}\s+\d{1,3}\s)/
const ERROR = /curl: \((\d{1,3})\) (.{1,600})$/
const CURL_SAYS = /(?:^|\d)(\*|[<>]|[{}] \[\d+ bytes data\])(?: (.{0,600}))?$/
/** Without its command, a line that begins like one of curl's must also go on like one. */
const HEADER = /^[<>] (?:HTTP\/|[A-Z]{3,7} \/|[\w-]{2,60}:)|^[{}] \[\d/

const certificateOf = (run: CurlRun): SaidCertificate => (run.certificate ??= { subject: '', altNames: null, issuer: null, notAfter: null })
const dateOf = (text: string): Date | null => (Number.isNaN(Date.parse(text)) ? null : new Date(text))

/** Each thing that a line of `curl -v` may say. */
const SAYS: readonly [RegExp, (run: CurlRun, match: RegExpExecArray) => void][] = [
  [/^IPv[46]: (.{2,600})$/, (run, [, list]) => void run.resolved.push(...list!.split(/,\s*/).filter(isAddress))],
  [/^\s*Trying \[?([\da-fA-F.:]{2,45}?)\]?:(\d{1,5})\.\.\.$/, (run, [, address, port]) => void run.trying.push({ address: address!, port: toPort(port) })],
  [/^\s*Trying ([\da-fA-F.:]{2,45}?)\.\.\.$/, (run, [, address]) => void run.trying.push({ address: address!, port: null })],
  [/^connect to ([\da-fA-F.:]{2,45}) port (\d{1,5}) (?:from \S{1,60} port \d{1,5} )?failed: (.{1,100})$/, (run, [, address, port, why]) => void run.attempts.push({ address: address!, port: toPort(port), outcome: connectOutcome(why!) ?? 'failed' })],
  [/^Immediate connect fail for ([\da-fA-F.:]{2,45}): (.{1,100})$/, (run, [, address, why]) => void run.attempts.push({ address: address!, port: null, outcome: connectOutcome(why!) ?? 'failed' })],
  [/^Connected to (\S{1,255}) \(([\da-fA-F.:]{2,45})\) port (\d{1,5})/, (run, [, host, address, port]) => (run.connected = { host: host!, address: address!, port: toPort(port) })],
  [/^Established connection to (\S{1,255}) \(([\da-fA-F.:]{2,45}) port (\d{1,5})\)/, (run, [, host, address, port]) => (run.connected = { host: host!, address: address!, port: toPort(port) })],
  [/^(?:ipv[46] connect timeout after|After \d+ms connect time, move on)/, (run) => timeOut(run)],
  [/TLS handshake, Client hello/, (run) => (run.clientHello = true)],
  [/^\s*SSL certificate verify ok/, (run) => (run.verified = true)],
  [/^\s*subject: (.{1,400})$/, (run, [, subject]) => (certificateOf(run).subject = subject!)],
  [/^\s*issuer: (.{1,400})$/, (run, [, issuer]) => (certificateOf(run).issuer = issuer!)],
  [/^\s*expire date: (.{1,60})$/, (run, [, date]) => (certificateOf(run).notAfter = dateOf(date!))],
]

function timeOut({ trying, attempts }: CurlRun): void {
  const last = trying.at(-1)
  if (last && !attempts.some(({ address }) => address === last.address)) attempts.push({ ...last, outcome: 'timeout' })
}

/** Notes what a line says; false where curl did not write it. `own`: the command before it was curl, so a plain line is its body. */
export function noteLine(text: string, run: CurlRun, own: boolean): boolean {
  const error = ERROR.exec(text)
  if (error) {
    run.error = { code: Number(error[1]), text: error[2]! }
    return true
  }
  const said = CURL_SAYS.exec(text)
  if (said && (/^[*<>{}]/.test(text) || METER.test(text))) {
    const known = said[1] === '*' && noteVerbose(said[2] ?? '', run)
    if (said[1] === '<') noteHeader(said[2] ?? '', run)
    return own || known || HEADER.test(text) || METER.test(text)
  }
  if (METER.test(text)) return true
  if (/^HTTP\/[\d.]{1,3} \d{3}/.test(text) && own) {
    noteHeader(text, run)
    return true
  }
  if (text === 'Ok.' || (own && text.trim() !== '' && !/^\[exit /.test(text) && run.body.length < 20)) {
    if (/^(?:More details here: https:\/\/curl\.se|curl failed to verify|establish a secure connection|how to fix it, please)/.test(text)) return true
    run.body.push(text)
    return true
  }
  return false
}

function noteVerbose(text: string, run: CurlRun): boolean {
  for (const [pattern, note] of SAYS) {
    const match = pattern.exec(text)
    if (match) {
      note(run, match)
      return true
    }
  }
  return false
}

function noteHeader(text: string, run: CurlRun): void {
  const status = /^HTTP\/[\d.]{1,3} (\d{3})/.exec(text)
  if (status) run.status = Number(status[1])
  if (/^x-clickhouse-/i.test(text)) run.clickhouse = true
}
