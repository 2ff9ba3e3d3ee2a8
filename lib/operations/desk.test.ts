import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { reader } from '@/lib/db/client'
import { findDeskFacts } from '@/lib/db/desk-rows'
import { listNotes } from '@/lib/db/notes'
import { AppError } from '@/lib/errors'
import type { Actor, EndpointRequest } from '@/lib/privatelink/request'
import type { Role } from '@/lib/privatelink/roles'
import { listen } from './announce'
import { markSent, takeBackSent } from './mark-sent'
import { answerQuestion, recordOutcome } from './record-outcome'
import { ACTOR, startWorld, type TestWorld } from './testing/test-world'
import { writeNote } from './write-note'

let world: TestWorld
let first: EndpointRequest
let second: EndpointRequest
let draft: EndpointRequest
let told: string[]

beforeAll(async () => {
  world = await startWorld()
  ;[first, second] = [await world.submitted(1), await world.submitted(2)]
  draft = await world.draftReady(3)
  listen((announcement) => announcement.type === 'requests' && told.push(...announcement.requestIds))
}, 60_000)
afterAll(() => world.end())
beforeEach(() => void (told = []))

const as = (role: Role, userId = `user-${role}`) => ({ actor: { kind: 'user', userId, name: role, role, from: '203.0.113.7' } satisfies Actor, now: new Date() })
const TICKET = { number: '4711', link: 'https://support.example.com/4711' }
const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(() => null, (thrown: unknown) => thrown)
  if (!(error instanceof AppError)) throw new Error(`expected a refusal, got ${String(error)}`)
  return error
}
const kinds = async (requestId: string) => (await world.eventsOf(requestId)).map(({ kind }) => kind)

describe('the desk’s verbs', () => {
  it('one mark for several: number, link and note in each, an event and an audit row, and the pages hear of it', async () => {
    await markSent([first.requestId, second.requestId], { ...TICKET, note: 'Called them' }, as('support'))
    expect(told.sort()).toEqual([first.requestId, second.requestId].sort())
    for (const { requestId } of [first, second]) {
      expect(await findDeskFacts(requestId)).toMatchObject({ mark: { ...TICKET, by: { name: 'support' } }, outcome: null })
      expect(await listNotes(requestId)).toMatchObject([{ text: 'Called them', by: { name: 'support', userId: 'user-support' } }])
      expect((await kinds(requestId)).slice(-2)).toEqual(['ticket-sent', 'note-written'])
      const rows = await reader().audit.findMany({ where: { objectId: requestId, action: { in: ['request.ticket-sent', 'request.note-written'] } } })
      expect(rows.map(({ actorId, fromAddress }) => [actorId, fromAddress])).toEqual([['user-support', '203.0.113.7'], ['user-support', '203.0.113.7']])
    }
  })

  it('refuses all where one of them has no endpoint, and writes nothing', async () => {
    const before = world.dataVersion()
    const error = await refusal(markSent([second.requestId, draft.requestId], { ...TICKET, number: '9' }, as('operator')))
    expect(error).toMatchObject({ code: 'not-for-a-ticket', status: 409 })
    expect(error.message).toContain('There is no endpoint yet')
    expect(world.dataVersion()).toBe(before)
    expect((await findDeskFacts(second.requestId)).mark?.number).toBe('4711')
  })

  it('takes only https', async () => {
    for (const link of ['http://x.example', 'javascript:alert(1)']) expect((await refusal(markSent([first.requestId], { number: '1', link }, as('support')))).code).toBe('bad-link')
  })

  it('a mark is taken back, and can be set again', async () => {
    await takeBackSent([first.requestId], as('support'))
    expect((await findDeskFacts(first.requestId)).mark).toBeNull()
    expect((await refusal(takeBackSent([first.requestId], as('support')))).code).toBe('not-sent')
    await markSent([first.requestId], TICKET, as('support'))
  })

  it('a question is answered by the requester, once, and AWS’s state stays what AWS reports', async () => {
    const { requestId } = first
    await recordOutcome([requestId], { kind: 'needs-information', reason: 'Which instance?' }, as('support'))
    await answerQuestion(requestId, 'Both', { actor: ACTOR, now: new Date() })
    expect((await findDeskFacts(requestId)).outcome).toMatchObject({ kind: 'needs-information', answer: 'Both', answeredBy: 'tester' })
    expect((await refusal(answerQuestion(requestId, 'Again', { actor: ACTOR, now: new Date() }))).code).toBe('no-question')
    expect((await kinds(requestId)).slice(-2)).toEqual(['outcome-recorded', 'question-answered'])
    expect((await world.untilState(requestId, () => true)).state).toBe('pending-acceptance')
  })

  it('a rejection needs its reason, and there is no outcome of a draft', async () => {
    expect((await refusal(recordOutcome([first.requestId], { kind: 'rejected', reason: '' }, as('support')))).code).toBe('no-reason')
    expect((await refusal(recordOutcome([draft.requestId], { kind: 'accepted', reason: '' }, as('operator')))).code).toBe('not-on-the-desk')
  })

  it('a note stays as it is: there is no way to change or remove one', async () => {
    const before = await listNotes(first.requestId)
    await writeNote([first.requestId], 'Another', as('admin'))
    expect((await listNotes(first.requestId)).slice(0, before.length)).toEqual(before)
  })

  it('F58 support cannot see a draft, a stranger cannot mark what is not theirs, a viewer cannot write', async () => {
    expect((await refusal(writeNote([draft.requestId], 'x', as('support')))).status).toBe(404)
    expect((await refusal(markSent([first.requestId], TICKET, as('requester')))).status).toBe(403)
    expect((await refusal(writeNote([first.requestId], 'x', as('viewer')))).status).toBe(403)
    expect((await refusal(recordOutcome([first.requestId], { kind: 'accepted', reason: '' }, as('requester', 'user-tester')))).status).toBe(403)
    await markSent([first.requestId], TICKET, as('requester', 'user-tester'))
    expect((await refusal(markSent([first.requestId, crypto.randomUUID()], TICKET, as('admin')))).status).toBe(404)
  })
})
