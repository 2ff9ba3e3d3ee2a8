import 'server-only'
import { findAccount } from '@/lib/db/accounts'
import { listToldAnswers } from '@/lib/db/told-answers'
import type { Told } from '@/lib/privatelink/told'

/** Who told what is known of an account’s endpoints: the last one who pasted them. Null for an account that Causeway looks at itself. */
export async function toldBySnapshot({ accountId, region }: { accountId: string; region: string }): Promise<Told | null> {
  if ((await findAccount(accountId))?.source.kind !== 'snapshot') return null
  const line = (await listToldAnswers(accountId, region)).find(({ key }) => key === 'describe-vpc-endpoints')
  return line ? { at: line.takenAt ?? line.pastedAt, by: line.pastedBy, how: 'paste', note: null } : null
}
