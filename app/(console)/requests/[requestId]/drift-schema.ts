import { z } from 'zod'
import { withoutCredentials } from '@/lib/privatelink/hostnames'

const requestId = z.guid('The link to this request is damaged. Open the request from the list again.')

export const acceptDriftShape = z.strictObject({ requestId, digest: z.string().regex(/^[0-9a-f]{16}$/, 'This page is too old for that. Reload it.') })

export const hostnamesShape = z.strictObject({ requestId, hostnamesText: z.string().max(20_000, 'Give fewer hostnames at a time.').transform(withoutCredentials) })
