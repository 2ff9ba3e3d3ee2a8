import { randomBytes } from 'node:crypto'

export function createNonce(): string {
  return randomBytes(16).toString('base64')
}

/** `shared`: a page for who has its address, which is a key. */
type Page = { nonce: string; dev: boolean; https: boolean; shared?: boolean }

/**
 * The content security policy of one answer. Scripts and styles need this answer's nonce; Next reads it from the request's
 * own `content-security-policy` header and puts it on everything it renders.
 */
export function contentSecurityPolicy({ nonce, dev, https }: Page): string {
  // `next dev` evaluates code, injects styles without a nonce and talks to the browser over a web socket.
  const devScript = dev ? " 'unsafe-eval'" : ''
  const style = dev ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${devScript}`,
    `style-src ${style}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${dev ? ' ws:' : ''}`,
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(https ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}

/** The headers every answer carries, refusals and static files included. */
export function securityHeaders(page: Page): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(page),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // Not `no-referrer`: with it a browser sends `Origin: null` with a plain form's POST (Fetch, "append a request Origin header"),
    // and the same-origin check could not tell our own forms from a stranger's. A shared page has no form, and its address goes nowhere.
    'referrer-policy': page.shared ? 'no-referrer' : 'same-origin',
    ...(page.shared ? { 'x-robots-tag': 'noindex, nofollow, noarchive' } : {}),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
    'x-permitted-cross-domain-policies': 'none',
    ...(page.https ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  }
}

const HASHED = /^\/_next\/static\//
const ICON = /^\/[^/]*\.(ico|svg|png|webmanifest)$/

/**
 * What an answer may say about being kept. Files whose name holds their hash, and the icons at the root, keep what Next said;
 * everything else may show live data and is not stored. `no-transform` is kept for event streams, which a proxy must not compress.
 */
export function cacheControl({ path, status, said }: { path: string; status: number; said: string | undefined }): string | undefined {
  if (status === 200 || status === 304) {
    if (HASHED.test(path)) return said
    if (ICON.test(path)) return said ?? 'public, max-age=3600'
  }
  if (said?.includes('no-store')) return said
  return said?.includes('no-transform') ? 'no-store, no-transform' : 'no-store'
}
