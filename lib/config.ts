import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { AppError } from '@/lib/errors'

/** What the environment said, parsed once. Times are seconds, paths absolute. */
export type Config = {
  host: string
  port: number
  /** The origin browsers use, without a trailing slash. */
  appUrl: string
  databaseFile: string
  awsMode: 'sandbox' | 'aws'
  /** Null: `lib/http` takes a free port when it starts the sandbox. */
  sandboxPort: number | null
  sandboxData: string
  /** Null: a person (or the control API) accepts connections. */
  sandboxAcceptAfter: number | null
  watchSeconds: number
  setupToken: string | null
  logLevel: (typeof LOG_LEVELS)[number]
  awsRegion: string | null
  /** Addresses of resolvers that the probe may ask besides the system’s. */
  probeResolvers: string[]
  /** A PEM file of certificate authorities that the probe trusts besides the system’s. */
  probeCaFile: string | null
}
export type ParsedConfig = { ok: true; config: Config; warnings: string[] } | { ok: false; problems: string[] }
export type Environment = Record<string, string | undefined>

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
const PLACEHOLDER = /^(change[-_ ]?(me|it)|replace[-_ ]?me|your[-_ ].*|to[-_ ]?do|xxx+|<.*>)$/i
const STILL_PLACEHOLDER = 'still holds a placeholder. Give it a real value, or remove the line to use the default.'
const MAKE_TOKEN = `node -e "console.log(require('crypto').randomBytes(24).toString('base64url'))"`

/**
 * A variable that, when set, has a value of its own. Messages are predicates: the variable's name is put in front of them,
 * and no message repeats the value, which may be a secret pasted into the wrong line.
 */
function set<T>(schema: z.ZodType<T, string>) {
  const filled = z.string().transform((value, context) => {
    const text = value.trim()
    if (text === '') context.addIssue('is set but empty. Give it a value, or remove the line to use the default.')
    if (PLACEHOLDER.test(text)) context.addIssue(STILL_PLACEHOLDER)
    return text
  })
  return filled.pipe(schema).optional()
}

function numberBetween(least: number, most: number, { whole, example }: { whole: boolean; example: string }) {
  const message = `must be a ${whole ? 'whole ' : ''}number from ${least} to ${most}. Write for example ${example}.`
  return z
    .string()
    .regex(whole ? /^\d{1,9}$/ : /^\d{1,9}(\.\d{1,6})?$/, message)
    .transform(Number)
    .refine((n) => n >= least && n <= most, message)
}

const port = (name: string) => numberBetween(1, 65535, { whole: true, example: `${name}=3000` })
const hostName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,62})(\.[a-z0-9]([a-z0-9-]{0,62}))*$/i

const ORIGIN = {
  wrong: 'must be an http or https address. Write for example APP_URL=https://causeway.example.com.',
  user: 'must not hold a user name or password. Write only scheme, host and port.',
  path:
    'must be an origin without a path, query or fragment: Causeway is served from the root. ' +
    'Write for example APP_URL=https://causeway.example.com.',
}
const origin = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:'
  if (!url || !isWeb) context.addIssue(ORIGIN.wrong)
  else if (url.username || url.password) context.addIssue(ORIGIN.user)
  else if (url.pathname !== '/' || url.search || url.hash) context.addIssue(ORIGIN.path)
  return url?.origin ?? z.NEVER
})

const DATABASE = {
  later: 'names PostgreSQL, which comes in a later version. Write for example DATABASE_URL=file:./data/causeway.db.',
  wrong:
    'must be a SQLite file written as file:PATH, without parameters. ' +
    'Write for example DATABASE_URL=file:./data/causeway.db.',
}
const databaseFile = z.string().transform((text, context) => {
  const isFile = /^file:[^?#\0]*[^/?#\0]$/.test(text) && !/^file:(:memory:|\/\/[^/])/.test(text)
  if (isFile) return databasePath(text)
  context.addIssue(/^postgres(ql)?:/i.test(text) ? DATABASE.later : DATABASE.wrong)
  return z.NEVER
})

function databasePath(url: string): string {
  if (url.startsWith('file:///')) return fileURLToPath(url)
  return resolve(/* turbopackIgnore: true */ url.slice('file:'.length))
}

const path = z
  .string()
  .refine((text) => !/\0|\/$/.test(text), 'must be the path of a file. Write for example SANDBOX_DATA=./data/sandbox.json.')
const region = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/, 'must be an AWS region code. Write for example AWS_REGION=us-west-2.')
const webAddress = z
  .string()
  .refine(
    (text) => URL.canParse(text) && /^https?:/.test(text),
    'must be an http or https address. Remove it to use the endpoints of AWS.',
  )
const host = z
  .string()
  .refine(
    (text) => isIP(text) !== 0 || hostName.test(text),
    'must be an IP address or a host name of this machine. Write for example HOST=127.0.0.1.',
  )
const awsMode = z.enum(
  ['sandbox', 'aws'],
  'must be sandbox (the built-in simulated AWS) or aws (your own account). Write for example AWS_MODE=sandbox.',
)
const resolvers = z
  .string()
  .transform((text) => text.split(',').map((address) => address.trim()))
  .refine(
    (list) => list.length <= 16 && list.every((address) => isIP(address) !== 0),
    'must be IP addresses of resolvers, 16 at most, with commas between. Write for example PROBE_RESOLVERS=10.0.0.2,10.1.0.2.',
  )
const caFile = z.string().refine((text) => !/\0|\/$/.test(text), 'must be the path of a PEM file. Write for example PROBE_CA_FILE=./company-ca.pem.')
const setupToken = z
  .string()
  .regex(/^[\x21-\x7e]{16,200}$/, `must be 16 to 200 printable characters without spaces. Make one with: ${MAKE_TOKEN}`)
