import { operands } from './commands'
import { dns, Gathering, tcp, type Block, type Line, type Tool } from './finding'
import { asked, connectOutcome, isAddress, resolveOutcome, toName, toPort } from './words'

const TRYING = /^Trying ([\da-fA-F.:]{2,45}?)(?:\.\.\.?|…)?$/
const CONNECTED = /^Connected to (\S{1,255}?)\.?$/
const ADDRESS_FAILED = /^telnet: connect to address ([\da-fA-F.:]{2,45}): (.{1,100})$/
const BUSYBOX = /^telnet: can't connect to remote host(?: \(([\da-fA-F.:]{2,45})\))?: (.{1,100})$/
const FAILED = /^telnet: Unable to connect to remote host(?:: (.{1,100}))?$/
const LOOKUP = /^(?:Server lookup failure:\s+([^\s:,]{1,255}):\w+, |telnet: could not resolve ([^\s/]{1,255})\/\w+: |telnet: bad address '([^']{1,255})'|(?:telnet: )?([\w.-]{1,255}): (?=Name or service|nodename nor|Temporary failure|Unknown host|No address))(.{0,100})/
const WINDOWS = /^Connecting To (\S{1,255}?)\.\.\.(Could not open connection to the host, on port (\d{1,5}).*)?$/
const AFTER = /^(?:Escape character is |Connection closed by foreign host|telnet> |Connection to .{1,255} closed|\^\]|\^C)/

/** telnet of inetutils, netkit, Amazon Linux, busybox, macOS and Windows. It says the address only while it tries. */
function read(block: Block) {
  const seen = new Gathering('telnet', block)
  const [target, portText] = operands(block.command?.argv ?? [], ['-l', '-b', '-e', '-n', '-S', '-X'])
  const about = { ...asked(target), port: block.command ? (toPort(portText) ?? 23) : null }
  const { lines } = block
  let trying: { line: Line; address: string } | null = null
  /** inetutils in a pipe writes the error first and "Trying" after it. */
  let early: { line: Line; text: string } | null = null
  let told = false
  for (const line of lines) {
    const { text } = line
    const tried = TRYING.exec(text)
    if (tried && isAddress(tried[1]!)) {
      if (early) seen.found([early.line, line], tcp({ ...about, address: tried[1]!, outcome: connectOutcome(early.text) ?? 'failed' }))
      else trying = { line, address: tried[1]! }
      told ||= early !== null
      early = null
      continue
    }
    const connected = CONNECTED.exec(text)
    if (connected && (trying || block.command)) {
      seen.found(trying ? [trying.line, line] : [line], tcp({ ...about, host: about.host ?? toName(isAddress(connected[1]!) ? null : connected[1]), address: trying?.address ?? about.address, outcome: 'open' }))
      ;[trying, told] = [null, true]
      continue
    }
    const failed = ADDRESS_FAILED.exec(text) ?? BUSYBOX.exec(text)
    if (failed) {
      const own = trying && (failed[1] === undefined || trying.address === failed[1]) ? [trying.line, line] : [line]
      seen.found(own, tcp({ ...about, address: failed[1] ?? trying?.address ?? about.address, outcome: connectOutcome(failed[2]!) ?? 'failed' }))
      ;[trying, told] = [null, true]
      continue
    }
    const unable = FAILED.exec(text)
    if (unable) {
      const reason = unable[1] ?? ''
      // after a line for each address it only repeats the last one
      if (trying) seen.found([trying.line, line], tcp({ ...about, address: trying.address, outcome: connectOutcome(reason) ?? 'failed' }))
      else if (told) seen.take(line)
      else early = { line, text: reason }
      told ||= trying !== null
      trying = null
      continue
    }
    const lookup = LOOKUP.exec(text)
    if (lookup && (block.command || !/^[\w.-]+: /.test(text) || text.startsWith('telnet: '))) {
      seen.found([line], dns({ name: toName(lookup.slice(1, 5).find((name) => name !== undefined)) ?? about.host, server: 'system', outcome: resolveOutcome(text) ?? 'unresolved' }))
      told = true
      continue
    }
    const windows = WINDOWS.exec(text)
    if (windows) {
      if (windows[2]) seen.found([line], tcp({ ...asked(windows[1]), port: toPort(windows[3]), outcome: 'failed' }))
      else seen.problem([line], 'telnet was still trying to connect when this was copied. Wait until it says more, and paste again.')
      told = true
    } else if (AFTER.test(text) && (told || block.command)) seen.take(line)
  }
  if (early) seen.found([early.line], tcp({ ...about, outcome: connectOutcome(early.text) ?? 'failed' }))
  if (trying && (block.ended || lines.some(({ text }) => text === '^C'))) seen.found([trying.line], tcp({ ...about, address: trying.address, outcome: 'timeout' }))
  else if (trying) seen.problem([trying.line], 'telnet was still trying to connect when this was copied. If it says no more after a minute, that is a timeout: paste again with the prompt that follows.')
  else if (block.command && !told && block.exit === 124) seen.found([], tcp({ ...about, outcome: 'timeout' }))
  return seen.read
}

export const telnet: Tool = { name: 'telnet', commands: ['telnet'], read }
