import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer as createHttp, type IncomingMessage } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { createServer as createTcp, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createServer as createTls } from 'node:tls'

/** What stands at the far end in a test: listeners on loopback, with a certificate for `localhost` of a CA of their own. */
export async function startFarEnd() {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-script-'))
  const at = (name: string) => join(folder, name)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' })
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.crt', '-days', '2', '-subj', '/CN=Test Root')
  openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'own.key', '-out', 'own.csr', '-subj', '/CN=localhost')
  writeFileSync(at('own.ext'), 'subjectAltName=DNS:localhost')
  openssl('x509', '-req', '-in', 'own.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-out', 'own.crt', '-days', '2', '-extfile', 'own.ext')
  const identity = { key: readFileSync(at('own.key')), cert: readFileSync(at('own.crt')) }

  const posted: { headers: IncomingMessage['headers']; body: string }[] = []
  let answer = 201
  const servers: Server[] = [
    createHttps(identity, (_request, response) => response.end('Ok.\n')),
    createTls(identity, (socket) => socket.on('error', () => undefined)),
    createTcp((socket) => void socket.on('error', () => undefined).once('data', () => socket.resetAndDestroy())),
    createHttp((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => {
        posted.push({ headers: request.headers, body })
        response.writeHead(answer).end('No.\n')
      })
    }),
  ]
  const sockets = new Set<Socket>()
  const listening = (server: Server) => listen(server, sockets)
  const [https, native, resets, reports] = await Promise.all(servers.map((server) => listening(server)))
  const closed = await closedPort()
  return {
    ports: { https: https!, native: native!, resets: resets!, refused: closed },
    reportUrl: `http://127.0.0.1:${reports!}/api/reports`,
    posted,
    answerWith: (status: number) => void (answer = status),
    /** A folder of nothing but these programs, so that a script finds no others. */
    onlyWith(names: readonly string[]): string {
      const bin = mkdtempSync(join(folder, 'bin-'))
      for (const name of names) {
        const path = name === 'python3' ? pythonItself() : which(name)
        if (path) symlinkSync(path, join(bin, name))
      }
      return bin
    },
    /** Runs a script with this shell; `bin` is its PATH. */
    run: (shell: readonly string[], script: string, bin?: string): Promise<{ code: number | null; out: string; problems: string }> => {
      mkdirSync(at('tmp'), { recursive: true })
      const file = at(`${crypto.randomUUID()}.sh`)
      writeFileSync(file, script)
      const child = spawn(shell[0]!, [...shell.slice(1), file], { env: { NODE_ENV: 'test', PATH: bin ?? process.env.PATH ?? '', TMPDIR: at('tmp'), SSL_CERT_FILE: at('ca.crt'), CURL_CA_BUNDLE: at('ca.crt'), HOME: folder }, stdio: ['ignore', 'pipe', 'pipe'] })
      let [out, problems] = ['', '']
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
      child.stderr.on('data', (chunk: Buffer) => (problems += chunk.toString()))
      return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, problems })))
    },
    end: async () => {
      const closing = servers.map((server) => new Promise((resolve) => server.close(resolve)))
      // a client that was stopped may have left its end open
      for (const socket of sockets) socket.destroy()
      await Promise.all(closing)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The port of a server that listens from now on; its connections are noted. */
function listen(server: Server, sockets: Set<Socket>): Promise<number> {
  server.on('connection', (socket) => sockets.add(socket))
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)))
}

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createTcp()
  const port = await listen(server, new Set())
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Behind a shim of pyenv, which is a script that needs more than itself. */
function pythonItself(): string | null {
  const path = which('python3')
  return path && execFileSync(path, ['-c', 'import sys; print(sys.executable)']).toString().trim()
}

/** Where a program is; null where it is not on this machine. */
export function which(name: string): string | null {
  return (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null
}

/** The shells of this machine that the script has to run in. */
export function shellsHere(): { name: string; argv: string[] }[] {
  const found = ['sh', 'dash', 'bash', 'zsh', 'ksh'].filter((name) => which(name)).map((name) => ({ name, argv: [which(name)!] }))
  const busybox = which('busybox')
  return busybox ? [...found, { name: 'busybox sh', argv: [busybox, 'sh'] }] : found
}
