import { describe, expect, it } from 'vitest'
import { cacheControl, contentSecurityPolicy, createNonce, securityHeaders } from './headers'

const page = { nonce: 'abc', dev: false, https: false }

describe('contentSecurityPolicy', () => {
  it('allows nothing it does not name, and scripts and styles only with the nonce', () => {
    const policy = contentSecurityPolicy(page)
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';")
    expect(policy).toContain("style-src 'self' 'nonce-abc';")
    expect(policy).not.toMatch(/unsafe|\*|https?:|ws:/)
  })

  it('lets `next dev` evaluate and connect, and nothing else does', () => {
    expect(contentSecurityPolicy({ ...page, dev: true })).toMatch(/'unsafe-eval'.*ws:/)
  })

  it('upgrades requests only where APP_URL is https', () => {
    expect(contentSecurityPolicy(page)).not.toContain('upgrade-insecure-requests')
    expect(contentSecurityPolicy({ ...page, https: true })).toContain('upgrade-insecure-requests')
  })
})

describe('securityHeaders', () => {
  it('promises https only where APP_URL is https', () => {
    expect(securityHeaders(page)).not.toHaveProperty('strict-transport-security')
    expect(securityHeaders({ ...page, https: true })['strict-transport-security']).toMatch(/max-age=\d{8}/)
  })

  it('makes a new nonce of 128 bits each time', () => {
    const nonces = new Set(Array.from({ length: 100 }, createNonce))
    expect(nonces.size).toBe(100)
    for (const nonce of nonces) expect(Buffer.from(nonce, 'base64')).toHaveLength(16)
  })
})

describe('cacheControl', () => {
  const immutable = 'public, max-age=31536000, immutable'
  it.each([
    ['/', 200, undefined, 'no-store'],
    ['/', 200, 's-maxage=31536000', 'no-store'],
    ['/requests', 200, 'private, no-cache, no-store, max-age=0, must-revalidate', 'private, no-cache, no-store, max-age=0, must-revalidate'],
    ['/api/events', 200, 'no-cache, no-transform', 'no-store, no-transform'],
    ['/_next/static/chunks/a.js', 200, immutable, immutable],
    ['/_next/static/chunks/a.js', 304, immutable, immutable],
    ['/_next/static/chunks/gone.js', 404, immutable, 'no-store'],
    ['/icon.svg', 200, 'public, max-age=0', 'public, max-age=0'],
    ['/favicon.ico', 200, undefined, 'public, max-age=3600'],
    ['/requests/icon.svg', 200, 'public, max-age=0', 'no-store'],
    ['/requests/1/ticket.txt', 200, 'public', 'no-store'],
  ])('%s answered %i saying %s: %s', (path, status, said, expected) => {
    expect(cacheControl({ path, status, said })).toBe(expected)
  })
})
