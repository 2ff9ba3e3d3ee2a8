import 'server-only'
import { findAccount } from '@/lib/db/accounts'
import { listToldAnswers } from '@/lib/db/told-answers'
import { commandOfKey, type CommandName } from '@/lib/privatelink/snapshot/commands'
import type { Told } from '@/lib/privatelink/told'

/** Who told what is known of an account’s endpoints: the last one who pasted them. Null for an account that Causeway looks at itself. */
export async function toldBySnapshot({ accountId, region }: { accountId: string; region: string }): Promise<Told | null> {
  if ((await findAccount(accountId))?.source.kind !== 'snapshot') return null
  const line = (await listToldAnswers(accountId, region)).find(({ key }) => key === 'describe-vpc-endpoints')
  return line ? { at: line.takenAt ?? line.pastedAt, by: line.pastedBy, how: 'paste', note: null } : null
}

/** From when an account’s configuration is, and by whom, where it is pasted: as old as its oldest part. Null where Causeway reads it itself, or nothing was pasted. */
export async function oldestTold({ accountId, region }: { accountId: string; region: string }): Promise<{ at: Date; by: string } | null> {
  if ((await findAccount(accountId))?.source.kind !== 'snapshot') return null
  const parts = (await listToldAnswers(accountId, region)).filter(({ key }) => CONFIGURATION.has(commandOfKey(key)))
  const oldest = parts.map(({ takenAt, pastedAt, pastedBy }) => ({ at: takenAt ?? pastedAt, by: pastedBy })).sort((a, b) => a.at.getTime() - b.at.getTime())[0]
  return oldest ?? null
}

/** What decides whether packets find the endpoint, and may have changed since. */
const CONFIGURATION: ReadonlySet<CommandName | null> = new Set<CommandName>(['describe-vpcs', 'describe-vpc-attribute', 'describe-subnets', 'describe-security-groups', 'describe-network-acls', 'describe-route-tables'])
