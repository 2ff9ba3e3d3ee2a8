'use client'

import clsx from 'clsx'
import { useState } from 'react'
import { RadioCard } from '@/components/ui/choice'
import { FieldGroup } from '@/components/ui/field'
import { TextField } from '@/components/ui/input'
import { Untrusted } from '@/components/ui/text'
import type { Vpc } from '@/lib/privatelink/network'

/** A VPC to choose; `dns` says in words what its DNS attributes are, null where that was not asked. */
export type VpcOption = Vpc & { dns: { words: string; fine: boolean } | null }

const MANY = 8

/** The VPCs of the account, one card each; a long list can be narrowed. */
export function VpcPicker({ vpcs, chosen, error, onChoose }: {
  vpcs: readonly VpcOption[]
  chosen: string | null
  error?: string
  onChoose: (vpcId: string) => void
}) {
  const [filter, setFilter] = useState('')
  const wanted = filter.trim().toLowerCase()
  const shown = vpcs.filter((vpc) => vpc.vpcId === chosen || [vpc.vpcId, vpc.name ?? '', ...vpc.cidrs].join(' ').toLowerCase().includes(wanted))
  return (
    <div className="space-y-4">
      {vpcs.length > MANY && (
        <TextField label={`Narrow the ${vpcs.length} VPCs`} hint={`${shown.length} shown.`} value={filter} onChange={(event) => setFilter(event.target.value)} />
      )}
      <FieldGroup legend={<span className="sr-only">VPC</span>} error={error}>
        <div className={clsx('grid grid-cols-1 gap-2 sm:grid-cols-2', vpcs.length > MANY && '-m-1 max-h-[26rem] overflow-y-auto p-1')}>
          {shown.map((vpc) => (
            <RadioCard
              key={vpc.vpcId}
              name="vpcId"
              value={vpc.vpcId}
              checked={vpc.vpcId === chosen}
              onChange={() => onChoose(vpc.vpcId)}
              title={vpc.name ? <Untrusted max={60}>{vpc.name}</Untrusted> : 'No name'}
              meta={vpc.isDefault ? 'default VPC' : undefined}
              description={<VpcFacts vpc={vpc} />}
            />
          ))}
        </div>
      </FieldGroup>
    </div>
  )
}

function VpcFacts({ vpc }: { vpc: VpcOption }) {
  return (
    <span className="block space-y-0.5">
      <span className="block font-mono">{vpc.vpcId}</span>
      <span className="block font-mono">{vpc.cidrs.join(', ') || 'no IPv4 range'}</span>
      {vpc.dns && <span className={vpc.dns.fine ? 'block' : 'block text-attention-ink'}>{vpc.dns.words}</span>}
    </span>
  )
}
