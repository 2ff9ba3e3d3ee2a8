import { Id } from '@/components/ui/id'
import { Fact, Facts, Panel } from '@/components/ui/panel'
import { Untrusted } from '@/components/ui/text'
import type { EndpointRequest } from '@/lib/privatelink/request'

/** What the request is about, each with a way to copy it. */
export function FactsPanel({ request, accountName }: { request: EndpointRequest; accountName: string | null }) {
  const { plan, draft, endpointId, dnsNames } = request
  if (!plan) return null
  const groups = plan.securityGroupIds
  return (
    <Panel title="Facts">
      <Facts>
        <Fact label="Endpoint">{endpointId ? <Id value={endpointId} what="endpoint id" /> : <None>None yet</None>}</Fact>
        <Fact label="Instances">
          <Several>{plan.hostnames.map((hostname) => <Id key={hostname} value={hostname} what="hostname" wrap />)}</Several>
        </Fact>
        <Fact label="Service name">
          <Id value={plan.serviceName} what="service name" wrap />
        </Fact>
        <Fact label="Account">
          {accountName && (
            <>
              <Untrusted max={80}>{accountName}</Untrusted>{' '}
            </>
          )}
          <Id value={plan.accountId} what="account id" />
        </Fact>
        <Fact label="Region">
          <Id value={plan.region} what="region" copy={false} />
        </Fact>
        <Fact label="VPC">
          <Id value={plan.vpcId} what="VPC id" />
        </Fact>
        <Fact label="DNS name" hint={dnsNames.regional ? 'For tests only: it has no certificate that programs would accept.' : undefined}>
          {dnsNames.regional ? <Id value={dnsNames.regional} what="regional DNS name" wrap /> : <None>Not known yet</None>}
        </Fact>
        {dnsNames.private.length > 0 && (
          <Fact label="Private DNS names">
            <Several>{dnsNames.private.map((name) => <Id key={name} value={name} what="private DNS name" wrap />)}</Several>
          </Fact>
        )}
        <Fact label="Security groups" hint={groups.length === 0 ? 'None was chosen, so AWS attached the VPC’s default group.' : undefined}>
          {groups.length > 0 ? <Several>{groups.map((id) => <Id key={id} value={id} what="security group id" />)}</Several> : <None>The VPC’s default</None>}
        </Fact>
        {plan.tags.length > 0 && (
          <Fact label="Tags">
            <Several>
              {plan.tags.map(({ key, value }) => (
                <span key={key} className="font-mono text-sm">
                  <Untrusted max={128}>{key}</Untrusted> = <Untrusted max={256}>{value}</Untrusted>
                </span>
              ))}
            </Several>
          </Fact>
        )}
        {draft.contact && (
          <Fact label="Contact">
            <Untrusted max={200}>{draft.contact}</Untrusted>
          </Fact>
        )}
        {draft.note && (
          <Fact label="Note">
            <Untrusted max={4000} className="whitespace-pre-wrap">
              {draft.note}
            </Untrusted>
          </Fact>
        )}
        <Fact label="Request">
          <Id value={request.requestId} what="request id" />
        </Fact>
      </Facts>
    </Panel>
  )
}

const Several = ({ children }: { children: React.ReactNode }) => <div className="flex flex-col items-start gap-0.5">{children}</div>

const None = ({ children }: { children: string }) => <span className="text-faint">{children}</span>
