import type { Line, ToolProblem } from './finding'

const NOT_THERE = [
  /^(?:[\w./-]{1,60}: )?(?:line )?(?:\d{1,6}: )?([\w.-]{1,40}): (?:command )?not found$/,
  /^(?:zsh|fish): command not found: ([\w.-]{1,40})$/,
  /^fish: Unknown command: ([\w.-]{1,40})/,
  /^-?(?:ba|da)?sh: (?:\S{0,80}\/)?([\w.-]{1,40}): No such file or directory$/,
  /^(?:[\w.-]{1,40} : )?The term '([\w.-]{1,40})' is not recognized/,
  /^'([\w.-]{1,40})' is not recognized as an internal or external command/,
]
const BAD_OPTION = [
  /^(?:\S{0,80}\/)?([\w.-]{1,40}): (?:invalid|unrecognized|illegal|unknown|unrecognised) option/,
  /^(curl): option \S{1,60}:? /,
  /^(dig): couldn't get address for/,
  /^(s_client|openssl): (?:Unknown option|Option unknown|Use -help)/i,
  /^(Test-NetConnection) : A parameter cannot be found/,
  /^Invalid option: (\S{1,40})/,
]
const FORBIDDEN = /^(?:[\w./-]{1,60}: )?(?:line \d{1,6}: |\d{1,6}: )?(?:\S{0,80}\/)?([\w.-]{1,40}): (?:Permission denied|Operation not permitted|must be root)$/
/** What a tool prints after it complained. */
const USAGE = /^(?:BusyBox v\d|[Uu]sage: |\s{1,12}-\S|\s+\[|This is nc from|connect to somewhere:|listen for inbound:|options:|curl: try 'curl|Try '[\w.-]{1,40} --help|For more details see|Open a pipe to|At line:\d|\+ |\s+\+ )/

/** Lines in which the tool itself is the trouble. They say nothing about the network. */
export function readToolProblems(lines: readonly Line[]): { problems: ToolProblem[]; understood: Set<number> } {
  const problems: ToolProblem[] = []
  const understood = new Set<number>()
  let usage = false
  for (const { n, text } of lines) {
    const sentence = sentenceFor(text)
    if (sentence) problems.push({ ...sentence, lines: [n, n] })
    usage = sentence !== null || (usage && (text === '' || USAGE.test(text)))
    if (usage) understood.add(n)
  }
  return { problems, understood }
}

const first = (patterns: readonly RegExp[], text: string) => patterns.map((pattern) => pattern.exec(text)?.[1]).find((tool) => tool !== undefined)

function sentenceFor(text: string): { tool: string; text: string } | null {
  const missing = first(NOT_THERE, text)
  if (missing) return { tool: missing, text: `${missing} is not installed on that machine. Use another of the commands; this says nothing about the network.` }
  const option = first(BAD_OPTION, text)
  if (option) return { tool: option, text: `This version of ${option} does not know one of the options. Use another of the commands; this says nothing about the network.` }
  const forbidden = FORBIDDEN.exec(text)?.[1]
  return forbidden ? { tool: forbidden, text: `${forbidden} may not do that on that machine. This says nothing about the network.` } : null
}
