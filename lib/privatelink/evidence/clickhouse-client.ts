import { optionOf } from './commands'
import { dns, Gathering, native, tcp, tls, type Block, type Line, type Tool } from './finding'
import { asked, connectOutcome, isAddress, toName, toPort } from './words'

const CODE = /Code: (\d{1,4})(?:\.|, e\.displayText\(\) =) (?:DB::(?:Net|Network)?Exception: ?)(.{0,1200})$/
const CONNECTING = /^Connecting to (?:database \S{1,64} at )?([\w.-]{1,253}):(\d{1,5})/
const SERVER = /^Connected to ClickHouse server version /
const NOISE = /^(?:ClickHouse client version |Password for user|Connection(?: to|:)|Bye\.|:\) |Query id:|\([A-Z_]{3,40}\)$)/

type About = { host: string | null; address: string | null; port: number | null }

/** clickhouse-client. A wrong password is an answer of ClickHouse: the way there works. */
function read(block: Block) {
  const seen = new Gathering('clickhouse-client', block)
  const { command } = block
  const argv = command?.argv ?? []
  const secure = argv.some((word) => word === '--secure' || word === '-s')
  let about: About = { ...asked(optionOf(argv, '--host', '-h')), port: command ? (toPort(optionOf(argv, '--port')) ?? (secure ? 9440 : 9000)) : null }
  const isQuery = argv.some((word) => /^(?:-q|--query)/.test(word))
  for (const line of block.lines) {
    const connecting = CONNECTING.exec(line.text)
    if (connecting) about = { ...asked(connecting[1]), port: toPort(connecting[2]) }
    const code = CODE.exec(line.text)
    if (code) explain(Number(code[1]), code[2]!, line, about, seen)
    else if (SERVER.test(line.text) || (command && isQuery && /^1$/.test(line.text))) works([line], about, seen)
    else if (connecting || NOISE.test(line.text)) seen.take(line)
  }
  return seen.read
}

function works(lines: Line[], { host, address, port }: About, seen: Gathering): void {
  seen.found(lines, native({ servername: host, address, port, outcome: 'ok' }))
}

function explain(code: number, text: string, line: Line, about: About, seen: Gathering): void {
  const place = placeIn(text, about)
  const { host, address, port } = place
  const said = { servername: host, address, port }
  if (code === 198) return seen.found([line], dns({ name: toName(/address of host: ([\w.-]{1,253}?)\.?(?:[,\s(]|$)/.exec(text)?.[1]) ?? host, server: 'system', outcome: 'unresolved' }))
  if (code === 516 || code === 193 || code === 192) return seen.found([line], native({ ...said, outcome: 'refused-login' }))
  if (code === 102 || code === 101 || code === 100) return seen.found([line], native({ ...said, outcome: 'not-clickhouse' }))
  if (code === 209) return /connect timed out/i.test(text) ? seen.found([line], tcp({ ...place, outcome: 'timeout' })) : seen.found([line], native({ ...said, outcome: 'timeout' }))
  if (code === 210) return network(text, line, place, seen)
  // any other code is ClickHouse's own answer to the query
  seen.found([line], native({ ...said, outcome: 'ok' }))
}

function network(text: string, line: Line, place: About, seen: Gathering): void {
  const { host: servername, address, port } = place
  if (/certificate|SSL Exception/i.test(text) && !/reset|eof/i.test(text)) {
    const outcome = /host ?name|unacceptable|does not match/i.test(text) ? 'name-mismatch' : /expired/i.test(text) ? 'expired' : /self[- ]signed/i.test(text) ? 'self-signed' : 'untrusted'
    return seen.found([line], tls({ servername, address, port, outcome }))
  }
  const outcome = connectOutcome(text)
  if (outcome === 'reset' || /broken pipe|eof/i.test(text)) return seen.found([line], native({ servername, address, port, outcome: 'reset' }))
  seen.found([line], tcp({ ...place, outcome: outcome ?? 'failed' }))
}

/** `(HOST:9440)`, `connect timed out: IP:9440 (HOST:9440, …)`, `Received from HOST:9440`. */
function placeIn(text: string, about: About): About {
  const named = /(?:\(|from )([\w.-]{1,253}):(\d{1,5})[,).\s]/.exec(text)
  const numbered = /timed out: ([\d.]{7,15}):\d{1,5}/.exec(text)?.[1]
  const said = named ? { ...asked(named[1]), port: toPort(named[2]) } : about
  const host = said.host ?? about.host
  return { host, port: about.port ?? said.port, address: numbered && isAddress(numbered) ? numbered : said.address }
}

export const clickhouseClient: Tool = { name: 'clickhouse-client', commands: ['clickhouse-client', 'clickhouse', 'ch'], read }
