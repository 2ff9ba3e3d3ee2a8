import { z } from 'zod'
import { isAddress, toName } from '../evidence/words'
import { dns, https, tcp, tls, type Finding, type SaidResult, type ToolProblem } from '../evidence/finding'
import { cleanLine } from '../text'

// zod would try out `new Function` in the browser, which the content security policy forbids and reports
if ('document' in globalThis) z.config({ jitless: true })

/** The largest report that is taken, in bytes. */
export const LARGEST_REPORT = 65_536
/** What stands before a report that is pasted instead of posted. */
export const REPORT_MARK = 'causeway-report:'

const said = z.string().max(400)
const name = z.string().max(255)
const port = z.number().int().min(1).max(65_535)
const address = z.string().max(45).refine(isAddress)

const resultShape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('dns'), name, server: z.string().max(64), outcome: z.enum(['answered', 'nxdomain', 'nodata', 'servfail', 'refused', 'timeout', 'unresolved']), addresses: z.array(address).max(64), said }),
  z.strictObject({ kind: z.literal('tcp'), target: name, port, outcome: z.enum(['open', 'refused', 'timeout', 'no-route', 'unreachable', 'reset', 'failed']), said }),
  z.strictObject({ kind: z.literal('tls'), target: name, port, servername: name, outcome: z.enum(['ok', 'reset', 'eof', 'timeout', 'name-mismatch', 'untrusted', 'expired', 'self-signed', 'malformed', 'unverified']), subject: z.string().max(400), said }),
  z.strictObject({ kind: z.literal('https'), host: name, port, outcome: z.enum(['ok', 'not-clickhouse', 'status', 'timeout', 'reset', 'malformed']), status: z.number().int().min(0).max(999), body: z.string().max(512), said }),
  z.strictObject({ kind: z.literal('note'), about: z.string().max(80), text: said }),
])

/** What the script of a request says it saw, posted or pasted. */
export const reportShape = z.strictObject({
  version: z.literal(1),
  request: z.string().max(64),
  /** When it was run, by that machine's clock; ISO 8601. */
  ran: z.iso.datetime(),
  on: z.string().max(200),
  results: z.array(resultShape).max(600),
})
export type Report = z.output<typeof reportShape>

/** The report as findings, as if each had been pasted. `line` is where it stands in a paste. */
export function findingsOf(report: Report, line = 1): { findings: Finding[]; problems: ToolProblem[] } {
  const ran = new Date(report.ran)
  const findings: Finding[] = []
  const problems: ToolProblem[] = []
  for (const result of report.results) {
    if (result.kind === 'note') problems.push({ tool: cleanLine(result.about, 80), text: cleanLine(result.text, 400), lines: [line, line] })
    else findings.push({ tool: 'script', lines: [line, line], result: { ...toSaid(result), at: ran, evidence: cleanLine(result.said, 400) } as SaidResult })
  }
  return { findings, problems }
}

type Told = Exclude<Report['results'][number], { kind: 'note' }>

function toSaid(result: Told) {
  if (result.kind === 'dns') return dns({ name: toName(result.name), server: result.server, outcome: result.outcome, addresses: result.addresses })
  if (result.kind === 'https') return https({ url: `https://${result.host}:${result.port}/`, outcome: result.outcome, status: result.status || null, body: result.body })
  const place = isAddress(result.target) ? { address: result.target } : { address: null }
  if (result.kind === 'tcp') return tcp({ ...place, host: toName(place.address ? null : result.target), port: result.port, outcome: result.outcome })
  return tls({ ...place, servername: toName(result.servername), port: result.port, outcome: result.outcome, certificate: result.subject ? { subject: result.subject, altNames: null, issuer: null, notAfter: null } : null })
}

/** POSIX `cksum` of a text of ASCII: its CRC, so that a line that was cut or mistyped is noticed. */
export function cksum(text: string): number {
  let crc = 0
  const add = (byte: number) => (crc = ((crc << 8) ^ TABLE[((crc >>> 24) ^ byte) & 255]!) >>> 0)
  for (let at = 0; at < text.length; at += 1) add(text.charCodeAt(at) & 255)
  for (let length = text.length; length > 0; length = Math.floor(length / 256)) add(length & 255)
  return ~crc >>> 0
}

const TABLE = Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1
  return crc >>> 0
})

/** The report in a pasted line's body (`<base64url>.<cksum>`), or a sentence that says what is wrong with it. */
export function readReportLine(body: string): { report: Report } | { problem: string } {
  const match = /^([\w-]{2,120000})\.(\d{1,10})$/.exec(body)
  if (!match || cksum(match[1]!) !== Number(match[2])) return { problem: 'The line of the script is not whole. Copy all of it, from “causeway-report:” to its last digit.' }
  try {
    const bytes = Uint8Array.from(atob(match[1]!.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
    const parsed = reportShape.safeParse(JSON.parse(new TextDecoder().decode(bytes)))
    if (parsed.success) return { report: parsed.data }
  } catch {
    // falls through: what does not decode is no report either
  }
  return { problem: 'The line of the script is whole but is not a report of this version. Run the script of this page again.' }
}
