import { operands } from './commands'
import { dns, Gathering, type Block, type Line, type SaidDns, type Tool } from './finding'
import { isAddress, resolveOutcome, toName } from './words'

// Windows translates these words; BIND and busybox don't.
const SERVER = /^(?:server|servidor|serveur|serwer|сервер|サーバー|服务器)\s{0,3}:\s*(.*)$/i
const NAME = /^(?:name|nome|nom|nombre|nazwa|naam|namn|имя|名前|名称)\s{0,3}:\s*(\S+)/i
const ADDRESS = /^(?:address(?:es)?|adresse[ns]?|endereços?|direcci[oó]n(?:es)?|indirizz[oi]|adres(?:y|sen)?|adress(?:er)?|адрес[а]?|アドレス)(?: \d{1,2})?\s{0,3}:\s*(\S+)/i
const ALIASES = /^alias(?:es)?\s{0,3}:\s*(\S+)/i
const CANONICAL = /^(\S+)\s+canonical name = (\S+)$/
const NOT_FOUND = /^\*\*\*? .{0,80}?can't find ([^\s:]+): (.{1,80})$/i
const NOT_RESOLVED = /^nslookup: can't resolve '([^']{1,255})'/
const UNREACHABLE = /^;; (?:communications error|connection timed out|no servers could be reached|UDP setup)|^DNS request timed out|^\s+timeout was \d|^\*\*\* Request to .{1,255} timed-out/i

const CODES: readonly [RegExp, SaidDns['outcome']][] = [
  [/NXDOMAIN|non-existent domain/i, 'nxdomain'],
  [/SERVFAIL|server failed/i, 'servfail'],
  [/REFUSED|query refused/i, 'refused'],
  [/no answer|no records/i, 'nodata'],
  [/no response|timed/i, 'timeout'],
]

type Session = { lines: Line[]; server: string | null; name: string | null; addresses: string[]; cnames: string[]; outcome: SaidDns['outcome'] | null; unreachable: string[] }
const fresh = (): Session => ({ lines: [], server: null, name: null, addresses: [], cnames: [], outcome: null, unreachable: [] })

/** nslookup of BIND, busybox and Windows. The first address is the resolver's, not the answer. */
function read(block: Block) {
  const seen = new Gathering('nslookup', block)
  const [asked] = operands(block.command?.argv ?? [], ['-type', '-query'])
  let session = fresh()
  const finish = () => {
    conclude(session, toName(asked), seen)
    session = fresh()
  }
  for (const line of block.lines) {
    if (SERVER.test(line.text) && session.lines.some(({ text }) => SERVER.test(text))) finish()
    const known = note(line, session, block.command !== null)
    if (known) session.lines.push(line)
  }
  finish()
  return seen.read
}

function note({ text }: Line, session: Session, own: boolean): boolean {
  const inSession = own || session.lines.length > 0
  if (SERVER.test(text)) return true
  const name = NAME.exec(text)
  if (name && inSession) return notedName(name[1]!, session)
  const address = ADDRESS.exec(text)
  if (address && inSession) return notedAddress(address[1]!, session)
  const more = /^\s{2,}(\S+)$/.exec(text)
  if (more && isAddress(more[1]!) && session.addresses.length > 0) return notedAddress(more[1]!, session)
  const canonical = CANONICAL.exec(text)
  if (canonical) {
    session.name ??= toName(canonical[1])
    session.cnames.push(toName(canonical[2]) ?? canonical[2]!)
    return true
  }
  const alias = ALIASES.exec(text)
  if (alias && inSession && session.name) {
    session.cnames.push(session.name)
    session.name = toName(alias[1])
    return true
  }
  const lost = NOT_FOUND.exec(text)
  if (lost) {
    session.name ??= toName(lost[1])
    session.outcome ??= CODES.find(([words]) => words.test(lost[2]!))?.[1] ?? 'unresolved'
    return true
  }
  const unresolved = NOT_RESOLVED.exec(text)
  if (unresolved) {
    session.name ??= toName(unresolved[1])
    session.outcome ??= resolveOutcome(text) ?? 'unresolved'
    return true
  }
  if (inSession && UNREACHABLE.test(text)) {
    session.unreachable.push(text)
    return true
  }
  return inSession && /^(?:Non-authoritative answer|Não autoritativa|Authoritative answers|Réponse ne faisant pas autorité|Respuesta no autoritativa|Nicht autorisierende Antwort)/i.test(text)
}

function notedName(text: string, session: Session): boolean {
  session.name ??= toName(text)
  return true
}

function notedAddress(text: string, session: Session): boolean {
  const bare = text.replace(/#\d+$/, '').replace(/^\[([^\]]+)\](?::\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
  if (!isAddress(bare)) return false
  if (session.name === null && session.server === null) session.server = bare
  else if (!session.addresses.includes(bare)) session.addresses.push(bare)
  return true
}

function conclude({ lines, server, name, addresses, cnames, outcome, unreachable }: Session, asked: string | null, seen: Gathering): void {
  if (lines.length === 0) return
  const about = asked ?? name
  if (addresses.length > 0) return seen.found(lines, dns({ name: about, server, outcome: 'answered', addresses, cnames }))
  if (outcome) return seen.found(lines, dns({ name: about, server, outcome, cnames }))
  if (unreachable.length > 0) return seen.found(lines, dns({ name: about, server, outcome: unreachable.some((text) => /timed[ -]out/i.test(text)) ? 'timeout' : 'unresolved' }))
  if (cnames.length > 0) return seen.found(lines, dns({ name: about, server, outcome: 'nodata', cnames }))
  seen.problem(lines, 'The output of nslookup stops before an answer. Copy all of it.')
}

export const nslookup: Tool = { name: 'nslookup', commands: ['nslookup'], read }
