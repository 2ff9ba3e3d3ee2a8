import { operands, optionOf } from './commands'
import { dns, Gathering, tcp, type Block, type Line, type Tool } from './finding'
import { asked, isAddress, toName, toPort } from './words'

const ROW = /^(ComputerName|RemoteAddress|RemotePort|InterfaceAlias|SourceAddress|PingSucceeded|PingReplyDetails \(RTT\)|NameResolutionResults|MatchingIPsecRules|NetworkIsolationContext|IsAdmin|NextHop|NetRoute \(NextHop\)|TcpTestSucceeded|DetailedInfo)\s{0,20}:\s?(.{0,255})$/
const FAILED = /^WARNING: TCP connect to \(?([\da-fA-F.:]{2,45}?) ?: ?(\d{1,5})\)? failed/
const NAME = /^WARNING: Name resolution of (\S{1,255}) failed/
const NOISE = /^WARNING: Ping to |^(?:Attempting TCP connect|Waiting for response)/

/** PowerShell's Test-NetConnection. It says that the connection failed, never why; a ping that fails means nothing here. */
function read(block: Block) {
  const seen = new Gathering('Test-NetConnection', block)
  const argv = block.command?.argv ?? []
  const lower = argv.map((word) => (word.startsWith('-') ? word.toLowerCase() : word))
  const typed = optionOf(lower, '-computername') ?? operands(lower, ['-port', '-informationlevel', '-computername'])[0]
  const port = toPort(optionOf(lower, '-port'))
  let [rows, lines, unresolved]: [Map<string, string>, Line[], string | null] = [new Map(), [], null]
  const finish = () => {
    if (lines.length > 0) conclude({ rows, lines, unresolved, typed: typed ?? null, port }, seen)
    ;[rows, lines, unresolved] = [new Map(), [], null]
  }
  for (const line of block.lines) {
    const row = ROW.exec(line.text)
    const failed = FAILED.exec(line.text)
    const name = NAME.exec(line.text)
    if ((row?.[1] === 'ComputerName' && rows.has('ComputerName')) || ((failed || name) && rows.size > 0)) finish()
    if (row) rows.set(row[1]!, row[2]!.trim())
    else if (failed) [rows, unresolved] = [new Map([['Tried', failed[1]!], ['TriedPort', failed[2]!], ...rows]), unresolved]
    else if (name) unresolved = name[1]!
    else if (block.command && /^(?:True|False)$/.test(line.text)) rows.set('TcpTestSucceeded', line.text)
    else if (!NOISE.test(line.text)) continue
    lines.push(line)
  }
  finish()
  return seen.read
}

type Seen = { rows: Map<string, string>; lines: Line[]; unresolved: string | null; typed: string | null; port: number | null }

function conclude({ rows, lines, unresolved, typed, port }: Seen, seen: Gathering): void {
  const place = asked(rows.get('ComputerName') || typed)
  if (unresolved) return seen.found(lines, dns({ name: toName(unresolved) ?? place.host, server: 'system', outcome: 'unresolved' }))
  const remote = rows.get('RemoteAddress') || rows.get('Tried') || ''
  const about = { host: place.host, address: isAddress(remote) ? remote : place.address, port: toPort(rows.get('RemotePort')) ?? toPort(rows.get('TriedPort')) ?? port }
  const succeeded = rows.get('TcpTestSucceeded')
  if (succeeded === undefined && !rows.has('Tried')) return seen.problem(lines, 'Test-NetConnection tested no port here: give it -Port, since a ping says nothing about PrivateLink.')
  seen.found(lines, tcp({ ...about, outcome: /^true$/i.test(succeeded ?? '') ? 'open' : 'failed' }))
}

export const testNetConnection: Tool = { name: 'Test-NetConnection', commands: ['test-netconnection', 'tnc'], read }
