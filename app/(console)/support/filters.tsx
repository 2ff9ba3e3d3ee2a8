'use client'

import Link from 'next/link'
import clsx from 'clsx'
import { FilterBar, FilterSelect, SearchInput } from '@/components/ui/filter-bar'
import { FollowingFields } from '@/components/ui/following-fields'
import { paths } from '@/lib/paths'
import { TICKET_STANDS } from '@/lib/privatelink/desk'
import { isNarrowed, isSameView, SAVED_VIEWS, stateOptions, type DeskView } from './desk-choices'

export type DeskMenus = { regions: string[]; accountIds: string[]; accountNames: Record<string, string>; requesters: string[] }

/** The filters as a form whose answer is the queue: the address holds all of them, and it works without a script. */
export function DeskFilters({ view, menus }: { view: DeskView; menus: DeskMenus }) {
  const { q, state, ticket, region, account, requester, contradictions } = view
  return (
    <>
      <SavedViews view={view} />
      <FollowingFields said={{ q, state, ticket, region, account, requester, contradictions }}>
        <FilterBar action={paths.desk()} clear={isNarrowed(view) ? paths.desk() : undefined}>
          <SearchInput name="q" label="Search the desk" defaultValue={q} maxLength={200} autoComplete="off" />
          <FilterSelect name="state" label="State" defaultValue={state ?? ''}>
            {stateOptions(view).map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </FilterSelect>
          <FilterSelect name="ticket" label="Ticket" defaultValue={ticket ?? ''}>
            <option value="">Sent or not</option>
            {Object.entries(TICKET_STANDS).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </FilterSelect>
          <Choice name="region" any="Any region" chosen={region} values={menus.regions} />
          <Choice name="account" any="Any account" chosen={account} values={menus.accountIds} names={menus.accountNames} />
          <Choice name="requester" any="Any requester" chosen={requester} values={menus.requesters} />
          <FilterSelect name="contradictions" label="Contradictions" defaultValue={contradictions ?? ''}>
            <option value="">With or without contradictions</option>
            <option value="1">Contradictions only</option>
          </FilterSelect>
        </FilterBar>
      </FollowingFields>
    </>
  )
}

/** What is filtered by is on the menu even when no request has it any more. */
function Choice({ name, any, chosen, values, names = {} }: { name: string; any: string; chosen: string | undefined; values: string[]; names?: Record<string, string> }) {
  const all = chosen && !values.includes(chosen) ? [...values, chosen].sort() : values
  return (
    <FilterSelect name={name} label={any.replace('Any ', '').replace(/^./, (letter) => letter.toUpperCase())} defaultValue={chosen ?? ''}>
      <option value="">{any}</option>
      {all.map((value) => (
        <option key={value} value={value}>
          {names[value] ?? value}
        </option>
      ))}
    </FilterSelect>
  )
}

function SavedViews({ view }: { view: DeskView }) {
  return (
    <nav aria-label="Saved views" className="mb-3 flex flex-wrap gap-1 text-sm">
      {SAVED_VIEWS.map((saved) => {
        const current = isSameView(saved.view, view)
        return (
          <Link
            key={saved.label}
            href={paths.desk(saved.view)}
            prefetch={false}
            aria-current={current ? 'page' : undefined}
            className={clsx('rounded-md px-2.5 py-1 transition-colors', current ? 'bg-sunken font-medium text-ink' : 'text-muted hover:bg-hover hover:text-ink')}
          >
            {saved.label}
          </Link>
        )
      })}
    </nav>
  )
}
