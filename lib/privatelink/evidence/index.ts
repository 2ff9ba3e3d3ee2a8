import { clickhouseClient } from './clickhouse-client'
import { afterPrompt, toBlocks } from './commands'
import { curl } from './curl'
import { devTcp } from './dev-tcp'
import { dig } from './dig'
import type { Block, Finding, Line, Read, Tool, ToolName, ToolProblem } from './finding'
import { getent } from './getent'
import { host } from './host'
import { toLines } from './lines'
import { nc } from './nc'
import { nslookup } from './nslookup'
import { openssl } from './openssl'
import { scriptReport } from './script-report'
import { telnet } from './telnet'
import { testNetConnection } from './test-net-connection'
import { readToolProblems } from './tool-problems'

export type { Finding, SaidResult, ToolName, ToolProblem } from './finding'

/** Every tool whose output is understood. */
export const TOOLS = {
  nslookup,
  dig,
  host,
  getent,
  telnet,
  nc,
  curl,
  openssl,
  'clickhouse-client': clickhouseClient,
  'Test-NetConnection': testNetConnection,
  '/dev/tcp': devTcp,
  script: scriptReport,
} satisfies Record<ToolName, Tool>

/** What a paste says: what was found, tools that did not work, and the lines nobody understood. Lines count from 1. */
export type Reading = { findings: Finding[]; problems: ToolProblem[]; notUnderstood: { lines: [number, number]; text: string }[]; cut: boolean }

const MAX_FINDINGS = 500
const MAX_GAPS = 200

/** Reads what was pasted: any mixture of outputs, with or without commands and prompts. Never throws; takes time in proportion to the text. */
export function readPaste(text: string): Reading {
  const { lines, cut } = toLines(text)
  const trouble = readToolProblems(lines)
  const understood = trouble.understood
  const reads = toBlocks(lines.filter(({ n }) => !understood.has(n)), Object.values(TOOLS)).flatMap((block) => readBlock(block))
  for (const { understood: some } of reads) for (const n of some) understood.add(n)
  const findings = reads.flatMap((read) => read.findings).sort(byLine)
  // a tool that is not there printed nothing else: its own complaint is the whole story
  const problems = [...trouble.problems, ...reads.flatMap((read) => read.problems).filter(({ lines: [n] }) => !trouble.problems.some((known) => Math.abs(known.lines[0] - n) <= 1))].sort(byLine)
  return { findings: findings.slice(0, MAX_FINDINGS), problems: problems.slice(0, MAX_FINDINGS), notUnderstood: gaps(lines, understood).slice(0, MAX_GAPS), cut: cut || findings.length > MAX_FINDINGS }
}

const byLine = (a: { lines: [number, number] }, b: { lines: [number, number] }) => a.lines[0] - b.lines[0]

/** The command's own tool reads first, the others what it left. */
function readBlock(block: Block): Read[] {
  const reads: Read[] = []
  let rest = block.lines
  const read = (tool: Tool, command: Block['command']) => {
    const result = tool.read({ ...block, lines: rest, command })
    reads.push(result)
    const taken = new Set(result.understood)
    if (taken.size > 0) rest = rest.filter(({ n }) => !taken.has(n))
  }
  if (block.command) read(TOOLS[block.command.tool], block.command)
  for (const tool of ORDER) if (tool.name !== block.command?.tool && rest.some(({ text }) => text !== '')) read(tool, null)
  return reads
}

/** Those whose words could be anything's come last. */
const ORDER: Tool[] = [scriptReport, testNetConnection, dig, nslookup, host, openssl, nc, telnet, clickhouseClient, devTcp, curl, getent]

function gaps(lines: readonly Line[], understood: ReadonlySet<number>): Reading['notUnderstood'] {
  const found: Reading['notUnderstood'] = []
  for (const { n, text } of lines) {
    if (understood.has(n) || text.trim() === '' || /^\[exit \d{1,3}\]$|^\^C$/.test(text) || afterPrompt(text)?.trim() === '') continue
    const last = found.at(-1)
    if (last && last.lines[1] >= n - 1) {
      last.lines[1] = n
      if (last.text.length < 400) last.text += `\n${text}`
    } else found.push({ lines: [n, n], text })
  }
  return found
}
