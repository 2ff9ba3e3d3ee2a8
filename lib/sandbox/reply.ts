import type { ServerResponse } from 'node:http'

/** An answer, and how it travels. */
export type Reply = {
  status: number
  body: string
  contentType: string
  headers?: Record<string, string>
  /** `reset`: the connection breaks instead; `hang`: nothing ever comes; `drip`: a byte at a time, `delayMs` apart. */
  delivery?: 'reset' | 'hang' | 'drip'
  delayMs?: number
}

export function send(response: ServerResponse, reply: Reply): void {
  if (reply.delivery === 'hang' || response.destroyed) return
  if (reply.delivery === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  if (reply.delayMs && reply.delivery !== 'drip') {
    const timer = setTimeout(() => send(response, { ...reply, delayMs: 0 }), reply.delayMs)
    response.once('close', () => clearTimeout(timer))
    return
  }
  const body = Buffer.from(reply.body)
  response.writeHead(reply.status, { 'content-type': reply.contentType, 'content-length': body.length, 'cache-control': 'no-cache, no-store', ...reply.headers })
  if (reply.delivery === 'drip') return drip(response, body, reply.delayMs ?? 1000)
  response.end(body)
}

function drip(response: ServerResponse, body: Buffer, delayMs: number): void {
  let at = 0
  const timer = setInterval(() => {
    if (at < body.length) return void response.write(body.subarray(at, ++at))
    clearInterval(timer)
    response.end()
  }, Math.max(1, delayMs))
  response.once('close', () => clearInterval(timer))
}
