import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from './free-port'
import { administrator, SETUP_TOKEN, type Signed } from './people'

/** The whole product in processes of its own, as `npm start` runs it: web server, watcher, database, sandbox. */
export type Causeway = {
  url: string
  /** The sandbox's wire and control API. */
  sandboxUrl: string
  /** The first administrator, signed in. */
  admin: Signed
  databaseFile: string
  /** Everything it printed so far. */
  output: () => string
  pid: () => number
  /** Ends it with this signal and waits for its end; returns the exit code. */
  end: (signal: NodeJS.Signals) => Promise<number | null>
  start: () => Promise<void>
  /** The sandbox's process, a child of ours. */
  sandboxPid: () => Promise<number>
  /** Ends it and removes its files. */
  dispose: () => Promise<void>
}

/** `setUp: false` leaves it as it is at the very first start: without anybody. */
export type Options = { port?: number; setUp?: boolean; watchSeconds?: number; acceptAfter?: number; env?: Record<string, string> }

export async function startCauseway({ port: given, setUp = true, watchSeconds = 1, acceptAfter, env = {} }: Options = {}): Promise<Causeway> {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-e2e-'))
  const [port, sandboxPort] = [given ?? (await freePort()), await freePort()]
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | null = null
  let printed = ''

  const start = async () => {
    child = spawn(process.execPath, ['scripts/start.mjs'], {
      env: {
        ...process.env,
        PORT: String(port),
        APP_URL: url,
        DATABASE_URL: `file:${join(folder, 'causeway.db')}`,
        AWS_MODE: 'sandbox',
        SANDBOX_PORT: String(sandboxPort),
        SANDBOX_DATA: join(folder, 'sandbox.json'),
        WATCH_SECONDS: String(watchSeconds),
        LOG_LEVEL: 'info',
        SETUP_TOKEN,
        ...(acceptAfter !== undefined && { SANDBOX_ACCEPT_AFTER: String(acceptAfter) }),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout!.on('data', (chunk: Buffer) => (printed += chunk.toString()))
    child.stderr!.on('data', (chunk: Buffer) => (printed += chunk.toString()))
    await untilReady(url, () => child!.exitCode ?? child!.signalCode, () => printed)
  }

  const end = async (signal: NodeJS.Signals) => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null
    const ended = new Promise<number | null>((resolve) => child!.once('exit', (code) => resolve(code)))
    child.kill(signal)
    return ended
  }

  const leaveNothing = () => child?.kill('SIGKILL')
  process.once('exit', leaveNothing)
  const dispose = async () => {
    await end('SIGTERM')
    process.off('exit', leaveNothing)
    rmSync(folder, { recursive: true, force: true })
  }

  const begin = async () => {
    await start()
    return setUp ? administrator(url) : NOBODY
  }
  const admin = await begin().catch(async (problem: unknown) => {
    await dispose()
    throw problem
  })
  return {
    admin,
    databaseFile: env.DATABASE_URL?.replace(/^file:/, '') ?? join(folder, 'causeway.db'),
    url,
    sandboxUrl: `http://127.0.0.1:${sandboxPort}`,
    output: () => printed,
    pid: () => child!.pid!,
    end,
    start,
    sandboxPid: () => childOf(child!.pid!, 'sandbox.mjs'),
    dispose,
  }
}

const NOBODY: Signed = { name: '', email: '', password: '', role: 'viewer', cookie: '' }

/** The process that this one started and whose command names `program`. */
async function childOf(parent: number, program: string): Promise<number> {
  for (const { pid, command } of await childrenOf(parent)) if (command.includes(program)) return pid
  throw new Error(`process ${parent} has no child that runs ${program}`)
}

/** By /proc where there is one: small images of Linux come without `ps`. */
async function childrenOf(parent: number): Promise<{ pid: number; command: string }[]> {
  if (existsSync('/proc/self/task')) {
    const pids = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(/\s+/)
    return pids.map((pid) => ({ pid: Number(pid), command: readFileSync(`/proc/${pid}/cmdline`, 'utf8') }))
  }
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args='])
  const lines = stdout.split('\n').map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
  return lines.flatMap((line) => (line && Number(line[2]) === parent ? [{ pid: Number(line[1]), command: line[3]! }] : []))
}

async function untilReady(url: string, exitCode: () => number | string | null, output: () => string): Promise<void> {
  const deadline = Date.now() + 60_000
  for (;;) {
    if (exitCode() !== null) throw new Error(`Causeway ended with ${exitCode()} before it was ready:\n${output()}`)
    const ready = await fetch(`${url}/api/ready`).then((answer) => answer.ok, () => false)
    if (ready) return
    if (Date.now() > deadline) throw new Error(`Causeway was not ready within a minute:\n${output()}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
