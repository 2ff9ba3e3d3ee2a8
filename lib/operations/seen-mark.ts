import 'server-only'
import { hash } from 'node:crypto'
import { fingerprintOf, type Endpoint } from '@/lib/privatelink/endpoint'

/** 22 characters of 6 bits: two texts that differ share it once in 2^132. */
const HALF = 22
const MARK = new RegExp(`^[\\w-]{${HALF}}\\.[\\w-]{${HALF}}$`)

/**
 * What a look saw of an endpoint, as two short hashes with a dot between: of its condition and of its details. Equal marks mean that there
 * is nothing to fold in. Hashes, since the texts would be the widest cell of a request's row and of the index the watcher reads.
 */
export function seenMarkOf(endpoint: Endpoint): string {
  const { condition, details } = fingerprintOf(endpoint)
  return `${halfOf(condition)}.${halfOf(details)}`
}

const halfOf = (text: string) => hash('sha256', text, 'base64url').slice(0, HALF)

/** Whether only the condition can differ. A mark of an older program says nothing. */
export const sameDetails = (kept: string | null, mark: string): boolean => kept !== null && MARK.test(kept) && kept.slice(HALF) === mark.slice(HALF)
