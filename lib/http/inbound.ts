import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state.js'
import { single, type InboundHeaders, type Refusal } from './refusal'

export const LONGEST_URL = 8_192
/** Below Next's own limit for server actions (1 MiB), which is answered with a 500 there. */
export const LARGEST_BODY = 1_000_000

const METHODS = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']
export const METHOD_REFUSED: Refusal = {
  status: 405,
  message: 'This method is not used here.',
  headers: { allow: METHODS.join(', ') },
}

/** Judges what stands in the first line: the method, and a target that is a well-formed path of a bounded length. */
export function judgeRequestLine(method: string, url: string): Refusal | null {
  if (!METHODS.includes(method)) return METHOD_REFUSED
  if (url.length > LONGEST_URL) return { status: 414, message: `The address is longer than ${LONGEST_URL} characters.` }
  if (!isWellFormed(url)) return { status: 400, message: 'The address is malformed.' }
  return null
}

function isWellFormed(url: string): boolean {
  // "//elsewhere" and "/\elsewhere" are other hosts to a browser that is redirected to them
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(url)) return false
  try {
    return !decodeURIComponent(url.split('?', 1)[0] ?? '').includes('\0')
  } catch {
    return false
  }
}

/** Judges the announced body. One of unknown length cannot be judged before it is read, so a length is required. */
export function judgeBody(headers: InboundHeaders): Refusal | null {
  if (single(headers, 'transfer-encoding') !== undefined) return { status: 411, message: 'Send the body with a Content-Length.' }
  const length = Number(single(headers, 'content-length') ?? 0)
  if (length > LARGEST_BODY) return { status: 413, message: `The body is larger than ${LARGEST_BODY} bytes.` }
  return null
}

/** Judges what Next's browser side says of the page it is on, by Next's own reading: Next itself answers a wrong one with a 500. */
export function judgeRouterState(headers: InboundHeaders): Refusal | null {
  try {
    parseAndValidateFlightRouterState(headers['next-router-state-tree'])
    return null
  } catch {
    return { status: 400, message: 'The state of the browser’s router is malformed. Reload the page.' }
  }
}

/**
 * Headers that only a proxy of ours or Next itself may say. What a trusted proxy says of the client is read before
 * (`client-address.ts`), and Next believes its own:
 * `x-middleware-subrequest` once skipped the middleware (CVE-2025-29927). What Next's browser side really sends
 * (`rsc`, `next-action`, `next-url`, `next-router-*`) is not among them.
 */
const INTERNAL = [
  /^(x-forwarded(-.*)?|forwarded|x-real-ip|x-rewrite-url|x-original-url)$/,
  /^x-(middleware|nextjs|next|invoke|now|vercel|prerender)-/,
  /^x-causeway-/,
  /^(x-matched-path|x-nonce|x-request-id|content-security-policy(-report-only)?)$/,
]

/** Removes them from `headers`, in place: Next reads the very same object. */
export function dropInternalHeaders(headers: InboundHeaders, { dev }: { dev: boolean }): void {
  for (const name of Object.keys(headers)) {
    // `next dev` sends these two itself, to connect a page with its error overlay
    if (dev && /^x-nextjs-(html-)?request-id$/.test(name)) continue
    if (INTERNAL.some((pattern) => pattern.test(name))) delete headers[name]
  }
}
