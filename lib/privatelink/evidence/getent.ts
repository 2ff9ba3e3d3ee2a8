import { operands } from './commands'
import { dns, Gathering, type Block, type Line, type Tool } from './finding'
import { isAddress, toName } from './words'

const ROW = /^([\da-fA-F.:]{2,45})\s{1,40}(?:(STREAM|DGRAM|RAW)\b\s*)?(\S{0,255})/

/** getent hosts and ahosts: what programs on that machine get, the hosts file included. */
function read(block: Block) {
  const seen = new Gathering('getent', block)
  const asked = toName(operands(block.command?.argv ?? [], ['-s']).find((word) => !/^a?hosts(?:v[46])?$/.test(word)))
  const byName = new Map<string, { lines: Line[]; addresses: string[] }>()
  let current = asked
  for (const line of block.lines) {
    const [, address, type, name] = ROW.exec(line.text) ?? []
    if (!address || !isAddress(address)) continue
    // without its command, only a row that could be nothing else
    if (!block.command && !type && !(/\s{2,}/.test(line.text) && name?.includes('.') && toName(name))) continue
    if (!asked && name && toName(name)) current = toName(name)
    const key = asked ?? current ?? ''
    const group = byName.get(key) ?? { lines: [], addresses: [] }
    byName.set(key, group)
    group.lines.push(line)
    if (!group.addresses.includes(address)) group.addresses.push(address)
  }
  for (const [name, { lines, addresses }] of byName) seen.found(lines, dns({ name: name || null, server: 'system', outcome: 'answered', addresses }))
  if (!block.command || byName.size > 0) return seen.read
  if (block.ended && asked) seen.found([], dns({ name: asked, server: 'system', outcome: 'unresolved' }))
  else seen.problem([], 'There is no output of this getent in the paste. If it printed nothing, copy the prompt that follows it as well.')
  return seen.read
}

export const getent: Tool = { name: 'getent', commands: ['getent'], read }
