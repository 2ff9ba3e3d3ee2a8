import clsx from 'clsx'
import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/button'
import { Badge } from '@/components/ui/badge'
import { Callout } from '@/components/ui/callout'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { Untrusted } from '@/components/ui/text'
import { paths } from '@/lib/paths'
import { STATE_FACE } from '@/lib/privatelink/state'
import { AccountFacts } from '../account-facts'
import { findView } from '../find-view'
import { PastePanel } from '../paste-panel'
import { RemoveAccount } from '../remove-account'
import { SnapshotPart } from '../snapshot-part'
import { TestPanel } from '../test-panel'

export const metadata: Metadata = { title: 'AWS account' }

type Props = { params: Promise<{ accountId: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function AccountPage({ params, searchParams }: Props) {
  const { view, disabledReason } = await findView(params)
  const { accountId, name, health, open, keptBecause } = view
  const inPlanMode = view.source === 'snapshot'
  const { region } = await searchParams
  return (
    <>
      <PageHeader
        title={<Untrusted>{name}</Untrusted>}
        status={
          <Badge tone={health.tone} size="md">
            {health.label}
          </Badge>
        }
        description={<span className="font-mono text-sm">{accountId}</span>}
        back={{ href: paths.accounts(), label: 'AWS accounts' }}
        actions={
          <LinkButton href={paths.editAccount(accountId)} disabledReason={disabledReason}>
            Change
          </LinkButton>
        }
      />
      <div className="space-y-5">
        {health.next && !inPlanMode && (
          <Callout tone="attention" title="The next thing to do">
            <p>{health.next}</p>
          </Callout>
        )}
        <div className={clsx('grid items-start gap-5', inPlanMode ? 'lg:grid-cols-[minmax(0,1fr)_22rem]' : 'lg:grid-cols-2')}>
          {inPlanMode ? <SnapshotPart view={view} wanted={typeof region === 'string' ? region : null} /> : <TestPanel view={view} disabledReason={disabledReason} primary={health.tone !== 'good'} />}
          <div className="space-y-5">
            <AccountFacts view={view} />
            {open.count > 0 && (
              <Panel title={open.count === 1 ? 'One open request' : `${open.count} open requests`}>
                <ul className="space-y-1.5">
                  {open.requests.map(({ requestId, name: requestName, state }) => (
                    <li key={requestId} className="flex flex-wrap items-center gap-x-3 gap-y-1">
                      <TextLink href={paths.request(requestId)}>
                        <Untrusted>{requestName}</Untrusted>
                      </TextLink>
                      <Badge tone={STATE_FACE[state].tone}>{STATE_FACE[state].label}</Badge>
                    </li>
                  ))}
                </ul>
              </Panel>
            )}
          </div>
        </div>
        {!inPlanMode && <PastePanel view={view} disabledReason={disabledReason} />}
        <Panel title="Remove the account" description={inPlanMode ? 'Causeway forgets it, with its snapshots. Nothing changes in AWS.' : 'Causeway forgets it, with its tests and its ExternalId. Nothing changes in AWS.'}>
          <RemoveAccount accountId={accountId} name={name} disabledReason={disabledReason ?? keptBecause} />
        </Panel>
      </div>
    </>
  )
}
