import { describe, expect, it } from 'vitest'
import { describeActor, describeEvent, EVENT_KINDS, type Event } from './event'
import { NOW } from './samples'
import { STATES } from './state'

const event = (changes: Partial<Event>): Event => ({ at: NOW, actor: { kind: 'watcher' }, kind: 'state-changed', from: null, to: null, detail: {}, ...changes })

describe('describeEvent', () => {
  it.each(EVENT_KINDS)('%s is one sentence, with or without details', (kind) => {
    expect(describeEvent(event({ kind }))).toMatch(/^[A-Z][^!]+\.$/)
    const full = { endpointId: 'vpce-1', reason: 'It was so', addresses: '10.0.0.1 (usw2-az1)', enabled: 'true', name: 'old one', missedLooks: '3', vpcId: 'vpc-1', awsState: 'x' }
    expect(describeEvent(event({ kind, to: 'pending-acceptance', detail: full }))).toMatch(/^[A-Z][^!]+\.$/)
  })

  it.each(STATES)('a change to %s is one sentence', (to) => expect(describeEvent(event({ from: 'available', to }))).toMatch(/^[A-Z][^!]+\.$/))

  it.each<[Partial<Event>, string]>([
    [{ kind: 'endpoint-created', to: 'pending-acceptance', detail: { endpointId: 'vpce-1' } }, 'AWS created endpoint vpce-1, waiting for ClickHouse.'],
    [{ kind: 'endpoint-found', to: 'available', detail: { endpointId: 'vpce-1' } }, 'The answer of AWS was lost; endpoint vpce-1 was found by its tag, available.'],
    [{ from: 'pending-acceptance', to: 'pending' }, 'ClickHouse accepted the connection, and AWS began to set it up.'],
    [{ from: 'available', to: 'pending' }, 'AWS began to change the connection.'],
    [{ from: 'pending', to: 'available' }, 'The endpoint became available.'],
    [{ from: 'pending-acceptance', to: 'rejected', detail: { problem: 'Not yours.' } }, 'ClickHouse rejected the connection: Not yours.'],
    [{ to: 'unrecognised', detail: { awsState: 'frobnicating' } }, 'AWS reported a state that is not known here: “frobnicating”.'],
    [{ kind: 'create-refused', detail: { reason: 'No free address' } }, 'AWS refused to create the endpoint: No free address.'],
    [{ kind: 'vanished', detail: { missedLooks: '3' } }, 'The endpoint disappeared from AWS without being deleted here: 3 complete looks in a row did not find it.'],
    [{ kind: 'vanished', detail: { awsState: 'deleted' } }, 'AWS reported that the endpoint was deleted, and it was not deleted here.'],
    [{ kind: 'private-dns-changed', detail: { enabled: 'false' } }, 'Private DNS was switched off for the endpoint.'],
  ])('%#', (changes, sentence) => expect(describeEvent(event(changes))).toBe(sentence))

  it('G61 shows what cannot be seen as a mark', () => {
    expect(describeEvent(event({ kind: 'create-refused', detail: { reason: 'a\u202eb\u0000' } }))).toBe('AWS refused to create the endpoint: a\ufffdb\ufffd.')
  })
})

describe('describeActor', () => {
  it.each([
    [{ kind: 'user', name: 'Kim' }, 'Kim'],
    [{ kind: 'user', name: ' ' }, 'A user'],
    [{ kind: 'watcher' }, 'Watcher'],
    [{ kind: 'recovery' }, 'Recovery'],
  ] as const)('%j', (actor, name) => expect(describeActor(actor)).toBe(name))
})
