import type { ReactNode } from 'react'
import { Id } from '@/components/ui/id'
import { Fact, Facts, Panel } from '@/components/ui/panel'
import { Untrusted } from '@/components/ui/text'
import type { RequestFacts } from './request-view'

/** What the request is about, each with a way to copy it. */
export function FactsPanel({ facts, requestId }: { facts: RequestFacts; requestId: string }) {
  const { endpointId, regionalName, privateNames, securityGroupIds, tags, contact, note } = facts
  return (
    <Panel title="Facts">
      <Facts>
        <Fact label="Endpoint">{endpointId ? <Id value={endpointId} what="endpoint id" /> : <None>None yet</None>}</Fact>
        <Fact label="Instances">
          <Ids values={facts.hostnames} what="hostname" wrap />
        </Fact>
        <Fact label="Service name">
          <Id value={facts.serviceName} what="service name" wrap />
        </Fact>
        <Fact label="Account">
          {facts.accountName && <Untrusted max={80}>{facts.accountName}</Untrusted>} <Id value={facts.accountId} what="account id" />
        </Fact>
        <Fact label="Region">
          <Id value={facts.region} what="region" copy={false} />
        </Fact>
        <Fact label="VPC">
          <Id value={facts.vpcId} what="VPC id" />
        </Fact>
        <Fact label="DNS name" hint={regionalName && 'For tests only: it has no certificate that programs would accept.'}>
          {regionalName ? <Id value={regionalName} what="regional DNS name" wrap /> : <None>None known</None>}
        </Fact>
        {privateNames.length > 0 && (
          <Fact label="Private DNS names">
            <Ids values={privateNames} what="private DNS name" wrap />
          </Fact>
        )}
        <Fact label="Security groups" hint={securityGroupIds.length === 0 && 'None was chosen, so AWS attached the VPC’s default group.'}>
          {securityGroupIds.length > 0 ? <Ids values={securityGroupIds} what="security group id" /> : <None>The VPC’s default</None>}
        </Fact>
        {tags.length > 0 && (
          <Fact label="Tags">
            <Several>
              {tags.map(({ key, value }) => (
                <span key={key} className="font-mono text-sm">
                  <Untrusted max={128}>{key}</Untrusted> = <Untrusted max={256}>{value}</Untrusted>
                </span>
              ))}
            </Several>
          </Fact>
        )}
        {contact && (
          <Fact label="Contact">
            <Untrusted max={200}>{contact}</Untrusted>
          </Fact>
        )}
        {note && (
          <Fact label="Note">
            <Untrusted max={4000} className="whitespace-pre-wrap">
              {note}
            </Untrusted>
          </Fact>
        )}
        <Fact label="Request">
          <Id value={requestId} what="request id" />
        </Fact>
      </Facts>
    </Panel>
  )
}

function Ids({ values, what, wrap }: { values: string[]; what: string; wrap?: boolean }) {
  return (
    <Several>
      {values.map((value) => (
        <Id key={value} value={value} what={values.length > 1 ? `${what} ${value}` : what} wrap={wrap} />
      ))}
    </Several>
  )
}

const Several = ({ children }: { children: ReactNode }) => <div className="flex flex-col items-start gap-0.5">{children}</div>

const None = ({ children }: { children: string }) => <span className="text-faint">{children}</span>
