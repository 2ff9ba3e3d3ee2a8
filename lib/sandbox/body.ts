import type { IncomingMessage } from 'node:http'

/** A request body that is larger than its reader allows. */
export class BodyTooLarge extends Error {}

/** The caller went away before it had said everything. */
export class CallerGone extends Error {}

/**
 * The whole body, of at most `limit` bytes; bytes that are no UTF-8 become U+FFFD. The rest of a body that is too large is
 * read and thrown away, so that the caller gets to its answer (the server's request timeout bounds that).
 */
export function readBody(request: IncomingMessage, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= limit) return void chunks.push(chunk)
      chunks.length = 0
      reject(new BodyTooLarge())
    })
    request.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
    request.once('close', () => reject(new CallerGone()))
  })
}
