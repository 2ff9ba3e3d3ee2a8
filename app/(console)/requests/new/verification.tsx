import { LinkButton } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { CircleHelp } from '@/components/ui/icons'
import { Id } from '@/components/ui/id'
import { Fact, Facts } from '@/components/ui/panel'
import { UtcTime } from '@/components/ui/time'
import type { Verification } from '@/lib/operations/verify-service'
import { paths } from '@/lib/paths'
import type { ServiceDescription } from '@/lib/privatelink/service'
import { RetryButton } from './retry-button'

/** What AWS answered about the service name: yes with its facts, no with its causes, or no answer. */
export function VerificationResult({ verification, accountId, requestId, inPlanMode = false }: { verification: Verification; accountId: string; requestId: string; /** People paste what AWS answers: nothing can be asked again here. */ inPlanMode?: boolean }) {
  const again = inPlanMode ? <LinkButton plain size="sm" href="#snapshot">Paste what AWS answers</LinkButton> : <RetryButton />
  const correct = (
    <LinkButton size="sm" href={paths.wizard(requestId, 'clickhouse')}>
      Correct the service name
    </LinkButton>
  )
  if (verification.outcome === 'verified') return <Verified service={verification.service} at={verification.at} accountId={accountId} />
  if (verification.outcome === 'malformed') {
    return (
      <Callout tone="bad" title="This cannot be a service for these instances" actions={correct}>
        <p>{verification.sentence}</p>
      </Callout>
    )
  }
  if (verification.outcome === 'unknown') {
    return (
      <Callout tone="neutral" icon={CircleHelp} title={inPlanMode ? 'Not known yet: nobody has pasted what AWS answers' : 'Not known: AWS did not answer the question'} actions={again}>
        <p>{verification.sentence}</p>
        <p className="text-muted">This is neither a yes nor a no.</p>
      </Callout>
    )
  }
  return (
    <Callout
      tone="bad"
      title="Service name not verified"
      actions={
        <>
          {correct}
          {again}
        </>
      }
    >
      <p>{verification.sentence} AWS gives this answer for three causes:</p>
      <ol className="list-decimal space-y-1.5 pl-5">
        {verification.causes.map((cause) => (
          <li key={cause}>{cause}</li>
        ))}
      </ol>
    </Callout>
  )
}

const DNS_VERIFICATION = {
  verified: 'AWS has verified that ClickHouse owns this name.',
  pending: 'AWS has not verified yet that ClickHouse owns this name. Private DNS cannot be switched on before that.',
  failed: 'AWS could not verify that ClickHouse owns this name. Private DNS cannot be switched on; ask ClickHouse support.',
} satisfies Record<NonNullable<ServiceDescription['privateDnsVerification']>, string>

function Verified({ service, at, accountId }: { service: ServiceDescription; at: Date; accountId: string }) {
  const { zones, acceptanceRequired, privateDnsName, privateDnsVerification, ownerAccountId } = service
  return (
    <div>
      <Callout tone="good" title="Service name verified" />
      <Facts className="mt-4">
        <Fact label="Zones" hint="The letters are this account’s own; the id in brackets means the same place in every account.">
          {zones.length === 0 && 'AWS named no zone, so no subnet can be chosen. Ask ClickHouse support.'}
          <ul className="flex flex-wrap gap-x-4 gap-y-0.5">
            {zones.map((zone) => (
              <li key={zone.zoneId} className="font-mono text-sm whitespace-nowrap">
                {zone.zoneName} ({zone.zoneId})
              </li>
            ))}
          </ul>
        </Fact>
        <Fact label="Acceptance">{acceptanceRequired ? 'ClickHouse has to accept each connection.' : 'Connections are accepted without anybody’s doing.'}</Fact>
        <Fact label="Private DNS name" hint={privateDnsName && privateDnsVerification ? DNS_VERIFICATION[privateDnsVerification] : undefined}>
          {privateDnsName ? <Id value={privateDnsName} what="private DNS name" wrap /> : 'The service publishes none. Names have to be set up in your own DNS later.'}
        </Fact>
        <Fact label="Owner">{ownerAccountId ? <Id value={ownerAccountId} what="owner’s account id" /> : 'AWS does not say.'}</Fact>
      </Facts>
      <p className="mt-3 text-sm text-faint">
        As account {accountId} saw it, <UtcTime at={at.toISOString()} />.
      </p>
    </div>
  )
}
