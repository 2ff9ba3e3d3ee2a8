import type { IncomingMessage } from 'node:http'

/** A request body that is larger than its reader allows. */
export class BodyTooLarge extends Error {}

/** The whole body, of at most `limit` bytes. Bytes that are no UTF-8 become U+FFFD. */
export async function readBody(request: IncomingMessage, limit: number): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    length += bytes.length
    if (length > limit) throw new BodyTooLarge()
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}
