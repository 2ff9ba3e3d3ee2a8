import { operands } from './commands'
import { dns, Gathering, type Block, type Line, type SaidDns, type Tool } from './finding'
import { isAddress, toName } from './words'

const STATUS: Record<string, SaidDns['outcome']> = { NXDOMAIN: 'nxdomain', SERVFAIL: 'servfail', REFUSED: 'refused' }
const START = /^; <<>> DiG /
const HEADER = /^;; ->>HEADER<<- opcode: QUERY, status: ([A-Z]{1,12}),/
const QUESTION = /^;([^\s;]{1,255})\s+(?:IN|CH)\s+([A-Z]{1,6})$/
const RECORD = /^(\S{1,255})\s+(?:\d+\s+)?(?:IN\s+)?(A|AAAA|CNAME)\s+(\S{1,255})$/
const ANY_RECORD = /^\S{1,255}\s+\d{1,10}\s+IN\s+[A-Z]{1,10}\s/
const LOST = /^;; (?:communications error|connection timed out|no servers could be reached|UDP setup|;? ?Got bad packet|Warning: Message parser)/
const NOISE = /^;/
const TYPES = /^(?:a|aaaa|cname|any|mx|txt|ns|soa|srv|ptr|in)$/i

/** dig, whole or `+short`. What `+short` does not print is a name without an answer, and it does not say why. */
function read(block: Block) {
  const seen = new Gathering('dig', block)
  const argv = block.command?.argv ?? []
  const words = operands(argv, ['-p', '-b', '-t', '-c', '-q', '-k', '-f'])
  const name = toName(words.find((word) => !word.startsWith('@') && !TYPES.test(word)))
  const server = words.find((word) => word.startsWith('@'))?.slice(1) ?? null
  if (argv.includes('+short')) short(block, { name, server }, seen)
  else for (const answer of answersIn(block.lines, block.command !== null)) whole(answer, { name, server }, seen)
  return seen.read
}

type Asked = { name: string | null; server: string | null }

function short({ lines, ended, command }: Block, { name, server }: Asked, seen: Gathering): void {
  const own: Line[] = []
  const addresses: string[] = []
  const cnames: string[] = []
  let lost = false
  for (const line of lines) {
    if (isAddress(line.text)) addresses.push(line.text)
    else if (/^\S+\.$/.test(line.text) && toName(line.text)) cnames.push(toName(line.text)!)
    else if (LOST.test(line.text)) lost = true
    else continue
    own.push(line)
  }
  if (command!.argv.some((word) => /^aaaa$/i.test(word)) && addresses.length === 0) return seen.problem(own, 'Only AAAA records were asked for. PrivateLink’s addresses are A records: ask again without AAAA.')
  if (addresses.length > 0) return seen.found(own, dns({ name, server, outcome: 'answered', addresses, cnames }))
  if (lost) return seen.found(own, dns({ name, server, outcome: timedOut(own) ? 'timeout' : 'unresolved' }))
  if (cnames.length > 0) return seen.found(own, dns({ name, server, outcome: 'nodata', cnames }))
  if (ended) return seen.found([], dns({ name, server, outcome: 'unresolved' }))
  seen.problem([], 'There is no output of this dig in the paste. If it printed nothing, copy the prompt that follows it as well.')
}

/** Cuts a run of lines at each answer's head. */
function answersIn(lines: readonly Line[], own: boolean): Line[][] {
  const answers: Line[][] = []
  let current: Line[] = []
  let inside = own
  for (const line of lines) {
    const starts = START.test(line.text) || HEADER.test(line.text)
    const newOne = (START.test(line.text) && current.some(({ text }) => START.test(text) || HEADER.test(text))) || (HEADER.test(line.text) && current.some(({ text }) => HEADER.test(text)))
    if (newOne) {
      answers.push(current)
      current = []
    }
    inside ||= starts || LOST.test(line.text)
    if (inside && (NOISE.test(line.text) || RECORD.test(line.text) || ANY_RECORD.test(line.text))) current.push(line)
  }
  return current.length > 0 ? [...answers, current] : answers
}

function whole(lines: Line[], asked: Asked, seen: Gathering): void {
  let { name, server } = asked
  let [status, type, ms, inAnswer]: [string | null, string, number | null, boolean] = [null, 'A', null, false]
  const records: { kind: string; value: string }[] = []
  for (const { text } of lines) {
    status ??= HEADER.exec(text)?.[1] ?? null
    const question = QUESTION.exec(text)
    if (question && status) [name, type] = [toName(question[1]) ?? name, question[2]!]
    server = /^;; SERVER: ([\da-fA-F.:]{2,45})#/.exec(text)?.[1] ?? server
    const took = /^;; Query time: (\d{1,7}) (msec|usec)/.exec(text)
    if (took) ms = took[2] === 'usec' ? Math.round(Number(took[1]) / 1000) : Number(took[1])
    if (/^;; [A-Z]+ SECTION:/.test(text)) inAnswer = text.startsWith(';; ANSWER')
    const record = inAnswer ? RECORD.exec(text) : null
    if (record) records.push({ kind: record[2]!, value: record[3]! })
  }
  const addresses = [...new Set(records.filter(({ kind, value }) => kind !== 'CNAME' && isAddress(value)).map(({ value }) => value))]
  const cnames = records.filter(({ kind }) => kind === 'CNAME').map(({ value }) => toName(value) ?? value)
  const about = { name, server, ms, cnames }
  if (addresses.length > 0) return seen.found(lines, dns({ ...about, outcome: 'answered', addresses }))
  if (lines.some(({ text }) => /Got bad packet|Message parser/.test(text))) return seen.found(lines, dns({ ...about, outcome: 'malformed' }))
  if (status && status !== 'NOERROR') return seen.found(lines, dns({ ...about, outcome: STATUS[status] ?? 'unresolved' }))
  if (status && type !== 'A' && type !== 'ANY') return seen.problem(lines, `Only ${type} records were asked for. PrivateLink’s addresses are A records: ask again without ${type}.`)
  if (status) return seen.found(lines, dns({ ...about, outcome: 'nodata' }))
  if (lines.some(({ text }) => LOST.test(text))) seen.found(lines, dns({ ...about, outcome: timedOut(lines) ? 'timeout' : 'unresolved' }))
}

const timedOut = (lines: readonly Line[]) => lines.some(({ text }) => /timed out/.test(text))

export const dig: Tool = { name: 'dig', commands: ['dig', 'drill', 'kdig'], read }
