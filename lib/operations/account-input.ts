import 'server-only'
import { AppError } from '@/lib/errors'
import { accountOfRole, holdsAwsKey, isProfileName, NO_KEYS_HERE, type AccountSettings } from '@/lib/privatelink/account'
import { isAccountId, isRegionCode, parseServiceName } from '@/lib/privatelink/ids'

/** Where the credentials shall come from, as a person says it: the ExternalId is ours to make. */
export type WantedSource = { kind: 'default' } | { kind: 'snapshot' } | { kind: 'profile'; profile: string } | { kind: 'assume-role'; roleArn: string }

export type AccountInput = Omit<AccountSettings, 'heldBecause'> & { name: string; source: WantedSource }

const refuse = (message: string) => new AppError(message, { code: 'bad-account' })

/** Throws `AppError` `bad-account` for what cannot be right, before AWS is asked. A pasted key is refused without being repeated. */
export function checkAccountInput(accountId: string, { name, note, regions, serviceNames, source }: AccountInput): void {
  const texts = [name, note, ...serviceNames, source.kind === 'profile' ? source.profile : '', source.kind === 'assume-role' ? source.roleArn : '']
  if (texts.some(holdsAwsKey)) throw new AppError(NO_KEYS_HERE, { code: 'key-pasted' })
  if (!isAccountId(accountId)) throw refuse('Give the twelve digits of the AWS account.')
  if (name.trim() === '') throw refuse('Give the account a name.')
  if (regions?.length === 0) throw refuse('Choose at least one region, or all of them.')
  if (regions?.some((region) => !isRegionCode(region))) throw refuse('Choose regions from the list.')
  const wrong = serviceNames.find((service) => !parseServiceName(service))
  if (wrong !== undefined) throw refuse(`“${wrong.slice(0, 80)}” is no service name. It looks like com.amazonaws.vpce.us-west-2.vpce-svc-0123456789abcdef0.`)
  if (source.kind === 'profile' && !isProfileName(source.profile)) throw refuse('Give the name of a profile in the AWS configuration of this server.')
  if (source.kind === 'assume-role') checkRole(source.roleArn, accountId)
}

function checkRole(roleArn: string, accountId: string): void {
  const owner = accountOfRole(roleArn)
  if (!owner) throw refuse(`Give the ARN of the role, such as arn:aws:iam::${accountId}:role/CausewayAccess.`)
  if (owner !== accountId) throw refuse(`The role belongs to account ${owner}, not to ${accountId}. Correct one of the two.`)
}
