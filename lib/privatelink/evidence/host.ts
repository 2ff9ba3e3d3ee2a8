import { operands } from './commands'
import { dns, Gathering, type Block, type Line, type SaidDns, type Tool } from './finding'
import { isAddress, toName } from './words'

const ADDRESS = /^(\S{1,255}) has (?:IPv6 )?address (\S{2,45})$/
const ALIAS = /^(\S{1,255}) is an alias for (\S{1,255})$/
const LOST = /^Host (\S{1,255}) not found: \d{1,3}\(([A-Z]{1,12})\)$/
const NONE = /^(\S{1,255}) has no (?:A|AAAA|MX) record/
const STATUS: Record<string, SaidDns['outcome']> = { NXDOMAIN: 'nxdomain', SERVFAIL: 'servfail', REFUSED: 'refused' }

type Group = { name: string | null; names: Set<string>; lines: Line[]; addresses: string[]; cnames: string[]; outcome: SaidDns['outcome'] | null }

/** BIND's host. It asks for A, AAAA and MX, so a refusal may stand under addresses that were found: the addresses count. */
function read(block: Block) {
  const seen = new Gathering('host', block)
  const [given, resolver] = operands(block.command?.argv ?? [], ['-t', '-W', '-R', '-c', '-N', '-p'])
  const asked = toName(given)
  const groups: Group[] = []
  const groupOf = (name: string) => {
    const last = groups.at(-1)
    if (last?.names.has(name)) return last
    const group: Group = { name, names: new Set([name]), lines: [], addresses: [], cnames: [], outcome: null }
    groups.push(group)
    return group
  }
  for (const line of block.lines) {
    const match = ADDRESS.exec(line.text) ?? ALIAS.exec(line.text) ?? LOST.exec(line.text) ?? NONE.exec(line.text)
    const name = toName(match?.[1])
    if (match && name) note(line, match, groupOf(name))
    else if (block.command && /^;; (?:connection timed out|communications error|no servers could be reached)/.test(line.text)) {
      const group = groupOf(asked ?? '')
      group.lines.push(line)
      if (/timed out/.test(line.text)) group.outcome = 'timeout'
      else group.outcome ??= 'unresolved'
    } else if (block.command && /^(?:Using domain server:|Name: |Address: |Aliases:)/.test(line.text)) seen.take(line)
  }
  for (const { name, lines, addresses, cnames, outcome } of groups) {
    const server = resolver && isAddress(resolver) ? resolver : null
    seen.found(lines, dns({ name: name || asked, server, cnames, addresses, outcome: addresses.length > 0 ? 'answered' : (outcome ?? 'nodata') }))
  }
  return seen.read
}

function note(line: Line, match: RegExpExecArray, group: Group): void {
  group.lines.push(line)
  const value = match[2]
  if (ADDRESS.test(line.text) && value && isAddress(value)) group.addresses.push(value)
  else if (ALIAS.test(line.text)) {
    const target = toName(value) ?? value!
    group.cnames.push(target)
    group.names.add(target)
  } else if (LOST.test(line.text)) group.outcome ??= STATUS[value ?? ''] ?? 'unresolved'
}

export const host: Tool = { name: 'host', commands: ['host'], read }
