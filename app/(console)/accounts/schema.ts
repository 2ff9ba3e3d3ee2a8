import { z } from 'zod'
import { holdsAwsKey, NO_KEYS_HERE, POLICY_LEVELS, SOURCE_KINDS } from '@/lib/privatelink/account'
import { isAccountId } from '@/lib/privatelink/ids'
import { cleanLine, cleanText } from '@/lib/privatelink/text'

/* What the forms of an account may send. There is no field for a key, and what looks like one is refused wherever it is pasted. */

const safe = (max: number, what: string) => z.string().max(max, `${what} can have ${max.toLocaleString('en-US')} characters. Shorten it.`).refine((text) => !holdsAwsKey(text), NO_KEYS_HERE)
const line = (max: number, what: string) => safe(max, what).transform((text) => cleanLine(text, max))

const accountId = z.string().transform((text) => text.replace(/[\s-]/g, '')).pipe(z.string().refine((text) => !holdsAwsKey(text), NO_KEYS_HERE).refine(isAccountId, 'An AWS account has twelve digits: you find them in the AWS console, top right.'))

const settings = {
  source: z.enum(SOURCE_KINDS, 'Choose where the credentials come from.'),
  name: line(60, 'The name').refine((text) => text !== '', 'Give the account a name, such as “data platform”.'),
  note: safe(500, 'The note').transform((text) => cleanText(text, 500)).default(''),
  roleArn: line(700, 'The role’s ARN').default(''),
  profile: line(64, 'The profile').default(''),
  everyRegion: z.literal('yes').optional(),
  regions: z.array(z.string().max(30)).max(40).default([]),
  level: z.enum(POLICY_LEVELS, 'Choose a level.').default('delete'),
  mending: z.literal('yes').optional(),
  serviceNames: safe(4000, 'The service names').default(''),
}

export const newAccountShape = z.strictObject({ accountId, ...settings })
export const editAccountShape = z.strictObject({ accountId, ...settings })
export const accountShape = z.strictObject({ accountId })
export const removeAccountShape = z.strictObject({ accountId, name: line(200, 'The name') })

type Settings = Omit<z.output<typeof newAccountShape>, 'accountId'>

/** The form's fields as the operations take them. */
export function toInput({ source, name, note, roleArn, profile, everyRegion, regions, level, mending, serviceNames }: Settings) {
  return {
    ...{ name, note, level },
    mending: mending === 'yes',
    regions: everyRegion === 'yes' ? null : regions,
    serviceNames: [...new Set(serviceNames.split(/[\s,]+/).filter((each) => each !== ''))],
    source: source === 'assume-role' ? { kind: source, roleArn } : source === 'profile' ? { kind: source, profile } : { kind: source },
  }
}
