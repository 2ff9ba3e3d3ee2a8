import { operands, optionOf } from './commands'
import { dns, Gathering, tcp, tls, type Block, type Line, type SaidCertificate, type SaidTls, type Tool } from './finding'
import { asked, connectOutcome, hostAndPort, resolveOutcome, toName } from './words'

const START = /^CONNECTED\(/
const LOST = /:(?:BIO_connect|BIO_lookup_ex|BIO_sock_init)|connect:errno=\d|^write:errno=|unexpected eof|^connect: \w|^getservbyname failure|gethostbyname failure/
const NO_HANDSHAKE = /^no peer certificate available|Cipher is \(NONE\)|^SSL handshake has read 0 bytes/
const VERIFY = /^\s*Verify return code: (\d{1,3}) \((.{0,80})\)/
const PARTS =
  /^(?:---|DONE|closed|depth=|verify (?:return|error)|Certificate chain|Server certificate|-----(?:BEGIN|END) CERTIFICATE|[A-Za-z0-9+/]{1,76}={0,2}$|\s+\d s:|\s+[aiv]:|subject=|issuer=|No client certificate|Client Certificate Types|Requested Signature|Shared Requested|Peer sign|Peer Temp|Negotiated|Server Temp Key|SSL handshake has|Verification|New, |Server public key|Secure Renegotiation|Compression:|Expansion:|No ALPN|ALPN protocol|Early data|SSL-Session:|Post-Handshake|\s{4}[A-Z][\w -]{1,24}\s*:|\s{4}[\da-f]{4} - |Connecting to |Protocol version|read:errno|Max Early|read R BLOCK|Can't use SSL|Protocol: |This TLS version|DTLS|no peer certificate|CONNECTED\()/

type Session = { lines: Line[]; certificate: SaidCertificate | null; code: number | null }

/**
 * openssl s_client. It prints “Verify return code: 0 (ok)” also where the other side hung up before it sent a certificate,
 * so what there was of a handshake is judged first. It does not compare the certificate's names with the host by itself.
 */
function read(block: Block) {
  const seen = new Gathering('openssl', block)
  if (block.command && operands(block.command.argv, [])[0] !== 's_client') return seen.read
  const place = placeOf(block)
  for (const session of sessionsIn(block)) conclude(session, place, seen)
  return seen.read
}

type Place = { host: string | null; address: string | null; port: number | null; servername: string | null; checksName: boolean }

function placeOf({ command }: Block): Place {
  const argv = command?.argv ?? []
  const target = optionOf(argv, '-connect') ?? operands(argv, ['-servername', '-CAfile', '-CApath'])[1]
  const { host, port } = hostAndPort(target ?? '')
  const name = optionOf(argv, '-servername')
  return { ...asked(target ? host : null), port, servername: toName(name ?? (target ? host : null)), checksName: optionOf(argv, '-verify_hostname') !== null }
}

function sessionsIn({ lines, command }: Block): Session[] {
  const sessions: Session[] = []
  let current: Line[] = []
  let begun = command !== null
  const hasEnded = () => current.some(({ text }) => VERIFY.test(text))
  for (const line of lines) {
    if (!command && START.test(line.text) && (hasEnded() || current.some(({ text }) => START.test(text)))) {
      sessions.push(toSession(current))
      current = []
    }
    begun ||= START.test(line.text) || LOST.test(line.text) || /^depth=\d/.test(line.text)
    if (begun && (PARTS.test(line.text) || LOST.test(line.text) || VERIFY.test(line.text))) current.push(line)
    else if (!command) begun = false
  }
  return current.length > 0 ? [...sessions, toSession(current)] : sessions
}

function toSession(lines: Line[]): Session {
  const said = (pattern: RegExp) => lines.map(({ text }) => pattern.exec(text)?.[1]).find((text) => text !== undefined) ?? null
  const subject = said(/^subject=\s?(.{1,400})$/)
  const until = said(/NotAfter: (.{10,40}?)$/)
  const notAfter = until && !Number.isNaN(Date.parse(until)) ? new Date(until) : null
  const codes = lines.flatMap(({ text }) => VERIFY.exec(text)?.[1] ?? [])
  return { lines, certificate: subject === null ? null : { subject, altNames: null, issuer: said(/^issuer=\s?(.{1,400})$/), notAfter }, code: codes.length > 0 ? Number(codes[0]) : null }
}

function conclude({ lines, certificate, code }: Session, place: Place, seen: Gathering): void {
  const { host, address, port, servername } = place
  const text = lines.map((line) => line.text).join('\n')
  const connected = START.test(text) || lines.some((line) => START.test(line.text))
  const named = resolveOutcome(text)
  if (!connected && /BIO_lookup|gethostbyname|getservbyname/.test(text)) return seen.found(lines, dns({ name: host, server: 'system', outcome: named ?? 'unresolved' }))
  if (!connected && /BIO_connect|connect:errno=|^connect: /m.test(text)) return seen.found(lines, tcp({ host, address, port, outcome: connectOutcome(text) ?? 'failed' }))
  if (!connected) return
  seen.found(lines.filter((line) => START.test(line.text)), tcp({ host, address, port, outcome: 'open' }))
  const outcome = handshake(text, lines, { certificate, code, place })
  if (outcome) seen.found(lines, tls({ servername, address, port, outcome, certificate }))
  else seen.take(...lines)
}

const VERIFY_CODES: Record<number, SaidTls['outcome']> = { 10: 'expired', 18: 'self-signed', 19: 'untrusted', 20: 'untrusted', 21: 'untrusted', 2: 'untrusted', 62: 'name-mismatch' }

function handshake(text: string, lines: Line[], { certificate, code, place }: { certificate: SaidCertificate | null; code: number | null; place: Place }): SaidTls['outcome'] | null {
  if (lines.some((line) => NO_HANDSHAKE.test(line.text))) {
    if (/errno=(?:104|54)\b|reset by peer/.test(text)) return 'reset'
    return /wrong version number|http request/i.test(text) ? 'malformed' : /protocol version|unsupported protocol/i.test(text) ? 'old-protocol' : 'eof'
  }
  if (code === null || certificate === null) return null
  if (code !== 0) return VERIFY_CODES[code] ?? 'untrusted'
  return place.checksName || covers(certificate.subject, place.servername) ? 'ok' : 'unverified'
}

/** Whether the common name alone covers the host; the other names are not printed, so a "no" means nothing. */
function covers(subject: string, host: string | null): boolean {
  const name = /CN ?= ?([^,/]{1,253})/.exec(subject)?.[1]?.trim().toLowerCase()
  if (!name || !host) return false
  return name === host || (name.startsWith('*.') && host.slice(host.indexOf('.')) === name.slice(1))
}

export const openssl: Tool = { name: 'openssl', commands: ['openssl'], read }
