import { z } from 'zod'
import { withoutCredentials } from '@/lib/privatelink/hostnames'
import { isAccountId, isEndpointId, isRegionCode } from '@/lib/privatelink/ids'

/** One box of the list, see `choiceOf`. */
function toChoice(text: string) {
  const [accountId = '', region = '', endpointId = '', ...more] = text.split('/')
  return isAccountId(accountId) && isRegionCode(region) && isEndpointId(endpointId) && more.length === 0 ? { accountId, region, endpointId } : null
}

const choice = z
  .string()
  .max(80)
  .transform((text, context) => toChoice(text) ?? (context.addIssue('This page is too old for that. Reload it.'), z.NEVER))

export const takeOverShape = z.strictObject({
  chosen: z.array(choice, 'Tick at least one endpoint.').min(1, 'Tick at least one endpoint.').max(50, 'Take over at most 50 endpoints at a time.'),
  hostnamesText: z.string().max(20_000, 'Give fewer hostnames at a time.').transform(withoutCredentials),
})
