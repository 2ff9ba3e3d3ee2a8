import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { Untrusted } from '@/components/ui/text'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { isOpen } from '@/lib/privatelink/state'
import { SIDES, type Side } from './sides'

const PRIVATE_DNS = {
  on: { label: 'On', tone: 'good', more: 'The private hostnames lead to the endpoint, for the whole VPC.' },
  off: { label: 'Off', tone: 'neutral', more: 'The private hostnames do not lead to the endpoint. That is the last step.' },
  none: { label: 'None', tone: 'neutral', more: 'There is no endpoint that names could lead to.' },
} satisfies Record<string, Side>

/** The two sides and DNS beside them, each with its own state. */
export function SidesPanel({ request }: { request: EndpointRequest }) {
  const { aws, clickhouse } = SIDES[request.state]
  const open = isOpen(request.state)
  return (
    <dl className="grid gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-3">
      <SideCell name="AWS’s side" side={aws}>
        {open && request.awsState && <AwsWord word={request.awsState} />}
      </SideCell>
      <SideCell name="ClickHouse’s side" side={clickhouse} />
      <SideCell name="Private DNS" side={PRIVATE_DNS[!open ? 'none' : request.privateDnsEnabled ? 'on' : 'off']} />
    </dl>
  )
}

function SideCell({ name, side, children }: { name: string; side: Side; children?: ReactNode }) {
  return (
    <div className="bg-surface px-4 py-3">
      <dt className="mb-1.5 text-sm text-muted">{name}</dt>
      <dd>
        <Badge tone={side.tone}>{side.label}</Badge>
        <p className="mt-1.5 text-sm text-pretty text-muted">{side.more}</p>
        {children}
      </dd>
    </div>
  )
}

function AwsWord({ word }: { word: string }) {
  return (
    <p className="mt-0.5 text-sm text-faint">
      AWS calls it{' '}
      <code className="font-mono">
        <Untrusted max={60}>{word}</Untrusted>
      </code>
    </p>
  )
}
