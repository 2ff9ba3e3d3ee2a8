import { request } from 'node:http'
import { connect } from 'node:net'

/** Requests as a program sends them, which need not be ones that a browser or `fetch` would let through. */
export type Sent = { method?: string; headers?: Record<string, string>; body?: string | Buffer }
export type Answer = { status: number; headers: Record<string, string>; body: string }

export function send(url: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Answer> {
  const { hostname, port } = new URL(url)
  // the path as it is written: URL would tidy it
  const path = url.slice(url.indexOf('/', 'http://'.length)) || '/'
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, path, method, headers: { ...headers, ...length }, agent: false, timeout: 20_000 }, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', reject)
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, headers: flat(incoming.headers), body: Buffer.concat(chunks).toString() }))
    })
    outgoing.on('error', reject)
    outgoing.on('timeout', () => outgoing.destroy(new Error(`${method} ${url} was not answered within 20 s`)))
    outgoing.end(body)
  })
}

const flat = (headers: Record<string, string | string[] | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]))

/** Writes these very characters to the server's socket and returns what it answers, head and all. */
export function sendText(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text))
    let answer = ''
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()))
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
    socket.setTimeout(1_500, () => socket.destroy())
  })
}
