import { Badge } from '@/components/ui/badge'
import { StatusLine, StatusLines } from '@/components/ui/status-line'
import { Untrusted } from '@/components/ui/text'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { SIDES, type Side } from './sides'

/** The two sides and DNS, each with its own state. */
export function SidesPanel({ request }: { request: EndpointRequest }) {
  const { aws, clickhouse } = SIDES[request.state]
  return (
    <StatusLines>
      <StatusLine label="AWS" badge={<SideBadge side={aws} />} meta={request.awsState && <AwsWord word={request.awsState} />}>
        {aws.more}
      </StatusLine>
      <StatusLine label="ClickHouse" badge={<SideBadge side={clickhouse} />}>
        {clickhouse.more}
      </StatusLine>
      <StatusLine label="Private DNS" badge={<Badge tone={request.privateDnsEnabled ? 'good' : 'neutral'}>{request.privateDnsEnabled ? 'On' : 'Off'}</Badge>}>
        {request.privateDnsEnabled
          ? 'The private hostnames lead to the endpoint, for the whole VPC.'
          : 'The private hostnames do not lead to the endpoint yet. That is the last step.'}
      </StatusLine>
    </StatusLines>
  )
}

const SideBadge = ({ side }: { side: Side }) => <Badge tone={side.tone}>{side.label}</Badge>

function AwsWord({ word }: { word: string }) {
  return (
    <span>
      AWS says{' '}
      <code className="font-mono">
        <Untrusted max={60}>{word}</Untrusted>
      </code>
    </span>
  )
}
