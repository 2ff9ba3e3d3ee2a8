import { Id } from '@/components/ui/id'
import { Fact, Facts } from '@/components/ui/panel'
import { Untrusted } from '@/components/ui/text'
import { TextLink } from '@/components/ui/text-link'
import { paths } from '@/lib/paths'
import type { CreateCall, Plan } from '@/lib/privatelink/plan'

/** The plan as a person would say it, each part with the way back to where it was chosen. */
export function PlanInWords({ plan, call, requestId }: { plan: Plan; call: CreateCall; requestId: string }) {
  const tags = call.TagSpecifications[0].Tags
  return (
    <>
      <p className="max-w-prose text-pretty">
        AWS shall make one interface endpoint in <Id value={plan.vpcId} what="VPC id" copy={false} />, with one address in{' '}
        {plan.subnets.length === 1 ? 'one zone' : `each of ${plan.subnets.length} zones`}, and ask ClickHouse to connect it. Private DNS stays off, so
        no name changes its answer today.
      </p>
      <Facts className="mt-4">
        <Fact label="Account and region">
          <span className="font-mono text-sm">{plan.accountId}</span> · {plan.region}
          <span className="mr-2" /> <Change requestId={requestId} step="account" what="account" />
        </Fact>
        <Fact label="Service">
          <Id value={plan.serviceName} what="service name" wrap className="mr-2" /> <Change requestId={requestId} step="clickhouse" what="service" />
        </Fact>
        <Fact label="Subnets">
          <ul className="space-y-1">
            {plan.subnets.map((subnet) => (
              <li key={subnet.subnetId} className="flex flex-wrap gap-x-3">
                <span className="font-mono text-sm">{subnet.zoneId}</span>
                <span className="font-mono text-sm">{subnet.subnetId}</span>
                <span className="font-mono text-sm text-muted">{subnet.cidr}</span>
              </li>
            ))}
          </ul>
          <p className="mt-1">
            <Change requestId={requestId} step="network" what="network" />
          </p>
        </Fact>
        <Fact label="Security groups">
          {plan.securityGroupIds.length === 0 ? 'None chosen: AWS takes the VPC’s default group.' : <span className="font-mono text-sm">{plan.securityGroupIds.join(', ')}</span>}
        </Fact>
        <Fact label="Tags">
          <ul className="space-y-0.5 text-sm">
            {tags.map(({ Key, Value }) => (
              <li key={Key}>
                <Untrusted className="font-mono">{Key}</Untrusted> = <Untrusted className="font-mono">{Value}</Untrusted>
              </li>
            ))}
          </ul>
        </Fact>
        <Fact label="ClickHouse instances">
          <ul className="space-y-0.5">
            {plan.hostnames.map((hostname) => (
              <li key={hostname}>
                <Id value={hostname} what="hostname" wrap copy={false} />
              </li>
            ))}
          </ul>
          <p className="mt-1">
            <Change requestId={requestId} step="clickhouse" what="instances" />
          </p>
        </Fact>
      </Facts>
    </>
  )
}

function Change({ requestId, step, what }: { requestId: string; step: 'clickhouse' | 'account' | 'network'; what: string }) {
  return (
    <span className="text-sm">
      <TextLink href={paths.wizard(requestId, step)}>Change {what}</TextLink>
    </span>
  )
}
