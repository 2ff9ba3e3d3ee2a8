import { Suspense, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Id } from '@/components/ui/id'
import { Panel } from '@/components/ui/panel'
import { Skeleton } from '@/components/ui/skeleton'
import { SubmitButton } from '@/components/ui/submit-button'
import { StepFooter } from '@/components/wizard/step-footer'
import type { Account } from '@/lib/db/accounts'
import { identifyAccounts } from '@/lib/operations/accounts'
import { serviceToldAt } from '@/lib/operations/view-snapshot'
import { verifyService, type Verification } from '@/lib/operations/verify-service'
import { paths } from '@/lib/paths'
import { whyNotUsable } from '@/lib/privatelink/account'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { PlanModeOffer } from '../../plan-mode-offer'
import { SnapshotSection } from '../../snapshot-section'
import { AccountForm } from './account-form'
import { RetryButton } from './retry-button'
import { VerificationResult } from './verification'

/** Who the credentials are, then what AWS tells that account about the service. */
export async function AccountStep({ request: { requestId, draft } }: { request: EndpointRequest }) {
  const { accounts, own, problem, noCredentials } = await identifyAccounts(new Date())
  if (accounts.length === 0) return <NoAccount problem={problem} noCredentials={noCredentials} requestId={requestId} />

  const options = accounts.map((account) => ({ accountId: account.accountId, name: account.name, through: throughWhat(account), offBecause: whyNotUsable(account, draft.region) }))
  const usable = options.filter(({ offBecause }) => offBecause === null).map(({ accountId }) => accountId)
  const usual = own && usable.includes(own.accountId) ? own.accountId : usable.length === 1 ? usable[0]! : null
  const chosen = draft.accountId && usable.includes(draft.accountId) ? draft.accountId : usual
  return (
    <div className="space-y-6">
      {problem && !noCredentials && (
        <Callout tone="attention" title="AWS does not answer for this server’s own credentials" actions={<RetryButton />}>
          <p>{problem}</p>
        </Callout>
      )}
      <SnapshotSection accountId={chosen} region={draft.region} serviceName={draft.serviceName} />
      <AccountForm requestId={requestId} accounts={options} chosen={chosen}>
        <Suspense key={chosen} fallback={<Verifying requestId={requestId} serviceName={draft.serviceName!} />}>
          <Verify requestId={requestId} accountId={chosen} region={draft.region!} serviceName={draft.serviceName!} />
        </Suspense>
      </AccountForm>
    </div>
  )
}

async function Verify({ requestId, accountId, region, serviceName }: { requestId: string; accountId: string | null; region: string; serviceName: string }) {
  if (accountId === null) {
    return (
      <ServicePanel requestId={requestId} serviceName={serviceName} blocked="Choose the account first.">
        <p className="text-muted">Choose the account: AWS shows services account by account.</p>
      </ServicePanel>
    )
  }
  const [verification, snapshotAt] = await Promise.all([verifyService({ accountId, region }, serviceName, new Date()), serviceToldAt({ accountId, region, serviceName })])
  const inPlanMode = snapshotAt !== undefined
  return (
    <ServicePanel requestId={requestId} serviceName={serviceName} blocked={inPlanMode && verification.outcome === 'unknown' ? 'The service has to be verified first: paste what AWS answers about it.' : WHY_BLOCKED[verification.outcome]}>
      <VerificationResult verification={snapshotAt && verification.outcome !== 'malformed' ? { ...verification, at: snapshotAt } : verification} accountId={accountId} requestId={requestId} inPlanMode={inPlanMode} />
    </ServicePanel>
  )
}

const WHY_BLOCKED: Record<Verification['outcome'], string | null> = {
  verified: null,
  'not-found': 'The service has to be verified first: AWS does not show it to this account.',
  malformed: 'The service name has to be corrected first.',
  unknown: 'The service has to be verified first: AWS has not answered yet.',
}

function ServicePanel({ requestId, serviceName, blocked, children }: { requestId: string; serviceName: string; blocked: string | null; children: ReactNode }) {
  return (
    <>
      <Panel title="Verify service" description={<Id value={serviceName} what="service name" wrap />}>
        <div className="min-h-72">{children}</div>
      </Panel>
      <StepFooter
        back={paths.wizard(requestId, 'clickhouse')}
        primary={
          blocked === null ? (
            <SubmitButton pendingLabel="Saving and going on…">Continue to network</SubmitButton>
          ) : (
            <Button type="submit" variant="primary" disabledReason={blocked}>
              Continue to network
            </Button>
          )
        }
      />
    </>
  )
}

function Verifying({ requestId, serviceName }: { requestId: string; serviceName: string }) {
  return (
    <ServicePanel requestId={requestId} serviceName={serviceName} blocked="AWS is being asked about the service.">
      <span className="sr-only">Asking AWS about the service…</span>
      <Skeleton className="h-12" />
      <div className="mt-5 space-y-5">
        <Skeleton className="h-4 w-3/4" />
        <Skeleton className="h-4 w-1/2" />
        <Skeleton className="h-4 w-2/3" />
        <Skeleton className="h-4 w-1/3" />
      </div>
    </ServicePanel>
  )
}

function NoAccount({ problem, noCredentials, requestId }: { problem: string | null; noCredentials: boolean; requestId: string }) {
  return (
    <>
      {noCredentials && (
        <div className="mb-5">
          <PlanModeOffer offBecause={null} />
        </div>
      )}
      <Callout tone={noCredentials ? 'neutral' : 'bad'} title={noCredentials ? 'Or give the server credentials' : 'Causeway has no AWS account to work in'} actions={<RetryButton />}>
        {problem && !noCredentials && <p>{problem}</p>}
        <p>
          Give the server credentials of the account that has your VPC, in the way of every AWS program: an instance or task role, or the
          variables <code className="font-mono text-sm">AWS_PROFILE</code>, or <code className="font-mono text-sm">AWS_ACCESS_KEY_ID</code> and{' '}
          <code className="font-mono text-sm">AWS_SECRET_ACCESS_KEY</code>. Then start it again. This draft is kept.
        </p>
      </Callout>
      <StepFooter
        back={paths.wizard(requestId, 'clickhouse')}
        primary={
          <Button variant="primary" disabledReason="There is no account to choose yet.">
            Continue to network
          </Button>
        }
      />
    </>
  )
}

function throughWhat({ source }: Account): string {
  if (source.kind === 'snapshot') return 'No access: you paste what AWS answers.'
  if (source.kind === 'profile') return `Through the profile “${source.profile}” of this server.`
  if (source.kind === 'assume-role') return 'Through a role in that account.'
  return 'With this server’s own credentials.'
}

/** Keeps the place of the whole step while AWS says who the credentials are. */
export function AccountStepSkeleton({ request: { requestId, draft } }: { request: EndpointRequest }) {
  return (
    <div className="space-y-6" role="status">
      <span className="sr-only">Asking AWS whose credentials these are…</span>
      <Panel title="In which AWS account shall the endpoint be?" description="The account that has the VPC your programs run in.">
        <div className="grid gap-2 sm:grid-cols-2">
          <Skeleton className="h-17.5 rounded-lg" />
        </div>
      </Panel>
      <Verifying requestId={requestId} serviceName={draft.serviceName!} />
    </div>
  )
}
