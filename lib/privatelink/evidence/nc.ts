import { operands } from './commands'
import { dns, Gathering, tcp, type Block, type Line, type Tool } from './finding'
import { asked, connectOutcome, isAddress, resolveOutcome, toName, toPort } from './words'

const VALUED = ['-w', '-p', '-s', '-i', '-X', '-x', '-G', '-q', '-O', '-I', '-T', '-g', '-e', '-c', '--wait', '--source']
const OPEN = [
  /^Connection to (?<host>\S{1,255}) (?:\((?<address>\S{2,45})\) )?(?<port>\d{1,5}) port \[tcp\/[^\]]{0,40}\] succeeded!/, // OpenBSD
  /^Connection to (?<host>\S{1,255}) port (?<port>\d{1,5}) \[tcp\/[^\]]{0,40}\] succeeded!/, // macOS
  /^Ncat: Connected to (?<address>\S{2,60}):(?<port>\d{1,5})\.$/,
  /^(?<host>\S{1,255}) \[(?<address>[^\]]{2,45})\] (?<port>\d{1,5}) \([^)]{0,40}\) open$/, // traditional
  /^(?<host>\S{1,255}) \((?<address>[\d.]{7,15}):(?<port>\d{1,5})\) open$/, // busybox
]
const CLOSED = [
  /^nc[\w.]{0,12}: connectx? to (?<host>\S{1,255}) (?:\((?<address>[\da-fA-F.:]{2,45})\) )?port (?<port>\d{1,5}) \(tcp\) (?<reason>(?:failed|timed out).{0,100})$/,
  /^(?<host>\S{1,255}) \[(?<address>[^\]]{2,45})\] (?<port>\d{1,5}) \([^)]{0,40}\) ?: (?<reason>.{1,100})$/,
  /^nc[\w.]{0,12}: can't connect to remote host(?: \((?<address>[\da-fA-F.:]{2,45})\))?: (?<reason>.{1,100})$/,
  /^Ncat: (?<reason>Connection refused|TIMEOUT|Connection timed out|No route to host|Network is unreachable|Connection reset by peer)\.?$/,
  /^nc[\w.]{0,12}: (?<reason>timed out|connect: .{1,80})$/,
]
const LOOKUP = [
  /^nc[\w.]{0,12}: getaddrinfo(?: for host "(?<host>[^"]{1,255})" port (?<port>\w{1,12}))?: (?<reason>.{1,100})$/,
  /^Ncat: Could not resolve hostname "(?<host>[^"]{1,255})": (?<reason>.{1,100})$/,
  /^(?<host>\S{1,255}): (?<reason>forward host lookup failed: .{1,80})$/,
  /^nc[\w.]{0,12}: bad address '(?<host>[^']{1,255})'(?<reason>)$/,
]
const NOISE = /^(?:Ncat: (?:Version |\d+ bytes sent)|DNS fwd\/rev mismatch|found \d+ (?:associations|connections)|\s+\d+:\s+flags=|\s+outif |\s+src |\s+dst |\s+rank info|\s+TCP aux info)/

const first = (patterns: readonly RegExp[], text: string) => {
  for (const pattern of patterns) {
    const groups = pattern.exec(text)?.groups
    if (groups) return groups
  }
  return null
}

/** nc of OpenBSD, macOS, the traditional one, busybox, and ncat, whose failures name neither host nor port. */
function read(block: Block) {
  const seen = new Gathering('nc', block)
  const [target, ...ports] = operands(block.command?.argv ?? [], VALUED)
  const about = { ...asked(target), port: ports.length === 1 ? toPort(ports[0]) : null }
  for (const line of block.lines) if (!note(line, about, seen) && NOISE.test(line.text)) seen.take(line)
  if (!block.command || seen.findings.length > 0 || !target) return seen.read
  // without -v only the exit code tells
  if (block.exit === 0 && about.port !== null) seen.found([], tcp({ ...about, outcome: 'open' }))
  else if (block.exit === 124) seen.found([], tcp({ ...about, outcome: 'timeout' }))
  return seen.read
}

type About = { host: string | null; address: string | null; port: number | null }

function note(line: Line, about: About, seen: Gathering): boolean {
  const open = first(OPEN, line.text)
  if (open) return add(line, seen, tcp({ ...place(open, about), outcome: 'open' }))
  const lookup = first(LOOKUP, line.text)
  if (lookup) return add(line, seen, dns({ name: toName(lookup.host) ?? about.host, server: 'system', outcome: resolveOutcome(line.text) ?? 'unresolved' }))
  const closed = first(CLOSED, line.text)
  const outcome = closed ? connectOutcome(closed.reason!) : null
  if (closed && outcome) return add(line, seen, tcp({ ...place(closed, about), outcome }))
  return false
}

function add(line: Line, seen: Gathering, result: Parameters<Gathering['found']>[1]): true {
  seen.found([line], result)
  return true
}

/** What the line says of the place, else what was typed. An address in the place of the name was asked for itself. */
function place({ host, address, port }: Record<string, string | undefined>, about: About): About {
  const said = host === undefined || host === '(UNKNOWN)' ? { host: about.host, address: about.address } : asked(host)
  return { host: said.host, address: address && isAddress(address) ? address : said.address, port: toPort(port) ?? about.port }
}

export const nc: Tool = { name: 'nc', commands: ['nc', 'ncat', 'netcat', 'nc.openbsd', 'nc.traditional'], read }
