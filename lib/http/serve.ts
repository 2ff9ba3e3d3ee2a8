import { EventEmitter, once } from 'node:events'
import { existsSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { adoptConfig, parseConfig, type Config } from '@/lib/config'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import { logTheConsole } from './console-lines'
import type { Handler } from './listener'
import { startSandbox, type Sandbox } from './sandbox-process'
import { createStop } from './stop'
import { createWebServer } from './web-server'

export type ServeOptions = {
  /** The repository's root: where .next, dist and .env are. */
  dir: string
  dev: boolean
}

/** Called by instrumentation.ts when the application has booted, or with what it failed on. */
const shared = globalThis as typeof globalThis & {
  __causewayBooted?: (failure?: unknown) => void
  /** The way to the first administrator, while there is none. */
  __causewaySetUpPath?: string
}

/**
 * Starts everything in this process: configuration, the sandbox beside it in sandbox mode, Next behind our own door. Resolves
 * when the product is ready; ends the process with a sentence and code 1 when it cannot start.
 */
export async function serve(options: ServeOptions): Promise<{ sandbox: Sandbox | null }> {
  try {
    return await start(options)
  } catch (err) {
    // by name: a refusal thrown inside Next's bundle is an AppError of another copy of the module
    if (err instanceof Error && err.name === 'AppError') return refuseToStart([err.message])
    log().fatal({ err }, 'Causeway could not start')
    // Next keeps a process alive that throws at its top level
    return process.exit(1)
  }
}

async function start({ dir, dev }: ServeOptions): Promise<{ sandbox: Sandbox | null }> {
  const config = configure(dir, dev)

  // The port is taken before anything else is started, so a second start ends here. Who asks early waits until Next is ready.
  let ready: (handler: Handler) => void = () => {}
  const handler = new Promise<Handler>((resolve) => (ready = resolve))
  const door = { appUrl: config.appUrl, listenHost: config.host, dev, trustedProxies: config.trustedProxies }
  const server = createWebServer(async (request, response) => (await handler)(request, response), door)
  await listen(server, config)

  // loading Next takes as long as starting the sandbox: both at once
  const loading = import('next')
  const sandbox = config.awsMode === 'sandbox' ? await startSandbox(sandboxOptions(config, dir)) : null
  const sandboxPort = sandbox?.port ?? config.sandboxPort
  if (sandbox) process.env.SANDBOX_PORT = String(sandbox.port)
  adoptConfig({ ...config, sandboxPort })

  const app = createNext((await loading).default, { dir, dev, config, server })
  stopOn(createStop({ server, closeApp: () => app.close(), stopSandbox: async () => sandbox?.stop(), exit: (code) => process.exit(code) }))
  try {
    ready(await prepared(app))
  } catch (err) {
    await sandbox?.stop()
    throw err
  }

  log().info({ host: config.host, port: config.port, appUrl: config.appUrl, awsMode: config.awsMode, sandboxPort }, 'Ready')
  process.stdout.write(`Causeway is ready: ${config.appUrl}\n`)
  if (shared.__causewaySetUpPath) process.stdout.write(`Nobody has access yet. Make the first administrator here: ${config.appUrl}${shared.__causewaySetUpPath}\n`)
  return { sandbox }
}

function configure(dir: string, dev: boolean): Config {
  const envFile = join(dir, '.env')
  if (existsSync(envFile)) process.loadEnvFile(envFile)
  const parsed = parseConfig(process.env)
  if (!parsed.ok) return refuseToStart(parsed.problems)
  for (const warning of parsed.warnings) log().warn(warning)
  prepareEnvironment(parsed.config, dev)
  if (!dev) logTheConsole()
  return parsed.config
}

/** Next's handler, once Next is prepared and the application has booted: in production Next does not wait for the latter. */
async function prepared(app: NextServer): Promise<Handler> {
  const booted = new Promise<void>((resolve, reject) => {
    shared.__causewayBooted = (failure) => (failure === undefined ? resolve() : reject(failure))
  })
  await app.prepare()
  const handle = app.getRequestHandler()
  await booted
  return (request, response) => handle(request, response)
}

function refuseToStart(problems: string[]): never {
  process.stderr.write(`Causeway cannot start:\n${problems.map((problem) => `- ${problem}`).join('\n')}\n`)
  process.exit(1)
}

function prepareEnvironment(config: Config, dev: boolean): void {
  Object.assign(process.env, { NODE_ENV: dev ? 'development' : 'production' })
  process.env.NEXT_TELEMETRY_DISABLED ??= '1'
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
  process.env.NEXT_MANUAL_SIG_HANDLE = 'true'
  // After a server action redirects, Next asks itself for the next page. By this address, not by whatever Host the client named.
  process.env.__NEXT_PRIVATE_ORIGIN = `http://${ownAddress(config.host)}:${config.port}`
}

function ownAddress(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

async function listen(server: Server, config: Config): Promise<void> {
  server.listen(config.port, config.host)
  try {
    await once(server, 'listening')
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    const where = `${config.host}:${config.port}`
    if (code === 'EADDRINUSE') throw new AppError(`${where} is taken: is Causeway running already? Stop what listens there, or set PORT to another number.`, { cause })
    if (code === 'EACCES') throw new AppError(`${where} may not be used by this user. Set PORT to a number above 1023.`, { cause })
    throw new AppError(`${where} is not an address of this machine. Set HOST to one that is, for example 127.0.0.1.`, { cause })
  }
}

function sandboxOptions(config: Config, dir: string) {
  const { sandboxPort: port, sandboxData: data, sandboxAcceptAfter: acceptAfter, logLevel } = config
  return { entry: join(dir, 'dist', 'sandbox.mjs'), port, data, acceptAfter, logLevel }
}

type CreateNext = typeof import('next').default
type NextServer = ReturnType<typeof createNext>

function createNext(next: CreateNext, { dir, dev, config, server }: ServeOptions & { config: Config; server: Server }) {
  // Next hangs a web socket handler on this. In production nothing may be upgraded, so it gets something that never is.
  const httpServer = dev ? server : (new EventEmitter() as Server)
  return next({ dev, dir, hostname: config.host, port: config.port, httpServer })
}

function stopOn(stop: (reason: string) => Promise<void>): void {
  process.on('SIGTERM', () => void stop('SIGTERM'))
  process.on('SIGINT', () => void stop('SIGINT'))
  // A signal to npm ends npm and its shell and leaves us running without a parent.
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const orphaned = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(orphaned)
    void stop('the process that started it has ended')
  }, 500)
  orphaned.unref()
}
