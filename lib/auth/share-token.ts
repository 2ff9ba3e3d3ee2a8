import 'server-only'
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { ShareClaims } from '@/lib/privatelink/share'
import { authSecret } from './secret'

/**
 * The token of a shared link, as it stands in its address: what is allowed, 24 random bytes that make it unguessable, and an HMAC-SHA256
 * over all of it, so that a changed one is known as such before the database is asked. The key is drawn from the secret that
 * signs cookies: where that is changed, every link ends.
 */
const VERSION = 1
const LINK = 9
const REQUEST = 16
const WHEN = 6
const RANDOM = 24
const SAID = 1 + LINK + REQUEST + WHEN + 1 + RANDOM
const SIGNATURE = 32

const sign = (said: Buffer): Buffer => createHmac('sha256', createHmac('sha256', authSecret()).update('causeway shared links, 1').digest()).update(said).digest()

/** An id for a link, as lists, the audit trail and addresses show it; it opens nothing. */
export const newLinkId = (): string => randomBytes(LINK).toString('hex')

/** Makes the token of a link. It is in the answer and nowhere else. */
export function signShare({ linkId, requestId, expiresAt, showsInternals }: ShareClaims): string {
  const when = Buffer.alloc(WHEN)
  when.writeUIntBE(expiresAt.getTime(), 0, WHEN)
  const said = Buffer.concat([Buffer.of(VERSION), Buffer.from(linkId, 'hex'), Buffer.from(requestId.replaceAll('-', ''), 'hex'), when, Buffer.of(showsInternals ? 1 : 0), randomBytes(RANDOM)])
  if (said.length !== SAID) throw new Error('The ids of a shared link have another length than they should.')
  return Buffer.concat([said, sign(said)]).toString('base64url')
}

/** What a token says, where we signed it, exactly as it is written; null for every other text. It may have ended or been revoked. */
export function readShareToken(token: string): ShareClaims | null {
  if (!/^[\w-]{100,140}$/.test(token)) return null
  const bytes = Buffer.from(token, 'base64url')
  // The last letter holds spare bits: only one spelling of a token is one.
  if (bytes.length !== SAID + SIGNATURE || bytes.toString('base64url') !== token) return null
  const said = bytes.subarray(0, SAID)
  if (!timingSafeEqual(sign(said), bytes.subarray(SAID)) || said[0] !== VERSION) return null
  const hex = said.subarray(1 + LINK, 1 + LINK + REQUEST).toString('hex')
  const requestId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
  const at = 1 + LINK + REQUEST
  return { linkId: said.subarray(1, 1 + LINK).toString('hex'), requestId, expiresAt: new Date(said.readUIntBE(at, WHEN)), showsInternals: said[at + WHEN] === 1 }
}
