import { z } from 'zod'
import { isAccountId, isRegionCode } from '@/lib/privatelink/ids'
import { LARGEST_SNAPSHOT } from '@/lib/privatelink/snapshot/largest'
import { TELLABLE, type TellableState } from '@/lib/privatelink/told'

export const snapshotShape = z.strictObject({
  accountId: z.string().refine(isAccountId, 'An AWS account has twelve digits.'),
  region: z.string().max(40).refine(isRegionCode, 'Choose a region from the list.'),
  text: z.string().max(LARGEST_SNAPSHOT, 'The text is longer than 4 million characters. Paste it in several goes.'),
})

export const tellShape = z.strictObject({
  requestId: z.string().max(64),
  state: z.enum(Object.keys(TELLABLE) as [TellableState, ...TellableState[]], 'Choose a state.'),
  note: z.string().max(2_000, 'The note can have 500 characters. Shorten it.'),
})
