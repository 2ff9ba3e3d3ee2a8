'use client'

import { Button } from '@/components/ui/button'
import { FilterBar, FilterSelect, SearchInput } from '@/components/ui/filter-bar'
import { FollowingFields } from '@/components/ui/following-fields'
import { Input } from '@/components/ui/input'
import { paths } from '@/lib/paths'
import { actionLabel } from '@/lib/privatelink/describe-audit'

type Filters = Record<'q' | 'who' | 'action' | 'kind' | 'object' | 'from' | 'since' | 'until', string | undefined>

const PROGRAMS = [
  ['watcher', 'Watcher'],
  ['recovery', 'Recovery'],
  ['system', 'Causeway'],
  ['guest', 'Somebody with a link'],
] as const

/** The filters as a form whose answer is the list: the address holds all of them. */
export function AuditFilters({ said, people, actions, filtered }: { said: Filters; people: { id: string; name: string }[]; actions: string[]; filtered: boolean }) {
  const kinds = [...new Set(actions.map((action) => action.split('.')[0]!))].sort()
  return (
    <FollowingFields said={said}>
      <FilterBar action={paths.audit()} clear={filtered ? paths.audit() : undefined}>
        <SearchInput name="q" label="Search the trail" defaultValue={said.q} maxLength={200} autoComplete="off" />
        <FilterSelect name="who" label="Who" defaultValue={said.who ?? ''}>
          <option value="">Anybody</option>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          {PROGRAMS.map(([kind, name]) => (
            <option key={kind} value={kind}>
              {name}
            </option>
          ))}
        </FilterSelect>
        <FilterSelect name="action" label="Action" defaultValue={said.action ?? ''}>
          <option value="">Any action</option>
          {actions.map((action) => (
            <option key={action} value={action}>
              {actionLabel(action)}
            </option>
          ))}
        </FilterSelect>
        <FilterSelect name="kind" label="Kind of thing" defaultValue={said.kind ?? ''}>
          <option value="">Any thing</option>
          {kinds.map((kind) => (
            <option key={kind}>{kind}</option>
          ))}
        </FilterSelect>
        <Small name="object" label="Id of the thing" value={said.object} max={200} />
        <Small name="from" label="From address" value={said.from} max={60} />
        <Day name="since" label="From day" value={said.since} />
        <Day name="until" label="To day" value={said.until} />
        <Button type="submit">Apply</Button>
      </FilterBar>
    </FollowingFields>
  )
}

function Small({ name, label, value, max }: { name: string; label: string; value: string | undefined; max: number }) {
  return <Input name={name} aria-label={label} placeholder={label} defaultValue={value} maxLength={max} autoComplete="off" className="h-8.5! w-36! max-sm:grow" />
}

function Day({ name, label, value }: { name: string; label: string; value: string | undefined }) {
  return (
    <label className="flex items-center gap-1.5 text-sm text-muted max-sm:grow">
      {label}
      <Input name={name} type="date" defaultValue={value} className="h-8.5! w-38! max-sm:grow" />
    </label>
  )
}