const logLevel = z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}. Write for example LOG_LEVEL=info.`)
/** AWS's own variables: an empty one means unset to every AWS tool, so it does here. */
const awsOwn = <T>(schema: z.ZodType<T, string>) => z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

const variables = z.object({
  HOST: set(host),
  PORT: set(port('PORT')),
  APP_URL: set(origin),
  DATABASE_URL: set(databaseFile),
  AWS_MODE: set(awsMode),
  AWS_REGION: awsOwn(region),
  AWS_ENDPOINT_URL: awsOwn(webAddress),
  AWS_ENDPOINT_URL_EC2: awsOwn(webAddress),
  AWS_ENDPOINT_URL_STS: awsOwn(webAddress),
  SANDBOX_PORT: set(port('SANDBOX_PORT')),
  SANDBOX_DATA: set(path),
  SANDBOX_ACCEPT_AFTER: set(numberBetween(0, 86_400, { whole: false, example: 'SANDBOX_ACCEPT_AFTER=20 (seconds)' })),
  WATCH_SECONDS: set(numberBetween(0.1, 3600, { whole: false, example: 'WATCH_SECONDS=15' })),
  SETUP_TOKEN: set(setupToken),
  LOG_LEVEL: set(logLevel),
  PROBE_RESOLVERS: set(resolvers),
  PROBE_CA_FILE: set(caFile),
  ALLOW_REMOTE_WITHOUT_SIGN_IN: set(z.enum(['yes', 'no'], 'must be yes or no.')),
})

// `turbopackIgnore`: where the data lies is decided at run time, so the build must not take the whole project for it.

/** Reads the environment. Never throws; every problem is one sentence that names the variable and the way out, never its value. */
export function parseConfig(env: Environment): ParsedConfig {
  const parsed = variables.safeParse(env)
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`)
  if (!parsed.success) return { ok: false, problems }

  const said = parsed.data
  const listenHost = said.HOST ?? '127.0.0.1'
  const isAllowed = isLoopback(listenHost) || said.ALLOW_REMOTE_WITHOUT_SIGN_IN === 'yes'
  if (!isAllowed) return { ok: false, problems: [REMOTE_WITHOUT_SIGN_IN] }

  const listenPort = said.PORT ?? 3000
  const config: Config = {
    host: listenHost,
    port: listenPort,
    appUrl: said.APP_URL ?? new URL(`http://localhost:${listenPort}`).origin,
    databaseFile: said.DATABASE_URL ?? resolve('data/causeway.db'),
    awsMode: said.AWS_MODE ?? 'sandbox',
    sandboxPort: said.SANDBOX_PORT ?? null,
    sandboxData: resolve(/* turbopackIgnore: true */ said.SANDBOX_DATA ?? 'data/sandbox.json'),
    sandboxAcceptAfter: said.SANDBOX_ACCEPT_AFTER ?? null,
    watchSeconds: said.WATCH_SECONDS ?? 15,
    setupToken: said.SETUP_TOKEN ?? null,
    logLevel: said.LOG_LEVEL ?? 'info',
    awsRegion: said.AWS_REGION ?? null,
    probeResolvers: said.PROBE_RESOLVERS ?? [],
    probeCaFile: said.PROBE_CA_FILE === undefined ? null : resolve(/* turbopackIgnore: true */ said.PROBE_CA_FILE),
  }
  return { ok: true, config, warnings: warningsOf(config) }
}

const REMOTE_WITHOUT_SIGN_IN =
  'HOST is reachable from other machines, and this version has no sign-in: everyone on that network could create and delete endpoints. ' +
  'Use HOST=127.0.0.1, or, where only trusted people can reach it, say so with ALLOW_REMOTE_WITHOUT_SIGN_IN=yes.'

const ONLY_WE_CAN_WRITE =
  'HOST is reachable from other machines, but APP_URL is not: only browsers on this machine will be able to write. ' +
  'Set APP_URL to the address people use.'

function warningsOf(config: Config): string[] {
  const url = new URL(config.appUrl)
  if (!isLoopback(url.hostname)) {
    const open = 'APP_URL is not on this machine, and this version has no sign-in: put something in front of it that asks who is there.'
    const plain = 'APP_URL is http on another machine, so everything travels readable. Put TLS in front and write it as https.'
    return url.protocol === 'http:' ? [plain, open] : [open]
  }
  return isLoopback(config.host) ? [] : [ONLY_WE_CAN_WRITE]
}

/** True for the names and addresses that never leave this machine; an IPv6 address may wear its URL brackets. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase()
  if (name === 'localhost' || name === '::1') return true
  return isIP(name) === 4 && name.startsWith('127.')
}

// Next bundles modules several times in one process; globalThis is the one place all copies share.
const shared = globalThis as typeof globalThis & { __causewayConfig?: Config }

/** The configuration of this process, parsed at the first call. Throws an `AppError` (code `config`) that lists every problem. */
export function config(): Config {
  if (shared.__causewayConfig) return shared.__causewayConfig
  const parsed = parseConfig(process.env)
  if (!parsed.ok) {
    const list = parsed.problems.map((problem) => `- ${problem}`).join('\n')
    throw new AppError(`Causeway cannot start with this environment.\n${list}`, { code: 'config' })
  }
  return (shared.__causewayConfig = parsed.config)
}

/** Puts a configuration in place of the environment's: the server does when it has chosen the sandbox's port; tests may. */
export function adoptConfig(adopted: Config): void {
  shared.__causewayConfig = adopted
}
