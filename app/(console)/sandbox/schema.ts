import { z } from 'zod'
import { isEndpointId } from '@/lib/privatelink/ids'
import { SANDBOX_ACTS, SANDBOX_FAULTS } from '@/lib/operations/play-clickhouse'

const endpointId = z.string().refine(isEndpointId, 'This is not the id of an endpoint.')
const reason = z.string().trim().max(500, 'Keep the reason under 500 characters.').optional()

export const actShape = z.strictObject({ endpointId, act: z.enum(SANDBOX_ACTS, 'Choose what happens.'), reason })

export const faultShape = z.strictObject({
  action: z.string().regex(/^(\*|[A-Za-z]{3,60})$/, 'Choose the calls that go wrong.'),
  kind: z.enum(SANDBOX_FAULTS, 'Choose what goes wrong.'),
  times: z.coerce.number('Write how many calls go wrong, from 1 to 1000.').int().min(1, 'At least one call.').max(1000, 'At most 1000 calls.'),
})

export const nothingShape = z.strictObject({})
