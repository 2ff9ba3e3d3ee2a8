import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { Untrusted } from '@/components/ui/text'
import type { Side, Sides } from './sides'

/** The two sides and DNS beside them, each with its own state. */
export function SidesPanel({ sides }: { sides: Sides }) {
  return (
    <dl className="grid gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-3">
      <SideCell name="AWS’s side" side={sides.aws}>
        {sides.awsWord && <AwsWord word={sides.awsWord} />}
      </SideCell>
      <SideCell name="ClickHouse’s side" side={sides.clickhouse} />
      <SideCell name="Private DNS" side={sides.privateDns} />
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
