import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startWorld, type TestWorld } from '@/lib/operations/testing/test-world'
import { call, forgetPace, key, person, tokenFor } from './test-api'

// The desk and what is taken away, by API.

let world: TestWorld
let [one, two]: string[] = []
let draft = ''
let support = ''
let operator = ''

beforeAll(async () => {
  world = await startWorld()
  ;[one, two] = [(await world.submitted(1)).requestId, (await world.submitted(2)).requestId]
  draft = (await world.draftReady(3)).requestId
  support = (await tokenFor(await person('support'))).secret
  operator = (await tokenFor(await person('operator'))).secret
}, 60_000)
afterAll(() => world.end())
beforeEach(forgetPace)

const post = (path: string, body: unknown, secret = support) => call(path, secret, { method: 'POST', body, headers: key() })
const ids = async (query = '') => ((await call(`/desk${query}`, support)).body.requests as { requestId: string }[]).map(({ requestId }) => requestId)
const counted = async () => Object.fromEntries(((await call('/desk/counters', support)).body.counters as { key: string; count: number }[]).map((each) => [each.key, each.count]))

describe('the desk', () => {
  it('lists what waits, a page at a time and by filter', async () => {
    expect(await ids()).toEqual([one, two])
    const page = await call('/desk?limit=1', support)
    expect((await call(`/desk?limit=1&cursor=${String(page.body.next)}`, support)).body.requests).toMatchObject([{ requestId: two, stand: 'unsent', mark: null, contradictions: [] }])
    expect([await ids('?text=team2'), await ids('?region=eu-west-1'), await ids('?state=connected'), await ids('?contradictions=true')]).toEqual([[two], [], [], []])
    expect(await call('/desk', (await tokenFor(await person('viewer'))).secret)).toMatchObject({ status: 403 })
  })

  it('marks, takes back, notes and records, all or none, and the requester answers', async () => {
    expect(await post('/desk/mark-sent', { requestIds: [one, two], number: '4711' })).toMatchObject({ status: 200, body: { requestIds: [one, two] } })
    expect(await counted()).toMatchObject({ waiting: 2, sent: 2, unsent: 0 })
    expect(await post('/desk/mark-sent', { requestIds: [one, draft], number: '1' })).toMatchObject({ status: 404 })
    expect(await post('/desk/mark-sent', { requestIds: [one], number: '1', link: 'http://tickets.example.com' })).toMatchObject({ status: 400 })
    expect(await post('/desk/take-back-sent', { requestIds: [two] })).toMatchObject({ status: 200 })
    expect(await post('/desk/take-back-sent', { requestIds: [two] })).toMatchObject({ status: 409, body: { code: 'not-sent' } })
    const note = { method: 'POST', body: { requestIds: [one], text: 'They answer by Thursday.' }, headers: key() }
    await call('/desk/notes', support, note)
    expect((await call('/desk/notes', support, note)).headers.get('idempotent-replayed')).toBe('true')
    expect(await post('/desk/outcomes', { requestIds: [one], kind: 'rejected' })).toMatchObject({ status: 400, body: { code: 'no-reason' } })
    expect(await post('/desk/outcomes', { requestIds: [one], kind: 'needs-information', reason: 'Which one?' })).toMatchObject({ status: 201 })
    expect(await ids('?ticket=question')).toEqual([one])
    expect(await post(`/requests/${one}/answer`, { answer: 'This one.' }, operator)).toMatchObject({ status: 200 })
    expect((await call(`/requests/${one}/desk`, operator)).body).toMatchObject({ mark: { number: '4711', by: 'support by API token' }, outcome: { kind: 'needs-information', answer: 'This one.' }, notes: [{ text: 'They answer by Thursday.' }] })
    expect(await post(`/requests/${one}/answer`, { answer: 'Again.' }, operator)).toMatchObject({ status: 409, body: { code: 'no-question' } })
  })
})

describe('what is taken away', () => {
  it('is the ticket in its formats, of one or of many', async () => {
    for (const [format, mark] of [['txt', /vpce-/], ['md', /vpce-/], ['json', /^\s*[{[]/], ['csv', /^\ufeff"/]] as const) expect((await call(`/ticket?ids=${one},${two}&format=${format}`, support)).body.text).toMatch(mark)
    expect(await call(`/ticket?ids=${one},${draft}`, support)).toMatchObject({ status: 404 })
    expect(await call(`/requests/${draft}/ticket`, operator)).toMatchObject({ status: 409, body: { code: 'not-for-a-ticket' } })
    expect(await call('/ticket?ids=x', support)).toMatchObject({ status: 400 })
  })

  it('is every export, for a draft the plan that would be', async () => {
    const { exports } = (await call(`/requests/${one}/exports`, operator)).body as { exports: { format: string }[] }
    for (const { format } of exports) expect(await call(`/requests/${one}/exports/${format}`, operator), format).toMatchObject({ status: 200, body: { text: expect.stringMatching(/\S/) as string } })
    expect((await call(`/requests/${draft}/exports/terraform`, operator)).body.text).toContain('aws_vpc_endpoint')
    expect(await call(`/requests/${draft}/exports/terraform-import`, operator)).toMatchObject({ status: 409, body: { code: 'no-endpoint' } })
    expect(await call(`/requests/${one}/exports/pulumi`, operator)).toMatchObject({ status: 400 })
  })

  it('is the runbook with its notes, once there is a plan', async () => {
    expect((await call(`/requests/${one}/runbook`, operator)).body).toMatchObject({ markdown: expect.stringMatching(/^# /) as string, dnsNote: expect.stringContaining('vpce-') as string })
    expect(await call(`/requests/${draft}/runbook`, operator)).toMatchObject({ status: 409, body: { code: 'no-plan' } })
  })

  it('is the drawing of the runbook as SVG, which no browser shows as a page', async () => {
    const { headers, text } = await call(`/requests/${one}/drawing`, operator)
    expect([headers.get('content-type'), headers.get('x-content-type-options')]).toEqual(['image/svg+xml', 'nosniff'])
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="causeway-drawing-vpce-[0-9a-f]+\.svg"$/)
    expect(text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="902"[\s\S]*>vpce-[0-9a-f]+<\/text>[\s\S]*<\/svg>\n$/)
    expect((await call(`/requests/${one}/drawing?layout=narrow`, operator)).text).toContain('width="342"')
    expect(await call(`/requests/${one}/drawing?layout=round`, operator)).toMatchObject({ status: 400, body: { code: 'wrong-shape' } })
    expect(await call(`/requests/${draft}/drawing`, operator)).toMatchObject({ status: 409, body: { code: 'no-plan' } })
  })
})
