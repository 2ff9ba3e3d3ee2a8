import 'server-only'
import { hash } from 'node:crypto'
import { fingerprintOf, type Endpoint } from '@/lib/privatelink/endpoint'

/**
 * What a look saw of an endpoint, as 43 characters: equal means that there is nothing to fold in. The SHA-256 of its fingerprint, since
 * the text itself would be the widest cell of a request's row and of the index the watcher reads.
 */
export const seenMarkOf = (endpoint: Endpoint): string => hash('sha256', fingerprintOf(endpoint), 'base64url')
