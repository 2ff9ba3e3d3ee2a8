import { describe, expect, it } from 'vitest'
import { deriveChecklist, type ChecklistStep } from './checklist'
import type { Event } from './event'
import type { Who } from './actor'
import { EMPTY_DRAFT, type EndpointRequest } from './request'
import { STATES, type EndpointState } from './state'

const T = new Date('2026-11-23T14:00:00.000Z')
const user: Who = { kind: 'user', name: 'ada' }
const watcher: Who = { kind: 'watcher' }

const request = (state: EndpointState): EndpointRequest => ({
  requestId: 'r',
  name: 'r',
  state,
  stateSince: T,
  awsState: null,
  draft: EMPTY_DRAFT,
  plan: null,
  clientToken: null,
  attempts: 0,
  attemptedAt: null,
  problem: null,
  endpointId: null,
  dnsNames: { regional: null, zonal: [], private: [] },
  addresses: [],
  networkInterfaceIds: [],
  privateDnsEnabled: false,
  missedLooks: 0,
  firstSeenAt: null,
  copiedFrom: null,
  ownerId: null,
  ownerName: null,
  createdAt: T,
  submittedAt: null,
  updatedAt: T,
  told: null,
})

let minute = 0
const event = (kind: Event['kind'], from: EndpointState | null, to: EndpointState | null, actor: Who = watcher): Event => ({ at: new Date(T.getTime() + minute++ * 60_000), actor, kind, from, to, detail: {} })

const requested = event('create-requested', 'draft', 'creating', user)
const created = event('endpoint-created', 'creating', 'pending-acceptance', user)
const accepted = event('state-changed', 'pending-acceptance', 'pending')
const available = event('state-changed', 'pending', 'available')

/** e.g. `prepare:done create:current ticket:later …` */
const shape = (steps: ChecklistStep[]) => steps.map(({ id, state }) => `${id}:${state}`).join(' ')

describe('the checklist follows the state', () => {
  it.each<[EndpointState, Event[], string]>([
    ['draft', [], 'prepare:current create:later ticket:later accept:later connect:later tcp:later shift:later verify:later'],
    ['creating', [requested], 'prepare:done create:current ticket:later accept:later connect:later tcp:later shift:later verify:later'],
    ['refused', [requested], 'prepare:done create:stopped ticket:never accept:never connect:never tcp:never shift:never verify:never'],
    ['needs-review', [requested], 'prepare:done create:stopped ticket:never accept:never connect:never tcp:never shift:never verify:never'],
    ['pending-acceptance', [requested, created], 'prepare:done create:done ticket:current accept:current connect:later tcp:later shift:later verify:later'],
    ['pending', [requested, created, accepted], 'prepare:done create:done ticket:done accept:done connect:current tcp:later shift:later verify:later'],
    ['available', [requested, created, accepted, available], 'prepare:done create:done ticket:done accept:done connect:done tcp:current shift:later verify:later'],
    ['rejected', [requested, created], 'prepare:done create:done ticket:done accept:stopped connect:never tcp:never shift:never verify:never'],
    ['expired', [requested, created], 'prepare:done create:done ticket:done accept:stopped connect:never tcp:never shift:never verify:never'],
    ['failed', [requested, created], 'prepare:done create:done ticket:done accept:stopped connect:never tcp:never shift:never verify:never'],
    ['failed', [requested, created, accepted], 'prepare:done create:done ticket:done accept:done connect:stopped tcp:never shift:never verify:never'],
    ['deleted', [requested, created], 'prepare:done create:done ticket:done accept:stopped connect:never tcp:never shift:never verify:never'],
    ['gone', [requested, created, accepted, available], 'prepare:done create:done ticket:done accept:done connect:done tcp:stopped shift:never verify:never'],
    ['unrecognised', [requested, created, accepted], 'prepare:done create:done ticket:done accept:done connect:current tcp:later shift:later verify:later'],
  ])('%s', (state, events, expected) => expect(shape(deriveChecklist(request(state), events))).toBe(expected))
})

it('tells who did a step and when, whatever order the history comes in', () => {
  const steps = deriveChecklist(request('available'), [available, accepted, created, requested])
  expect(steps.map(({ done }) => done && [done.at, done.actor.kind])).toEqual([
    [requested.at, 'user'],
    [created.at, 'user'],
    null,
    [accepted.at, 'watcher'],
    [available.at, 'watcher'],
    null,
    null,
    null,
  ])
})

it('says a later change of an available endpoint is not its first acceptance', () => {
  const changed = event('state-changed', 'available', 'pending')
  const again = event('state-changed', 'pending', 'available')
  const steps = deriveChecklist(request('available'), [requested, created, accepted, available, changed, again])
  expect(steps.find(({ id }) => id === 'connect')?.done?.at).toEqual(available.at)
})

it.each(STATES)('keeps every step and says what an unreached one waits for: %s, without any history', (state) => {
  const steps = deriveChecklist(request(state), [])
  expect(steps.map(({ id }) => id)).toEqual(['prepare', 'create', 'ticket', 'accept', 'connect', 'tcp', 'shift', 'verify'])
  expect(steps.some((step) => step.state === 'current' || step.state === 'stopped')).toBe(true)
  for (const step of steps) {
    expect(step.title).not.toBe('')
    if (step.state === 'later') expect(step.note).not.toBe('')
  }
})

it('does not claim that a ticket was sent: rejected endpoints had one that is of no use any more', () => {
  const ticket = deriveChecklist(request('rejected'), [requested, created]).find(({ id }) => id === 'ticket')
  expect(ticket).toMatchObject({ title: 'Ticket no longer needed', note: null, done: null })
})
