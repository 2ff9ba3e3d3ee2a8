import { optionOf } from './commands'
import { freshRun, noteLine, type CurlRun } from './curl-lines'
import { dns, Gathering, https, tcp, tls, type Block, type Command, type Line, type SaidHttps, type SaidTls, type Tool } from './finding'
import { asked, hostAndPort, isAddress, resolveOutcome, toName, toPort } from './words'

/** What was asked for: from the command, else from what curl says of it. */
type Place = { url: string | null; scheme: string; host: string | null; address: string | null; port: number | null; checksCertificate: boolean; isQuery: boolean }

function placeOf(command: Command | null): Place {
  const typed = command?.argv.find((word) => /^[a-z]{2,8}:\/\//i.test(word)) ?? (command ? (optionOf(command.argv, '--url') ?? command.argv.find((word) => /^[\w.-]{3,253}(?::\d{1,5})?(?:\/.*)?$/.test(word) && word.includes('.'))) : undefined)
  const match = /^(?:([a-z]{2,8}):\/\/)?(?:[^@/\s]{0,200}@)?([^/?#\s]{1,255})/i.exec(typed ?? '')
  if (!match) return { url: null, scheme: 'https', host: null, address: null, port: null, checksCertificate: true, isQuery: false }
  const scheme = (match[1] ?? 'http').toLowerCase()
  const { host: name, port } = hostAndPort(match[2]!)
  const defaultPort = scheme === 'https' ? 443 : scheme === 'http' ? 80 : null
  const argv = command!.argv
  const insecure = argv.some((word) => word === '--insecure' || /^-[a-zA-Z]*k/.test(word))
  const isQuery = argv.some((word) => /^(?:-d|--data(?:-binary|-raw)?)$/.test(word)) || /[?&]query=/.test(typed!)
  return { url: `${scheme}://${match[2]!.toLowerCase()}/`, scheme, ...asked(name), port: port ?? defaultPort, checksCertificate: !insecure, isQuery }
}

/** curl, plain and -v, from 7.6x to 8.x. Its last line decides; what -v says before it fills in addresses. */
function read(block: Block) {
  const seen = new Gathering('curl', block)
  const place = placeOf(block.command)
  let [run, lines]: [CurlRun, Line[]] = [freshRun(), []]
  const finish = () => {
    if (lines.length > 0) conclude(run, { ...place, ...saidPlace(run, place) }, lines, seen)
    ;[run, lines] = [freshRun(), []]
  }
  for (const line of block.lines) {
    if (!noteLine(line.text, run, block.command !== null)) continue
    lines.push(line)
    // without a command, each end begins another run
    if (!block.command && (run.error || run.body.length > 0)) finish()
  }
  finish()
  return seen.read
}

function saidPlace({ connected, error }: CurlRun, place: Place): Partial<Place> {
  if (place.host || place.address) return {}
  const said = /(?:Failed to connect to|in connection to|Could not resolve host:|target host ?name) '?([\w.-]{1,253})'?(?::(\d{1,5})| port (\d{1,5}))?/.exec(error?.text ?? '')
  const name = said?.[1] ?? connected?.host ?? null
  return { ...asked(name), port: toPort(said?.[2] ?? said?.[3]) ?? connected?.port ?? null }
}

function conclude(run: CurlRun, place: Place, lines: Line[], seen: Gathering): void {
  const { host, port } = place
  const own = (pick: (text: string) => boolean) => {
    const some = lines.filter(({ text }) => pick(text))
    return some.length > 0 ? some : lines
  }
  seen.take(...lines)
  if (run.resolved.length > 0 && host) seen.found(own((text) => /IPv[46]: |was resolved/.test(text)), dns({ name: host, server: 'system', outcome: 'answered', addresses: run.resolved }))
  for (const { address, port: tried, outcome } of run.attempts) seen.found(own((text) => text.includes(address)), tcp({ host, address, port: tried ?? port, outcome }))
  const { error } = run
  if (error && isAboutName(error)) return seen.found(own((text) => text.includes('curl: (')), dns({ name: toName(/host(?:name)?: ([\w.-]{1,253})/.exec(error.text)?.[1]) ?? host, server: 'system', outcome: error.code === 28 ? 'timeout' : (resolveOutcome(error.text) ?? 'unresolved') }))
  if (error && !reachedPeer(run, error)) return run.attempts.length > 0 ? undefined : seen.found(own((text) => text.includes('curl: (')), tcp({ host, address: place.address, port, ms: msIn(error.text), outcome: connectOutcomeOf(error) }))
  if (!error && run.status === null && run.body.length === 0 && !run.connected && !run.clientHello) return stopped(run, lines, seen)

  const address = run.connected?.address ?? lonely(run) ?? place.address
  if (address !== null || error || run.status !== null || run.body.length > 0) seen.found(own((text) => /Connected to|Established|Client hello/.test(text)), tcp({ host, address, port: run.connected?.port ?? port, outcome: 'open' }))
  const handshake = place.scheme === 'https' ? handshakeOutcome(run, place) : null
  if (handshake) seen.found(own((text) => /SSL|subject:|issuer:|expire date|subjectAltName|Client hello|curl: \(/.test(text)), tls({ servername: host, address, port: run.connected?.port ?? port, outcome: handshake, certificate: run.certificate?.subject ? run.certificate : null }))
  const answer = answerOutcome(run, place)
  if (answer) seen.found(own((text) => /^< HTTP|curl: \(/.test(text) || run.body.includes(text)), https({ url: place.url, address, status: run.status, body: run.body.join('\n').slice(0, 512), outcome: answer }))
}

function stopped(run: CurlRun, lines: Line[], seen: Gathering): void {
  if (run.attempts.length === 0) seen.problem(lines, 'The output of curl stops before it says how it went. Copy all of it, up to the line that begins with “curl:” or the answer.')
}

type CurlError = NonNullable<CurlRun['error']>
const msIn = (text: string): number | null => Number(/after (\d{1,8}) (?:ms|milliseconds)/.exec(text)?.[1] ?? NaN) || null
const isAboutName = ({ code, text }: CurlError) => code === 6 || code === 5 || (code === 28 && /^Resolving timed out/.test(text))
/** Whether a connection was there when it failed. */
const reachedPeer = (run: CurlRun, { code, text }: CurlError) => run.connected !== null || run.clientHello || !(code === 7 || (code === 28 && /connect/i.test(text) && !/SSL connect/i.test(text)) || [1, 2, 3, 26, 27, 43].includes(code))

function connectOutcomeOf({ code, text }: CurlError) {
  if (code === 28 || /timed out|Timeout/.test(text)) return 'timeout'
  if (/refused/.test(text)) return 'refused'
  if (/No route/.test(text)) return 'no-route'
  if (/unreachable/.test(text)) return 'unreachable'
  // the kernel gives up after about 130 s, and curl has no other words for that
  return (msIn(text) ?? 0) > 60_000 ? 'timeout' : 'failed'
}

/** curl 8 says "Connected" only after TLS: a single address that was tried and did not fail is the one. */
function lonely({ trying, attempts }: CurlRun): string | null {
  const left = [...new Set(trying.map(({ address }) => address))].filter((address) => !attempts.some((attempt) => attempt.address === address))
  return left.length === 1 && isAddress(left[0]!) ? left[0]! : null
}

function handshakeOutcome(run: CurlRun, { checksCertificate }: Place): SaidTls['outcome'] | null {
  const { error } = run
  if (error?.code === 35) {
    if (/reset by peer/.test(error.text)) return 'reset'
    if (/SSL_ERROR_SYSCALL|unexpected eof|closed/i.test(error.text)) return 'eof'
    if (/protocol version|unsupported protocol/i.test(error.text)) return 'old-protocol'
    return /timed? ?out/i.test(error.text) ? 'timeout' : 'malformed'
  }
  if (error?.code === 60 || error?.code === 51) {
    if (/alternative certificate subject name|does not match|host ?name/i.test(error.text)) return 'name-mismatch'
    if (/expired/i.test(error.text)) return 'expired'
    return /self[- ]signed/i.test(error.text) ? 'self-signed' : 'untrusted'
  }
  if (error?.code === 28 && /SSL|TLS/.test(error.text)) return 'timeout'
  const answered = run.status !== null || run.body.length > 0 || run.verified
  if (!answered) return null
  return checksCertificate ? 'ok' : 'unverified'
}

function answerOutcome(run: CurlRun, { scheme, isQuery }: Place): SaidHttps['outcome'] | null {
  const { error, status, body } = run
  const text = body.join('\n').trim()
  if (error) {
    if (error.code === 52 || error.code === 56) return 'reset'
    return error.code === 28 && !/SSL|TLS/.test(error.text) ? 'timeout' : null
  }
  if (status !== null && status >= 300 && status < 400) return 'redirect'
  if (status !== null && status !== 200) return 'status'
  if (text === 'Ok.' || (isQuery && text === '1')) return scheme === 'https' ? 'ok' : null
  if (/Code: \d{1,4}\. DB::/.test(text)) return 'status'
  return status === 200 && text !== '' && !run.clickhouse && !isQuery ? 'not-clickhouse' : null
}

export const curl: Tool = { name: 'curl', commands: ['curl'], read }
