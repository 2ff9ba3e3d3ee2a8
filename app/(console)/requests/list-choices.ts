import { isEndpointState, STATE_FACE, STATES, type EndpointState } from '@/lib/privatelink/state'

/** The orders of the list, in the words of its menu; the first one is meant when nothing is said. */
export const SORT_LABEL = {
  newest: 'Newest first',
  oldest: 'Oldest first',
  since: 'Longest in its state',
  name: 'Name',
} as const

/** What the address of the list asks for. */
export type ListQuery = {
  /** A state, or a group of them. */
  state?: string
  region?: string
  account?: string
  q?: string
  /** `1`: only those where AWS shows something else than the plan. */
  drift?: '1'
  sort?: keyof typeof SORT_LABEL
  cursor?: string
}

/** What the filter menus offer: regions and accounts that occur, and the names of accounts by id. */
export type Places = { regions: string[]; accountIds: string[]; accountNames: Record<string, string> }

/** Something narrows the list down; the order and the place in it do not. */
export const isFiltered = ({ state, region, account, drift, q }: ListQuery): boolean => Boolean(state || region || account || drift || q)

/** The states in the groups a person thinks in; each state is in one of them. Whose turn a connected one is depends on its proof. */
export const STATE_GROUPS = {
  yours: { label: 'Your turn', states: ['refused', 'needs-review', 'rejected', 'expired', 'failed', 'partial', 'gone'] },
  clickhouse: { label: 'ClickHouse’s turn', states: ['pending-acceptance'] },
  aws: { label: 'AWS’s turn', states: ['creating', 'pending', 'deleting', 'unrecognised'] },
  connected: { label: 'Connected', states: ['available'] },
  over: { label: 'Over', states: ['deleted'] },
  drafts: { label: 'Not sent yet', states: ['draft'] },
} as const satisfies Record<string, { label: string; states: readonly EndpointState[] }>

/** The states behind a choice of the filter: a group, one state, or none where the word is not known. */
export function statesOf(choice: string): EndpointState[] {
  if (Object.hasOwn(STATE_GROUPS, choice)) return [...STATE_GROUPS[choice as keyof typeof STATE_GROUPS].states]
  return isEndpointState(choice) ? [choice] : []
}

export type StateChoice = { label: string; options: { value: string; label: string }[] }

/** The menu: each group with "any of them" where it has several. */
export const STATE_CHOICES: StateChoice[] = Object.entries(STATE_GROUPS).map(([group, { label, states }]) => ({
  label,
  options: [
    ...(states.length > 1 ? [{ value: group, label: `${label}: any` }] : []),
    ...states.map((state) => ({ value: state, label: STATE_FACE[state].label })),
  ],
}))

/** Every state that no group shows; must stay empty. */
export const ungroupedStates = (): EndpointState[] =>
  STATES.filter((state) => !Object.values(STATE_GROUPS).some(({ states }) => (states as readonly EndpointState[]).includes(state)))
