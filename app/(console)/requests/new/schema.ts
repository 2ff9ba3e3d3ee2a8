import { z } from 'zod'
import { withoutCredentials } from '@/lib/privatelink/hostnames'
import { isAccountId, isEndpointId, isSecurityGroupId, isSubnetId, isVpcId } from '@/lib/privatelink/ids'
import { secretInText } from '@/lib/privatelink/secrets'
import { cleanLine, cleanText } from '@/lib/privatelink/text'
import { LIMITS } from './limits'

/*
 * What the wizard's forms may send. A draft is kept from the first keystroke, so text is bounded and cleaned but not judged here:
 * `draftProgress` and the operations say what is still missing.
 */

const bounded = (max: number, what: string) => z.string().max(max, `${what} can have ${max.toLocaleString('en-US')} characters here. Shorten it.`)
const line = (max: number, what: string) => bounded(max, what).transform((text) => cleanLine(text, max)).superRefine(withoutSecret)

/** Said at the field; the operation refuses it too. */
function withoutSecret(text: string, context: z.RefinementCtx): void {
  const sentence = secretInText(text)
  if (sentence) context.addIssue(sentence)
}

const requestId = z.uuid('The link to this draft is damaged. Open the draft from the list again.')

export const clickhouseShape = z.strictObject({
  /** Empty until the first save has made the draft. */
  requestId: z.union([requestId, z.literal('')]).default(''),
  key: z.uuid('This form is too old to be sent. Reload the page.'),
  /** As typed, but a password that came with a paste is not kept. */
  hostnamesText: bounded(LIMITS.hostnamesText, 'The hostnames').transform(withoutCredentials),
  serviceName: line(LIMITS.serviceName, 'The service name'),
  /** A suggestion that was ticked; counts where no name was typed. */
  suggested: line(LIMITS.serviceName, 'The service name').default(''),
  name: line(LIMITS.name, 'The name'),
  contact: line(LIMITS.contact, 'The contact'),
  note: bounded(LIMITS.note, 'The note').transform((text) => cleanText(text, LIMITS.note)).superRefine(withoutSecret),
})

export const accountShape = z.strictObject({
  requestId,
  accountId: z.string('Choose the AWS account.').refine(isAccountId, 'Choose the AWS account.'),
})

const vpcId = z.string('Choose a VPC.').refine(isVpcId, 'Choose a VPC.')

export const vpcShape = z.strictObject({ requestId, vpcId })

/** `usw2-az2=subnet-0ab…`, or nothing where the zone is left out. */
const zoneChoice = z.string().max(80).refine((text) => text === '' || toZoneChoice(text) !== null, 'Choose a subnet from the list.')

export const networkShape = z.strictObject({
  requestId,
  vpcId,
  subnets: z.array(zoneChoice).max(LIMITS.zones).default([]),
  groups: z.array(z.string().refine(isSecurityGroupId, 'Choose security groups from the list.')).max(LIMITS.groups).default([]),
  tagKeys: z.array(bounded(LIMITS.tagKey * 2, 'A tag key')).max(LIMITS.tags, `${LIMITS.tags} tags can be kept here.`).default([]),
  tagValues: z.array(bounded(LIMITS.tagValue * 2, 'A tag value')).max(LIMITS.tags).default([]),
})

export const createShape = z.strictObject({
  requestId,
  planHash: z.string().regex(/^[0-9a-f]{64}$/, 'This review is damaged. Reload the page.'),
  /** How many warnings the person was shown, and that they ticked the box. */
  warnings: z.coerce.number().int().min(0).max(99).default(0),
  accepted: z.literal('yes').optional(),
})

export const adoptShape = z.strictObject({ requestId, endpointId: z.string().refine(isEndpointId, 'Choose an endpoint from the list.') })

export const discardShape = z.strictObject({ requestId })

function toZoneChoice(text: string): [string, string] | null {
  const [zoneId, subnetId, ...more] = text.split('=')
  if (!zoneId || !subnetId || more.length > 0 || !/^[a-z0-9-]{3,40}$/.test(zoneId) || !isSubnetId(subnetId)) return null
  return [zoneId, subnetId]
}

/** Zone id → subnet id. */
export const toSubnets = (choices: readonly string[]): Record<string, string> =>
  Object.fromEntries(choices.flatMap((text) => [toZoneChoice(text)].filter((choice) => choice !== null)))

/** Rows whose key and value are both empty are rows nobody has filled in. */
export const toTags = (keys: readonly string[], values: readonly string[]) =>
  keys.map((key, index) => ({ key, value: values[index] ?? '' })).filter(({ key, value }) => key !== '' || value !== '')
