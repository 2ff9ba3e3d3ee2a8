import type { Block, Command, Line, Tool, ToolName } from './finding'

/** What stands before a command: a prompt of a shell on Linux, macOS or Windows. One alternative for each kind, none of them nested. */
const PROMPTS: readonly RegExp[] = [
  /^\[[^\]\n]{1,120}\]\s?[$#%]\s?/, // [ec2-user@ip-172-31-29-231 ~]$
  /^(?:\([\w.-]{1,40}\) )?[\w.+-]{1,64}@[\w.-]{1,80}[: ][^$#%>]{0,120}[$#%>](?:\s|$)/, // ubuntu@host:~$, me@mac ~ %
  /^(?:ba|da|z|k|a)?sh-\d[\d.]{0,6}[$#](?:\s|$)/, // bash-5.1#
  /^(?:~|\/[\w./-]{0,80})? ?[$#%](?:\s|$)/, // $, #, / #, ~ $
  /^PS(?: [^>\n]{1,160})?>\s?/, // PS C:\>
  /^[A-Za-z]:\\[^>\n]{0,160}>\s?/, // C:\Users\me>
  /^[❯➜»›]\s+/,
]
/** Words before the program's name. */
const BEFORE = new Set(['sudo', 'time', 'timeout', 'command', 'exec', 'env', 'nohup', 'winpty'])
const MAX_CONTINUED = 12

/** The text behind a prompt, or null where the line has none. */
export function afterPrompt(text: string): string | null {
  for (const prompt of PROMPTS) {
    const match = prompt.exec(text)
    if (match) return text.slice(match[0].length)
  }
  return null
}

/** Shell words of one command, up to a pipe, a list mark or a redirection. Quotes are taken off, nothing is expanded. */
export function wordsOf(text: string): string[] {
  const words: string[] = []
  const token = /'([^']*)'|"([^"]*)"|([^\s'"|;&<>]+)|(\s+)|([|;&<>])/g
  let word: string | null = null
  for (const [, single, double, bare, space, end] of text.matchAll(token)) {
    if (space !== undefined || end !== undefined) {
      if (word !== null) words.push(word)
      word = null
      if (end !== undefined && words.length > 0) break
    } else word = (word ?? '') + (single ?? double ?? bare ?? '')
  }
  if (word !== null) words.push(word)
  return words.slice(0, 100)
}

export const programOf = (word: string): string => word.replace(/^.*[/\\]/, '').replace(/\.exe$/i, '').toLowerCase()

/** Splits a paste at its commands. Lines in front of the first one, and all where there is none, are a block without a command. */
export function toBlocks(lines: readonly Line[], tools: readonly Tool[]): Block[] {
  const nameOf = new Map(tools.flatMap(({ name, commands }) => commands.map((word) => [word, name] as const)))
  const blocks: Block[] = [{ command: null, lines: [], ended: false, exit: null }]
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!
    const last = blocks.at(-1)!
    const typed = afterPrompt(line.text)
    const isComment = line.text.startsWith('#') && typed !== null && !namesTool(typed, nameOf)
    const started = isComment ? null : commandAt(lines, at, typed, nameOf)
    if (started) {
      last.ended ||= typed !== null
      blocks.push({ command: started.command, lines: [], ended: false, exit: null })
      at = started.next - 1
      continue
    }
    if (typed !== null && !isComment) {
      last.ended = true
      // another program's command: what follows is not the output of the one before
      if (last.command) blocks.push({ command: null, lines: [], ended: false, exit: null })
      if (typed.trim() !== '') blocks.at(-1)!.lines.push(line)
      continue
    }
    const exit = /^\[exit (\d{1,3})\]$/.exec(line.text)
    if (exit) Object.assign(last, { ended: true, exit: Number(exit[1]) })
    last.lines.push(line)
  }
  return blocks
}

const namesTool = (text: string, nameOf: Map<string, ToolName>) => toolOf(wordsOf(text.slice(0, 400)), nameOf) !== null

function commandAt(lines: readonly Line[], at: number, typed: string | null, nameOf: Map<string, ToolName>): { command: Command; next: number } | null {
  let text = typed ?? lines[at]!.text.trim()
  if (!/[a-z]/i.test(text.slice(0, 1)) && typed === null && !text.startsWith('/') && !text.startsWith('(')) return null
  let next = at + 1
  while (/[\\`^]$/.test(text) && next < lines.length && next - at < MAX_CONTINUED) {
    text = `${text.slice(0, -1)} ${lines[next]!.text.replace(/^>\s/, '').trim()}`
    next += 1
  }
  const lined: [number, number] = [lines[at]!.n, lines[next - 1]!.n]
  if (text.includes('/dev/tcp/') && (typed !== null || /^(?:(?:timeout|bash|exec|time) |\()/.test(text)))
    return { command: { tool: '/dev/tcp', argv: [text], text, lines: lined }, next }
  const found = toolOf(wordsOf(text), nameOf)
  if (!found) return null
  if (typed === null && !looksTyped(text, found)) return null
  return { command: { ...found, text: text.replace(/\s+/g, ' '), lines: lined }, next }
}

/** The first word that names a tool, where nothing but harmless words stands before it. */
function toolOf(words: readonly string[], nameOf: Map<string, ToolName>): { tool: ToolName; argv: string[] } | null {
  for (const [at, word] of words.slice(0, 8).entries()) {
    const tool = nameOf.get(programOf(word))
    if (tool) return { tool, argv: words.slice(at + 1) }
    if (!BEFORE.has(programOf(word)) && !/^[A-Z_]{1,40}=|^-|^\d+[smh]?$/.test(word)) return null
  }
  return null
}

/** Without a prompt, a line is a command only if it could hardly be output: `telnet name 9440`, not `telnet: …` or `host is down`. */
function looksTyped(text: string, { tool, argv }: { tool: ToolName; argv: string[] }): boolean {
  const [first] = argv
  // “Host name not found” is what host says; only PowerShell's names have capitals
  if (tool !== 'Test-NetConnection' && /^[A-Z]/.test(text)) return false
  if (tool === 'host' && argv.filter((word) => !word.startsWith('-')).length > 2) return false
  return first !== undefined && argv.length < 40 && argv.some((word) => /^[^\s]{1,253}\.[^\s]{1,253}$/.test(word) || word.startsWith('-'))
}

/** Arguments that are no options. `valued` are options whose next word belongs to them. */
export function operands(argv: readonly string[], valued: readonly string[]): string[] {
  const rest: string[] = []
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at]!
    if (valued.includes(word)) at += 1
    else if (!/^[-+]./.test(word)) rest.push(word)
  }
  return rest
}

export function optionOf(argv: readonly string[], ...names: string[]): string | null {
  for (const [at, word] of argv.entries()) {
    if (names.includes(word)) return argv[at + 1] ?? null
    for (const name of names) if (word.startsWith(`${name}=`)) return word.slice(name.length + 1)
  }
  return null
}
