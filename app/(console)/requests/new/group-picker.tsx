'use client'

import clsx from 'clsx'
import { useMemo, useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { CheckboxCard } from '@/components/ui/choice'
import { FieldGroup } from '@/components/ui/field'
import { TextField } from '@/components/ui/input'
import { Untrusted } from '@/components/ui/text'
import type { SecurityGroup } from '@/lib/privatelink/network'
import type { ClickHousePort } from '@/lib/privatelink/ports'
import { describeGroup, judgeGroups } from '@/lib/privatelink/security'
import { rankOf, summarise } from './group-summary'

const MANY = 8

/** The groups of the VPC as boxes to tick, the ones that open the ClickHouse ports first. */
export function GroupPicker({ groups, cidrs, ports, chosen, error, onChange }: {
  groups: readonly SecurityGroup[]
  cidrs: readonly string[]
  ports: readonly ClickHousePort[]
  chosen: readonly string[]
  error?: string
  onChange: (groupIds: string[]) => void
}) {
  const [filter, setFilter] = useState('')
  const judged = useMemo(
    () =>
      groups
        .map((group) => ({ group, judged: judgeGroups([group], cidrs, ports) }))
        .sort((a, b) => rankOf(a.judged) - rankOf(b.judged) || (a.group.name < b.group.name ? -1 : 1)),
    [groups, cidrs, ports],
  )
  const wanted = filter.trim().toLowerCase()
  const shown = judged.filter(({ group }) => chosen.includes(group.groupId) || `${group.groupId} ${group.name} ${group.description}`.toLowerCase().includes(wanted))
  return (
    <div className="space-y-4">
      {groups.length > MANY && (
        <TextField label={`Narrow the ${groups.length} groups`} hint={`${shown.length} shown.`} value={filter} onChange={(event) => setFilter(event.target.value)} />
      )}
      <FieldGroup legend={<span className="sr-only">Security groups</span>} error={error}>
        <div className={clsx('grid grid-cols-1 gap-2', groups.length > MANY && '-m-1 max-h-[30rem] overflow-y-auto p-1')}>
          {shown.map(({ group, judged: each }) => {
            const { tone, words } = summarise(each)
            return (
              <CheckboxCard
                key={group.groupId}
                name="groups[]"
                value={group.groupId}
                checked={chosen.includes(group.groupId)}
                onChange={(event) => onChange(event.target.checked ? [...chosen, group.groupId] : chosen.filter((id) => id !== group.groupId))}
                title={<Untrusted max={60}>{group.name}</Untrusted>}
                meta={<Badge tone={tone}>{words}</Badge>}
                description={
                  <>
                    <span className="block font-mono">{group.groupId}</span>
                    <span className="block wrap-anywhere">{describeGroup(group)}</span>
                  </>
                }
              />
            )
          })}
        </div>
      </FieldGroup>
    </div>
  )
}
