import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** The fenced blocks of the documents, and how one is run as a reader would run it. */

export type DocBlock = {
  file: string
  line: number
  language: string
  text: string
  /** `docs/api.md: curl -sS …`, the file and the first line; the second block that begins like another has ` (2)` after it. */
  key: string
}

const documents = (): string[] => ['README.md', ...readdirSync('docs').filter((name) => name.endsWith('.md')).sort().map((name) => `docs/${name}`)]

/** Every fenced block of README.md and docs/*.md, in order. Throws where a fence is not closed. */
export function docBlocks(): DocBlock[] {
  const seen = new Map<string, number>()
  return documents().flatMap((file) =>
    blocksOf(readFileSync(file, 'utf8'), file).map((block) => {
      const first = `${file}: ${block.text.split('\n')[0]?.slice(0, 80) ?? ''}`
      const count = (seen.get(first) ?? 0) + 1
      seen.set(first, count)
      return { ...block, key: count === 1 ? first : `${first} (${count})` }
    }),
  )
}

function blocksOf(text: string, file: string): Omit<DocBlock, 'key'>[] {
  const blocks: Omit<DocBlock, 'key'>[] = []
  let open: { fence: string; line: number; language: string; lines: string[] } | null = null
  for (const [at, line] of text.split('\n').entries()) {
    const fence = /^\s*(`{3,}|~{3,})\s*(\S*)/.exec(line)
    if (!open && fence) open = { fence: fence[1]!, line: at + 1, language: fence[2]!, lines: [] }
    else if (open && line.trim() === open.fence) {
      blocks.push({ file, line: open.line, language: open.language, text: open.lines.join('\n') })
      open = null
    } else open?.lines.push(line)
  }
  if (open) throw new Error(`The block at ${file}:${open.line} is never closed.`)
  return blocks
}

/** What no document may ask of a reader: a variable of ours, or a key of the machine the tests run on. */
export function bareEnvironment(more: Record<string, string>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(AWS|TF|OIDC|CAUSEWAY|PROBE|SANDBOX)_|^(HOST|PORT|APP_URL|DATABASE_URL|WATCH_SECONDS|SETUP_TOKEN)$/.test(name))
  return { ...Object.fromEntries(kept), NODE_ENV: process.env.NODE_ENV, AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_EC2_METADATA_DISABLED: 'true', AWS_PAGER: '', ...more }
}

export type Ran = { code: number | null; out: string }

/** Runs a text as `sh -eu` does. `input`: what somebody types. */
export function sh(text: string, { cwd, env, input = '' }: { cwd: string; env: NodeJS.ProcessEnv; input?: string }): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-eu', '-c', text], { cwd, env })
    let out = ''
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, out }))
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })
}

/** Runs a text that does not end by itself until `isThere` says so, then ends it and all it started. Returns what it printed. */
export async function untilThere(text: string, { cwd, env, isThere }: { cwd: string; env: NodeJS.ProcessEnv; isThere: () => Promise<boolean> }): Promise<string> {
  const child = spawn('sh', ['-eu', '-c', text], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (out += chunk.toString()))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const deadline = Date.now() + 60_000
  try {
    while (!(await isThere().catch(() => false))) {
      if (child.exitCode !== null) throw new Error(`“${text}” ended with ${child.exitCode}:\n${out}`)
      if (Date.now() > deadline) throw new Error(`“${text}” was not there within a minute:\n${out}`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  } finally {
    if (child.exitCode === null) process.kill(-child.pid!, 'SIGTERM')
    await ended
  }
  return out
}

/** Whether a program is on this machine. */
export const has = async (program: string): Promise<boolean> => (await sh(`command -v ${program}`, { cwd: '.', env: process.env })).code === 0
