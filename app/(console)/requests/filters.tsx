'use client'

import { FilterBar, FilterSelect, SearchInput } from '@/components/ui/filter-bar'
import { FollowingFields } from '@/components/ui/following-fields'
import { paths } from '@/lib/paths'
import { isFiltered, SORT_LABEL, STATE_CHOICES, type ListQuery, type Places } from './list-choices'

/** The filters as a form whose answer is the list: the address holds all of them, and it works without a script. */
export function RequestFilters({ query, places }: { query: ListQuery; places: Places }) {
  const regions = withChosen(places.regions, query.region)
  const accounts = withChosen(places.accountIds, query.account)
  const { q, state, region, account, drift, sort } = query
  return (
    <FollowingFields said={{ q, state, region, account, drift, sort }}>
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
        <FilterSelect name="drift" label="Plan" defaultValue={query.drift ?? ''}>
          <option value="">Any plan</option>
          <option value="1">AWS differs from the plan</option>
        </FilterSelect>
        <FilterSelect name="sort" label="Order" defaultValue={query.sort ?? ''}>
          {Object.entries(SORT_LABEL).map(([sort, label], index) => (
            <option key={sort} value={index === 0 ? '' : sort}>
              {label}
            </option>
          ))}
        </FilterSelect>
      </FilterBar>
    </FollowingFields>
  )
}

/** What is filtered by is on the menu even when no request has it any more. */
const withChosen = (all: string[], chosen: string | undefined): string[] => (chosen && !all.includes(chosen) ? [...all, chosen].sort() : all)
