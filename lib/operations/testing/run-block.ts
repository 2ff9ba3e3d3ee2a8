import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { renderBlock, SNAPSHOT_FILE, type BlockPlace } from '@/lib/privatelink/snapshot/render-block'

const run = promisify(execFile)

export const hasCli = spawnSync('aws', ['--version']).status === 0

/** The environment of a customer’s terminal, with the sandbox in AWS’s place. */
const terminal = (url: string): NodeJS.ProcessEnv => ({
  NODE_ENV: 'test',
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  AWS_ACCESS_KEY_ID: 'AKIASANDBOXPLATFORM1',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_ENDPOINT_URL: url,
  AWS_CONFIG_FILE: '/dev/null',
  AWS_PAGER: '',
})

/** Runs the block as it is shown, in a shell of its own, and gives the file it wrote. `vpc`: what a person may put into its line. */
export async function runBlock(url: string, place: BlockPlace & { vpc?: string }): Promise<{ text: string; said: string }> {
  const cwd = mkdtempSync(join(tmpdir(), 'causeway-block-'))
  try {
    const { stdout, stderr } = await run('sh', ['-c', renderBlock(place).replace(/^vpc= .*$/m, `vpc=${place.vpc ?? ''}`)], { cwd, env: terminal(url), maxBuffer: 50_000_000 })
    return { text: readFileSync(join(cwd, SNAPSHOT_FILE), 'utf8'), said: stdout + stderr }
  } finally {
    rmSync(cwd, { recursive: true, force: true })
  }
}

/** One command of the AWS CLI, as a customer types it. */
export const aws = async (url: string, ...args: string[]): Promise<string> => (await run('aws', args, { env: terminal(url), maxBuffer: 50_000_000 })).stdout
