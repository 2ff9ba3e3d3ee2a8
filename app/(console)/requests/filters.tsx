'use client'

import { useEffect, useRef, type FormEvent } from 'react'
import { FilterBar, FilterSelect, SearchInput } from '@/components/ui/filter-bar'
import { paths } from '@/lib/paths'
import { isFiltered, SORT_LABEL, STATE_CHOICES, type ListQuery, type Places } from './list-choices'

/** The filters as a form whose answer is the list: the address holds all of them, and it works without a script. */
export function RequestFilters({ query, places }: { query: ListQuery; places: Places }) {
  const regions = withChosen(places.regions, query.region)
  const accounts = withChosen(places.accountIds, query.account)
  const fields = useFollowing(query)
  return (
    <div ref={fields} onSubmitCapture={leaveOutEmpty}>
      <FilterBar
        action={paths.requests()}
        clear={isFiltered(query) ? paths.requests({ sort: query.sort }) : undefined}
      >
        <SearchInput name="q" label="Search requests" defaultValue={query.q} maxLength={200} autoComplete="off" />
        <FilterSelect name="state" label="State" defaultValue={query.state ?? ''}>
          <option value="">Any state</option>
          {STATE_CHOICES.map(({ label, options }) => (
            <optgroup key={label} label={label}>
              {options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ))}
            </optgroup>
          ))}
        </FilterSelect>
        <FilterSelect name="region" label="Region" defaultValue={query.region ?? ''}>
          <option value="">Any region</option>
          {regions.map((region) => (
            <option key={region}>{region}</option>
          ))}
        </FilterSelect>
        <FilterSelect name="account" label="Account" defaultValue={query.account ?? ''}>
          <option value="">Any account</option>
          {accounts.map((accountId) => (
            <option key={accountId} value={accountId}>
              {places.accountNames[accountId] ?? accountId}
            </option>
          ))}
        </FilterSelect>
        <FilterSelect name="sort" label="Order" defaultValue={query.sort ?? ''}>
          {Object.entries(SORT_LABEL).map(([sort, label], index) => (
            <option key={sort} value={index === 0 ? '' : sort}>
              {label}
            </option>
          ))}
        </FilterSelect>
      </FilterBar>
    </div>
  )
}

/**
 * Keeps the fields as the address says when it changes in another way than through them (back, "Clear filters"). The form is
 * not made anew, and a field in use that holds something not yet sent is left alone: nobody's focus or typing may be lost.
 */
function useFollowing({ q, state, region, account, sort }: ListQuery) {
  const ref = useRef<HTMLDivElement>(null)
  const shown = useRef<Record<string, string>>({})
  useEffect(() => {
    const said = { q: q ?? '', state: state ?? '', region: region ?? '', account: account ?? '', sort: sort ?? '' }
    for (const field of fieldsIn(ref.current)) {
      const isUnsent = field === document.activeElement && field.value !== shown.current[field.name]
      if (!isUnsent) field.value = said[field.name as keyof typeof said]
    }
    shown.current = said
  }, [q, state, region, account, sort])
  return ref
}

type FilterField = HTMLInputElement | HTMLSelectElement

const fieldsIn = (root: HTMLElement | null): FilterField[] => [...(root?.querySelectorAll<FilterField>('input[name], select[name]') ?? [])]

/** A field without a name is not sent, so the address names only what filters. The names come back once it has been read. */
function leaveOutEmpty(event: FormEvent<HTMLDivElement>) {
  const empty = fieldsIn(event.currentTarget).filter((field) => field.value === '')
  const names = empty.map((field) => field.name)
  for (const field of empty) field.removeAttribute('name')
  setTimeout(() => empty.forEach((field, index) => field.setAttribute('name', names[index]!)))
}

/** What is filtered by is on the menu even when no request has it any more. */
const withChosen = (all: string[], chosen: string | undefined): string[] => (chosen && !all.includes(chosen) ? [...all, chosen].sort() : all)
