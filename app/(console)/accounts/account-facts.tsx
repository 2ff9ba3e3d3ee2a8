import { Id } from '@/components/ui/id'
import { Fact, Facts, Panel } from '@/components/ui/panel'
import { Untrusted } from '@/components/ui/text'
import { TimeAgo, UtcTime } from '@/components/ui/time'
import type { AccountView } from '@/lib/operations/view-accounts'
import { LEVEL_MEANING } from '@/lib/privatelink/account'
import { SOURCE_LABEL } from './source-label'

/** What was chosen for the account, and when it was last looked at. */
export function AccountFacts({ view: { account, regions, lastLookAt, openRequests } }: { view: AccountView }) {
  const { source, note, level, mending, createdAt } = account
  return (
    <Panel title="Account">
      <Facts>
        <Fact label="Credentials">
          {SOURCE_LABEL[source.kind]}
          {source.kind === 'assume-role' && (
            <div>
              <Id value={source.roleArn} what="role ARN" wrap />
            </div>
          )}
          {source.kind === 'profile' && <span className="font-mono text-sm"> {source.profile}</span>}
        </Fact>
        <Fact label="Regions">{regions === null ? 'Every region' : <span className="font-mono text-sm">{regions.join(', ')}</span>}</Fact>
        {source.kind !== 'snapshot' && (
          <>
            <Fact label="Permissions" hint={LEVEL_MEANING[level].means}>
              {LEVEL_MEANING[level].label}
              {mending && ', and mends networks when asked'}
            </Fact>
            <Fact label="Last look">{lastLookAt ? <TimeAgo at={lastLookAt} /> : openRequests > 0 ? 'Not since Causeway was started' : 'There is nothing to look at'}</Fact>
          </>
        )}
        <Fact label="Added">
          <UtcTime at={createdAt.toISOString()} />
        </Fact>
        {note && (
          <Fact label="Note">
            <Untrusted className="whitespace-pre-wrap">{note}</Untrusted>
          </Fact>
        )}
      </Facts>
    </Panel>
  )
}
