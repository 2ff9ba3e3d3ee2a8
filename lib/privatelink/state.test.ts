import { describe, expect, it } from 'vitest'
import { allowedIn, canDo, holdsPlace, isBilled, isEndpointState, isMoving, isOpen, STATE_FACE, STATES, type EndpointState, type Verb } from './state'

const VERBS = Object.keys(allowedIn) as Verb[]

describe('canDo', () => {
  it.each(VERBS)('%s: allowed where the table says so, refused elsewhere with a whole sentence', (verb) => {
    for (const state of STATES) {
      const answer = canDo(verb, state)
      expect(answer.ok).toBe((allowedIn[verb] as readonly EndpointState[]).includes(state))
      if (!answer.ok) expect(answer.reason).toMatch(/^[A-Z][^!]{15,}\.$/)
    }
  })

  it.each<[Verb, EndpointState, boolean]>([
    ['editDraft', 'draft', true],
    ['editDraft', 'creating', false],
    ['submit', 'draft', true],
    ['submit', 'refused', true],
    ['editDraft', 'refused', true],
    ['submit', 'needs-review', false],
    ['copy', 'refused', false],
    ['discard', 'refused', true],
    ['discard', 'needs-review', false],
    ['delete', 'rejected', true],
    ['delete', 'deleting', false],
    ['delete', 'needs-review', false],
    ['lookNow', 'available', true],
    ['lookNow', 'gone', false],
    ['copy', 'rejected', true],
    ['copy', 'available', false],
    ['copy', 'gone', true],
    ['adoptFound', 'needs-review', true],
    ['retryCreate', 'creating', false],
    ['addToTicket', 'pending-acceptance', true],
    ['addToTicket', 'rejected', false],
  ])('%s in %s: %s', (verb, state, ok) => expect(canDo(verb, state).ok).toBe(ok))

  it('says about a rejected endpoint what to do instead', () => {
    expect(canDo('addToTicket', 'rejected')).toMatchObject({ reason: expect.stringMatching(/corrected copy/) })
  })
})

/** One row a state: worth looking at, moving soon, billed, holding its place. */
const KINDS: Record<EndpointState, [open: boolean, moving: boolean, billed: boolean, holds: boolean]> = {
  draft: [false, false, false, false],
  creating: [false, true, false, true],
  refused: [false, false, false, false],
  'needs-review': [false, false, false, true],
  'pending-acceptance': [true, true, true, true],
  pending: [true, true, true, true],
  available: [true, false, true, true],
  rejected: [true, false, true, false],
  expired: [true, false, true, false],
  failed: [true, false, true, false],
  partial: [true, true, true, true],
  unrecognised: [true, true, true, true],
  deleting: [true, true, true, false],
  deleted: [false, false, false, false],
  gone: [false, false, false, false],
}

describe('kinds of states', () => {
  it.each(STATES)('%s', (state) => expect([isOpen(state), isMoving(state), isBilled(state), holdsPlace(state)]).toEqual(KINDS[state]))

  it('B21 nothing but the known words is a state', () => {
    expect(isEndpointState('available')).toBe(true)
    for (const word of ['Available', 'frobnicating', '', '__proto__']) expect(isEndpointState(word)).toBe(false)
  })
})

describe('STATE_FACE', () => {
  it('has a label of its own for every state', () => {
    expect(new Set(STATES.map((state) => STATE_FACE[state].label)).size).toBe(STATES.length)
  })

  it.each(STATES)('%s is told in whole calm sentences', (state) => {
    const { meaning, next } = STATE_FACE[state]
    for (const text of [meaning, next]) expect(text).toMatch(/^[A-Z][^!]+\.$/)
  })

  it('only `available` looks like a success, and dead endpoints are said to be billed', () => {
    expect(STATES.filter((state) => STATE_FACE[state].tone === 'good')).toEqual(['available'])
    for (const state of ['rejected', 'expired', 'failed'] as const) expect(STATE_FACE[state].meaning).toMatch(/AWS keeps billing it until it is deleted/)
  })

  it('gives a duration only where a source has one', () => {
    expect(STATES.filter((state) => STATE_FACE[state].usually !== null)).toEqual(['pending'])
  })
})
