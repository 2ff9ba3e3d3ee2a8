import { z } from 'zod'
import { PLACES } from '@/lib/privatelink/evidence/places'
import { isEndpointId } from '@/lib/privatelink/ids'

const requestId = z.guid('The link to this request is damaged. Open the request from the list again.')

export const requestShape = z.strictObject({ requestId })

export const copyShape = z.strictObject({ requestId, key: z.uuid('This page is too old for that. Reload it.') })

export const adoptShape = z.strictObject({
  requestId,
  endpointId: z.string().trim().refine(isEndpointId, 'An endpoint id is vpce- followed by 8 or 17 digits and letters a to f.'),
})

export const addEvidenceShape = z.strictObject({ requestId, text: z.string(), place: z.enum(PLACES, 'Say where it was run.') })

export const deleteEvidenceShape = z.strictObject({ evidenceId: z.guid('This page is too old for that. Reload it.') })
