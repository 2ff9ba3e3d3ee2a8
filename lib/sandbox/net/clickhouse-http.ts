import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from '../body'
import type { Behaviour } from '../world/types'

/** The one user that the sandbox’s ClickHouse knows. */
export const USER = 'default'
export const PASSWORD = 'sandbox-password'
export const VERSION = '25.8.1'

/** ClickHouse’s own words for a wrong user or password. */
export const authenticationFailed = (user: string) =>
  `Code: 516. DB::Exception: ${user}: Authentication failed: password is incorrect, or there is no user with such name. ` +
  `If you use ClickHouse Cloud, the password can be reset at https://clickhouse.cloud/. (AUTHENTICATION_FAILED) (version ${VERSION}.1 (official build))\n`

const IMDS = 'http://169.254.169.254/latest/meta-data/'
const MEGABYTE = Buffer.alloc(1024 * 1024, 'x')

/** Ways in which something other than a healthy ClickHouse answers over HTTPS. */
const ODD: Partial<Record<Behaviour, (response: ServerResponse) => void>> = {
  'not-clickhouse': (response) => response.end('<!doctype html><title>It works</title>'),
  redirect: (response) => response.writeHead(302, { location: IMDS }).end(),
  'error-status': (response) => response.writeHead(503, { 'content-type': 'text/plain' }).end('Service Unavailable\n'),
  'no-newline': (response) => response.end('Ok.'),
  'binary-body': (response) => response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(Buffer.from(Array.from({ length: 512 }, (_, n) => n % 256))),
  'large-body': pour,
  'slow-headers': drip,
}

export async function answerHttp(request: IncomingMessage, response: ServerResponse, behaviour: Behaviour): Promise<void> {
  const odd = ODD[behaviour]
  if (odd) return odd(response)
  const body = await readBody(request, 1024 * 1024)
  const url = new URL(request.url ?? '/', 'https://clickhouse')
  const query = `${url.searchParams.get('query') ?? ''}${body}`
  if (query.trim() === '') return say(response, 200, 'Ok.\n')
  const { user, password } = whoAsks(request, url)
  if (user !== USER || password !== PASSWORD) return say(response, 403, authenticationFailed(user), 516)
  const rows = answerQuery(query, url.searchParams.get('default_format') ?? String(request.headers['x-clickhouse-format'] ?? 'TabSeparated'))
  if (rows === null) return say(response, 400, `Code: 62. DB::Exception: Syntax error: the sandbox’s ClickHouse runs only SELECT 1 and SELECT version(). (SYNTAX_ERROR) (version ${VERSION}.1 (official build))\n`, 62)
  say(response, 200, rows)
}

function say(response: ServerResponse, status: number, text: string, code?: number): void {
  const odd = code === undefined ? {} : { 'x-clickhouse-exception-code': String(code) }
  response.writeHead(status, { 'content-type': 'text/plain; charset=UTF-8', 'x-clickhouse-server-display-name': 'sandbox', ...odd }).end(text)
}

function whoAsks({ headers }: IncomingMessage, url: URL): { user: string; password: string } {
  const basic = /^Basic (\S+)$/i.exec(headers.authorization ?? '')?.[1]
  if (basic !== undefined) {
    const [user = '', ...rest] = Buffer.from(basic, 'base64').toString('utf8').split(':')
    return { user, password: rest.join(':') }
  }
  return {
    user: String(headers['x-clickhouse-user'] ?? url.searchParams.get('user') ?? USER),
    password: String(headers['x-clickhouse-key'] ?? url.searchParams.get('password') ?? ''),
  }
}

/** The answer to `SELECT 1` or `SELECT version()` in the formats clients ask for; null: another query. */
export function answerQuery(query: string, format: string): string | null {
  const match = /^\s*select\s+(1|version\(\))(?:\s+as\s+(\w+))?(?:\s+format\s+(\w+))?[\s;]*$/i.exec(query)
  if (!match) return null
  const isNumber = match[1] === '1'
  const [name, value] = [match[2] ?? match[1] ?? '1', isNumber ? 1 : VERSION]
  const wanted = (match[3] ?? format).toLowerCase()
  const row = { [name]: value }
  if (wanted === 'json') return `${JSON.stringify({ meta: [{ name, type: isNumber ? 'UInt8' : 'String' }], data: [row], rows: 1 })}\n`
  if (wanted === 'jsoneachrow') return `${JSON.stringify(row)}\n`
  if (wanted === 'jsoncompacteachrow') return `${JSON.stringify([value])}\n`
  return `${value}\n`
}

/** A hundred megabytes, as fast as they are read. */
function pour(response: ServerResponse): void {
  let left = 100
  const more = () => {
    while (left > 0 && !response.destroyed) {
      left--
      if (!response.write(MEGABYTE)) return void response.once('drain', more)
    }
    response.end()
  }
  more()
}

/** A status line, and then one header line a second without end. */
function drip(response: ServerResponse): void {
  const { socket } = response
  if (!socket) return
  socket.write('HTTP/1.1 200 OK\r\n')
  const timer = setInterval(() => socket.write('x-wait: a little\r\n'), 1000)
  socket.once('close', () => clearInterval(timer))
}
