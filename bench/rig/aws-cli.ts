import { spawn, spawnSync } from 'node:child_process'
import { cpuOf } from './linux-process'
import type { SimulatedAws } from './simulated-aws'

/** Whether the AWS CLI is installed here; benchmarks that would set it beside us say so where it is not. */
export const hasAwsCli = (): boolean => spawnSync('aws', ['--version'], { stdio: 'ignore' }).status === 0
export const hasTerraform = (): boolean => spawnSync('terraform', ['version'], { stdio: 'ignore' }).status === 0

export type CliCost = { ms: number; cpuMs: number; output: string }

/** Runs `aws ec2 …` against the simulated AWS as the platform account (or with these keys). */
export async function runAwsCli(aws: SimulatedAws, words: string[]): Promise<CliCost> {
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: 'production',
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    AWS_ACCESS_KEY_ID: 'AKIASANDBOXPLATFORM1',
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    AWS_DEFAULT_REGION: 'us-west-2',
    AWS_ENDPOINT_URL: aws.url,
    AWS_PAGER: '',
    AWS_EC2_METADATA_DISABLED: 'true',
  }
  const cpuBefore = cpuOf('self').childrenMs
  const began = performance.now()
  const child = spawn('aws', ['ec2', ...words], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const code = await new Promise<number | null>((resolve, reject) => child.once('close', resolve).once('error', reject))
  if (code !== 0) throw new Error(`aws ec2 ${words[0]} ended with ${code}.`)
  return { ms: performance.now() - began, cpuMs: cpuOf('self').childrenMs - cpuBefore, output: output.trim() }
}
