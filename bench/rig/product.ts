import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { cpuOf, residentBytesOf } from './linux-process'
import { startCauseway, type Causeway } from '@/e2e/support/causeway'
import type { SimulatedAws } from './simulated-aws'
import type { Workshop } from './workshop'

export type VitalSigns = { delay: { p50: number; p99: number; max: number }; cpuMs: number; rssBefore: number; rss: number; heapUsed: number; external: number }

/** The whole product as `npm start` runs it. */
export type Product = Causeway & {
  /** Since the last time they were taken; only where they were asked for at the start. */
  vitalSigns: () => Promise<VitalSigns>
  /** Resident memory of the web process, in bytes, without disturbing it. */
  residentBytes: () => number
  /** CPU time of the web process since it began, in milliseconds. */
  cpuMs: () => number
}

type Options = {
  databaseFile: string
  name: string
  aws?: SimulatedAws
  watchSeconds?: number
  /** Taking its vital signs costs it a little: only where they are wanted. */
  withVitalSigns?: boolean
}

export async function startProduct(workshop: Workshop, { databaseFile, name, aws, watchSeconds = 15, withVitalSigns = false }: Options): Promise<Product> {
  const signs = join(workshop.folder, `${name}-signs.json`)
  const preload = pathToFileURL(resolve('bench/processes/vital-signs.mjs')).href
  const watched: Record<string, string> = withVitalSigns ? { NODE_OPTIONS: `--import ${preload}`, BENCH_VITAL_SIGNS: signs } : {}
  const env = { DATABASE_URL: `file:${databaseFile}`, ...watched, ...(aws && { SANDBOX_PORT: String(aws.port) }) }
  const causeway = await startCauseway({ watchSeconds, env })
  workshop.onClose(() => causeway.dispose())
  return { ...causeway, vitalSigns: () => takeVitalSigns(causeway.pid(), signs), residentBytes: () => residentBytesOf(causeway.pid()), cpuMs: () => cpuOf(causeway.pid()).ownMs }
}

async function takeVitalSigns(pid: number, file: string): Promise<VitalSigns> {
  rmSync(file, { force: true })
  process.kill(pid, 'SIGUSR2')
  for (let waited = 0; waited < 10_000; waited += 20) {
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as VitalSigns
    await sleep(20)
  }
  throw new Error('The product did not tell its vital signs.')
}
