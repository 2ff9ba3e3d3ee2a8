import { isAccountId } from './ids'
import { findRegion } from './regions'

/** What a person chooses for an account, and why it may not be used at present. */
export type AccountSettings = {
  note: string
  /** Regions it is used in; null: every one. */
  regions: string[] | null
  /** How much the permission policy grants. */
  level: PolicyLevel
  /** Whether it also grants what mends a network. */
  mending: boolean
  /** Endpoint services the policy is limited to beside those of the catalogue. */
  serviceNames: string[]
  /** Why it must not be used until a test passes; null: it may be. */
  heldBecause: string | null
}

/** Each level holds the ones before it. */
export const POLICY_LEVELS = ['read', 'create', 'private-dns', 'delete'] as const
export type PolicyLevel = (typeof POLICY_LEVELS)[number]
export const isPolicyLevel = (text: string): text is PolicyLevel => (POLICY_LEVELS as readonly string[]).includes(text)

export const LEVEL_MEANING: Record<PolicyLevel, { label: string; means: string }> = {
  read: { label: 'Read', means: 'Causeway watches endpoints and checks networks. Somebody else creates them.' },
  create: { label: 'Create', means: 'Also creates endpoints to ClickHouse’s services, tagged managed-by=causeway.' },
  'private-dns': { label: 'Private DNS', means: 'Also switches private DNS of the endpoints it created on and off.' },
  delete: { label: 'Delete', means: 'Also deletes the endpoints it created, and no others.' },
}

export const SOURCE_KINDS = ['assume-role', 'profile', 'default', 'snapshot'] as const
export type SourceKind = (typeof SOURCE_KINDS)[number]

const ROLE_ARN = /^arn:aws[a-z-]*:iam::(\d{12}):role\/[\w+=,.@/-]{1,576}$/
const PROFILE = /^[\w+=,.@:-][\w+=,.@: -]{0,63}$/

/** Checks the form of a role's ARN (IAM: name up to 64 characters, path up to 512). */
export const isRoleArn = (text: string) => ROLE_ARN.test(text)
export const accountOfRole = (roleArn: string): string | null => ROLE_ARN.exec(roleArn)?.[1] ?? null
export const isProfileName = (text: string) => PROFILE.test(text)

/** Access key ids of every kind, and the names under which their secrets travel. (IAM: unique id prefixes.) */
const KEY_MARKS = [/\b(AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{12,}\b/, /aws_(secret_access_key|session_token|access_key_id)/i, /\bsecret\s*(access)?\s*key\b\s*[:=]/i]
const SECRET = /(?<![A-Za-z0-9/+=])[A-Za-z0-9/+=]{40}(?![A-Za-z0-9/+=])/g
const ARN = /arn:aws[a-z-]*:[a-z0-9-]*:[^\s]*/g

/** Whether a text seems to hold an AWS access key or its secret: forty characters of base64 with all kinds of letters in them. */
export function holdsAwsKey(text: string): boolean {
  if (KEY_MARKS.some((mark) => mark.test(text))) return true
  const candidates = text.replace(ARN, ' ').match(SECRET) ?? []
  return candidates.some((word) => /[a-z]/.test(word) && /[A-Z]/.test(word) && /\d/.test(word))
}

export const NO_KEYS_HERE = 'This looks like an AWS access key or its secret, so it was not kept. Causeway never takes long-lived keys: use a role, a profile of this server, or its own credentials.'

/**
 * Who to name in a trust policy, from the ARN that GetCallerIdentity gave: a session of a role stands for the role, everything else
 * for itself. An assumed-role ARN leaves out the role's path, so a role that has one has to be written out by hand.
 */
export function principalOf(callerArn: string): string {
  const session = /^(arn:aws[a-z-]*):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(callerArn)
  if (session) return `${session[1]}:iam::${session[2]}:role/${session[3]}`
  const federated = /^(arn:aws[a-z-]*):sts::(\d{12}):federated-user\//.exec(callerArn)
  return federated ? `${federated[1]}:iam::${federated[2]}:root` : callerArn
}

type Usable = Pick<AccountSettings, 'regions' | 'heldBecause'> & { name: string }

/** Why a request in `region` cannot be made in this account, as a sentence; null where it can. */
export function whyNotUsable({ name, regions, heldBecause }: Usable, region: string | null): string | null {
  if (heldBecause) return heldBecause
  if (region === null || regions === null || regions.includes(region)) return null
  const place = findRegion(region)?.label
  return `The account “${name}” is not set up for ${region}${place ? ` (${place})` : ''}. An administrator can add the region to it.`
}

/** `arn:aws:iam::444455556666:role/CausewayAccess` of an account: the name the set-up texts suggest. */
export const suggestedRoleArn = (accountId: string) => (isAccountId(accountId) ? `arn:aws:iam::${accountId}:role/CausewayAccess` : '')
