import { dns, Gathering, tcp, type Block, type Line, type Tool } from './finding'
import { asked, connectOutcome, resolveOutcome, toPort } from './words'

const DEVICE = /\/dev\/tcp\/([\w.:-]{1,253})\/(\d{1,5})/
const SAID = /^(?:[\w./-]{1,60}: )?(?:line \d{1,6}: )?(?:connect: |\/dev\/tcp\/|[\w.-]{1,253}: )(.{0,300})$/

/** bash's /dev/tcp. It is silent when it works, so success is told only by an exit code or by a word that the command itself prints. */
function read(block: Block) {
  const seen = new Gathering('/dev/tcp', block)
  const typed = block.command?.argv[0] ?? ''
  const place = DEVICE.exec(typed)
  const about = place ? { ...asked(place[1]), port: toPort(place[2]) } : null
  const words = wordsAfter(typed)
  const failed: Line[] = []
  for (const line of block.lines) {
    const text = line.text.trim()
    if (SAID.test(text) && (DEVICE.test(text) || /^(?:-?bash|sh|\S{1,40}bash): /.test(text)) && /connect:|\/dev\/tcp\/|not known|resolution/.test(text)) failed.push(line)
    else if (about && words.good !== null && text === words.good) return done(seen, [line], tcp({ ...about, outcome: 'open' }))
    else if (about && words.bad !== null && text === words.bad) failed.push(line)
  }
  if (failed.length > 0) return reasons(failed, about, seen)
  if (!about || !block.command) return seen.read
  if (block.exit === 0) return done(seen, [], tcp({ ...about, outcome: 'open' }))
  if (block.exit === 124) return done(seen, [], tcp({ ...about, outcome: 'timeout' }))
  seen.problem([], 'This /dev/tcp command printed nothing, which it does when it works and when it is stopped. Add “&& echo open” behind it and try again.')
  return seen.read
}

function done(seen: Gathering, lines: Line[], result: Parameters<Gathering['found']>[1]) {
  seen.found(lines, result)
  return seen.read
}

function reasons(lines: Line[], about: { host: string | null; address: string | null; port: number | null } | null, seen: Gathering) {
  const text = lines.map((line) => line.text).join('\n')
  const said = DEVICE.exec(text)
  const place = about ?? (said ? { ...asked(said[1]), port: toPort(said[2]) } : { host: null, address: null, port: null })
  const unresolved = resolveOutcome(text)
  if (unresolved) return done(seen, lines, dns({ name: place.host, server: 'system', outcome: unresolved }))
  return done(seen, lines, tcp({ ...place, outcome: connectOutcome(text) ?? 'failed' }))
}

/** What the command itself prints for yes and no: `&& echo open || echo closed`. */
function wordsAfter(typed: string): { good: string | null; bad: string | null } {
  const word = (mark: string) => new RegExp(`${mark}\\s{0,5}echo\\s{1,5}["']?([^"'|&;)\\n]{1,40})`).exec(typed)?.[1]?.trim() ?? null
  return { good: word('&&'), bad: word('\\|\\|') }
}

export const devTcp: Tool = { name: '/dev/tcp', commands: ['/dev/tcp'], read }
