import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '@/e2e/support/free-port'
import { cpuOf, residentBytesOf } from './linux-process'
import { sideBySide } from './measurement'
import { untilOk } from './until-ok'
import type { Workshop } from './workshop'

/** In dist/, where neither Git nor the checks look, and below the packages. */
const FOLDER = 'dist/bare-next'
const CONFIG = `export default { typescript: { ignoreBuildErrors: true }, serverExternalPackages: ['better-sqlite3', '@prisma/adapter-better-sqlite3'] }\n`
const NEXT = 'node_modules/next/dist/bin/next'

export type BareNext = {
  url: string
  cpuMs: () => number
  residentBytes: () => number
  end: () => void
  /** Ends it and starts it anew; how many seconds passed from its start until its page was there. */
  restart: () => Promise<number>
}

/** A figure of it, measured in this run. */
export const besideBareNext = (figure: number) => sideBySide(figure, 'a bare Next page with Prisma')

/** A Next application of one page with one Prisma query: what every page of ours could be compared with. */
export async function startBareNext({ onClose, say }: Workshop, databaseFile: string): Promise<BareNext> {
  rmSync(FOLDER, { recursive: true, force: true })
  // As deep below the root as its source, so that what it imports is found from both.
  cpSync('bench/bare-next', FOLDER, { recursive: true })
  writeFileSync(join(FOLDER, 'next.config.mjs'), CONFIG)
  // without one of its own Next takes the nearest above, and the bare page would run our watcher on our database
  writeFileSync(join(FOLDER, 'instrumentation.ts'), 'export function register() {}\n')
  say('building a bare Next page to compare with')
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1', BARE_DATABASE: databaseFile }
  const built = spawnSync(process.execPath, [NEXT, 'build', FOLDER], { env, encoding: 'utf8' })
  if (built.status !== 0) throw new Error(`The bare page could not be built:\n${built.stdout}${built.stderr}`)

  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const serve = () => spawn(process.execPath, [NEXT, 'start', FOLDER, '--hostname', '127.0.0.1', '--port', String(port)], { env, stdio: 'ignore' })
  let child = serve()
  const end = () => void child.kill('SIGKILL')
  onClose(end)
  await untilOk(url)
  return {
    url,
    cpuMs: () => cpuOf(child.pid!).ownMs,
    residentBytes: () => residentBytesOf(child.pid!),
    end,
    async restart() {
      const ended = once(child, 'exit')
      end()
      await ended
      const began = performance.now()
      child = serve()
      await untilOk(url)
      return (performance.now() - began) / 1_000
    },
  }
}
