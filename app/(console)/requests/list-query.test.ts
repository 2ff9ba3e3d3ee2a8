import { describe, expect, it } from 'vitest'
import { STATES, STATE_FACE } from '@/lib/privatelink/state'
import { isFiltered, STATE_GROUPS, statesOf, ungroupedStates } from './list-choices'
import { parseListQuery, toRequestQuery } from './list-query'

describe('the address of the list is read forgivingly', () => {
  const nothing = { state: undefined, region: undefined, account: undefined, q: undefined, sort: undefined, cursor: undefined }
  it.each([
    ['nothing', {}, nothing],
    ['a state', { state: 'available' }, { ...nothing, state: 'available' }],
    ['a group', { state: 'yours' }, { ...nothing, state: 'yours' }],
    ['a group of one state, which the menu shows as the state', { state: 'clickhouse' }, { ...nothing, state: 'pending-acceptance' }],
    ['an unknown state', { state: 'happy' }, nothing],
    ['a name every object has', { state: 'constructor' }, nothing],
    ['a repeated one', { state: ['available', 'failed'], region: ['us-west-2'] }, nothing],
    ['a region that cannot be one', { region: 'us-west-2\u0000' }, nothing],
    ['an account of eleven digits', { account: '11112222333' }, nothing],
    ['an account of twelve', { account: '111122223333' }, { ...nothing, account: '111122223333' }],
    ['blank text', { q: '   ' }, nothing],
    ['text with blanks round it', { q: ' vpce-0a ' }, { ...nothing, q: 'vpce-0a' }],
    ['text of 201 characters', { q: 'a'.repeat(201) }, nothing],
    ['an unknown order', { sort: 'price' }, nothing],
    ['a strange cursor, which the reader judges', { cursor: '\u0000' }, { ...nothing, cursor: '\u0000' }],
    ['somebody else’s parameter', { utm_source: 'mail' }, nothing],
  ])('%s', (_, params, expected) => expect(parseListQuery(params)).toEqual(expected))
})

it('counts as filtered by what narrows, not by order or place', () => {
  expect(isFiltered(parseListQuery({ sort: 'name', cursor: 'x' }))).toBe(false)
  expect(isFiltered(parseListQuery({ q: 'x' }))).toBe(true)
})

it('asks for all states of a group', () => {
  expect(toRequestQuery(parseListQuery({ state: 'clickhouse' })).state).toEqual(['pending-acceptance'])
  expect(statesOf('aws')).toContain('creating')
})

it('has every state in exactly one group, and in the group of the one whose turn it is', () => {
  expect(ungroupedStates()).toEqual([])
  for (const state of STATES) expect(Object.values(STATE_GROUPS).filter(({ states }) => (states as readonly string[]).includes(state))).toHaveLength(1)
  const turnOf = { yours: 'you', clickhouse: 'clickhouse', aws: 'aws', connected: 'you', over: 'nobody', drafts: 'you' } as const
  for (const [group, { states }] of Object.entries(STATE_GROUPS))
    for (const state of states) expect(STATE_FACE[state].turn, state).toBe(turnOf[group as keyof typeof turnOf])
})
