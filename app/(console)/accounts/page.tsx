import type { Metadata } from 'next'
import { Callout } from '@/components/ui/callout'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { CloudCog } from '@/components/ui/icons'
import { PageHeader } from '@/components/ui/page-header'
import { viewerWhoMay } from '@/lib/auth/viewer'
import { listAccountLines } from '@/lib/operations/view-accounts'
import { paths } from '@/lib/paths'
import { mayDo, reasonOf } from '@/lib/privatelink/roles'
import { AccountTable } from './account-table'
import { PlanModeOffer } from '../plan-mode-offer'
import { SandboxOffer } from './sandbox-offer'

export const metadata: Metadata = { title: 'AWS accounts' }

const ABOUT = 'Where Causeway works. It uses roles, profiles of this server, or its own credentials, and never takes or keeps a key.'

/** Every account with how it stands, and the next thing to do where it does not. */
export default async function AccountsPage() {
  const viewer = await viewerWhoMay('viewAccounts')
  const { lines, problem, noCredentials, offer } = await listAccountLines(new Date())
  const may = mayDo(viewer, 'manageAccounts')
  const disabledReason = reasonOf(may)
  const wanting = lines.filter(({ health }) => health.next !== null)
  return (
    <>
      <PageHeader
        title="AWS accounts"
        description={ABOUT}
        actions={
          <>
            <LinkButton href={paths.adoptExisting()}>Take over existing endpoints</LinkButton>
            <LinkButton href={paths.newAccount()} variant="primary" disabledReason={disabledReason}>
              Add an account
            </LinkButton>
          </>
        }
      />
      <div className="space-y-5">
        {noCredentials && !lines.some(({ source }) => source === 'default') && <PlanModeOffer offBecause={disabledReason} />}
        {problem && !noCredentials && !lines.some(({ source }) => source === 'default') && (
          <Callout tone="attention" title="AWS does not answer for this server’s own credentials">
            <p>{problem}</p>
          </Callout>
        )}
        {wanting.map(({ accountId, name, health, test, source }) => (
          <Callout
            key={accountId}
            tone={health.tone}
            title={`${name}: ${health.label.toLowerCase()}`}
            actions={
              test || !may.ok || source === 'snapshot' ? (
                <LinkButton size="sm" href={paths.account(accountId)}>
                  Look at {name}
                </LinkButton>
              ) : (
                <LinkButton size="sm" href={paths.accountSetup(accountId, 'policy')}>
                  Go on setting up {name}
                </LinkButton>
              )
            }
          >
            <p>{health.next}</p>
          </Callout>
        ))}
        {lines.length > 0 ? (
          <AccountTable lines={lines} />
        ) : (
          <EmptyState title="No account yet" icon={<CloudCog />}>
            <p>Add an account whose role Causeway may assume, or one it gets no access to: then you paste what AWS answers.</p>
          </EmptyState>
        )}
        {offer && <SandboxOffer {...offer} disabledReason={disabledReason} />}
      </div>
    </>
  )
}
