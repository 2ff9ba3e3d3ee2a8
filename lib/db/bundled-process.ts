import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { build } from 'esbuild'

export type Child = ChildProcessByStdio<null, Readable, Readable>

/**
 * Bundles a program (TypeScript text with imports from `@/…`) for tests that need a process of its own to kill, and returns how
 * to start it. Bundled because it starts in a fifth of the time the sources would take.
 */
export async function bundleProcess(program: string): Promise<(...args: string[]) => Child> {
  const name = createHash('sha256').update(program).digest('hex').slice(0, 12)
  // Inside node_modules, so that the packages left out of the bundle are found.
  const outfile = resolve('node_modules/.cache/causeway-test', `${name}-${process.pid}.mjs`)
  await build({
    stdin: { contents: program, resolveDir: resolve('.'), loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    alias: { '@': resolve('.'), 'server-only': resolve('scripts/empty-module.mjs') },
    logLevel: 'error',
  })
  process.once('exit', () => rmSync(outfile, { force: true }))
  return (...args) => spawn(process.execPath, [outfile, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Everything the child printed, and how it ended. */
export async function ending(child: Child): Promise<{ out: string; err: string; code: number | null }> {
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk) => (out += chunk))
  child.stderr.on('data', (chunk) => (err += chunk))
  const code = await new Promise<number | null>((done) => child.on('close', done))
  return { out, err, code }
}

/** Waits until the child has printed `text`. */
export function printed(child: Child, text: string): Promise<void> {
  return new Promise((done, failed) => {
    let out = ''
    child.stdout.on('data', (chunk) => (out += chunk).includes(text) && done())
    child.on('close', () => failed(new Error(`The process ended without printing “${text}”.`)))
  })
}
