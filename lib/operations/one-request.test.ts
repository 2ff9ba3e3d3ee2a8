import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { forgetBuckets } from '@/lib/aws/limiter'
import { changeRequest, PlaceTakenError } from '@/lib/db/requests'
import { AppError } from '@/lib/errors'
import { TOKEN_TRUSTED_MS } from '@/lib/privatelink/intent'
import { adoptEndpoint } from './adopt-endpoint'
import { checkPlan } from './check-plan'
import { copyRequest } from './copy-request'
import { createEndpoint } from './create-endpoint'
import { discardDraft } from './discard-draft'
import { recoverIntents } from './finish-intent'
import { retryCreate } from './retry-create'
import { startRequest } from './start-request'
import { dieBeforeCalling } from './testing/test-memory'
import { ACTOR, BY_HAND, network, PLATFORM, REGION, SERVICE, startWorld, type TestWorld } from './testing/test-world'

let world: TestWorld
beforeEach(async () => void (world = await startWorld()))
afterEach(() => world.end())

const CREATE = 'CreateVpcEndpoint'
const by = () => ({ actor: ACTOR, now: new Date() })
const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(() => null, (thrown: unknown) => thrown)
  if (!(error instanceof AppError)) throw new Error(`expected a refusal, got ${String(error)}`)
  return error
}

describe('A6 the same thing asked for again', () => {
  it('A6 a form sent twenty times with one key opens one draft', async () => {
    const idempotencyKey = crypto.randomUUID()
    const started = await Promise.all(Array.from({ length: 20 }, () => startRequest({ hostnamesText: `a.${REGION}.aws.clickhouse.cloud` }, { ...by(), idempotencyKey })))
    expect(new Set(started.map(({ requestId }) => requestId)).size).toBe(1)
    expect(world.rows()).toHaveLength(1)
    expect(await world.eventsOf(started[0]!.requestId)).toHaveLength(1)
  })

  it('A6 the button pressed twenty times at once: one request, one endpoint, one create call', async () => {
    const { requestId, draft } = await world.draftReady()
    const { planHash } = await checkPlan(draft, requestId, { tryPermission: false })
    // Twenty reviews would wait twenty seconds for AWS's bucket; what is tried here is the race behind it.
    const refill = setInterval(forgetBuckets, 20)
    const presses = await Promise.all(Array.from({ length: 20 }, () => createEndpoint(requestId, { ...by(), planHash: planHash! })))
    clearInterval(refill)
    expect(new Set(presses.map(({ clientToken }) => clientToken)).size).toBe(1)
    await world.untilState(requestId, 'pending-acceptance')
    expect(await world.endpoints()).toHaveLength(1)
    expect(await world.callsOf(CREATE)).toBe(1)
    expect((await world.eventsOf(requestId)).filter(({ kind }) => kind === 'create-requested')).toHaveLength(1)
  })

  it('A6 a review sent again long afterwards gives the request as it is now', async () => {
    const made = await world.submitted()
    const again = await createEndpoint(made.requestId, { ...by(), planHash: 'whatever it was' })
    expect(again).toMatchObject({ requestId: made.requestId, endpointId: made.endpointId })
    expect(await world.callsOf(CREATE)).toBe(1)
  })

  it('A6 a copy asked for twice is one copy', async () => {
    const made = await world.submitted()
    await world.act(made.endpointId!, 'reject')
    await changeRequest(made.requestId, (current) => ({ request: { ...current, state: 'rejected' }, events: [], audit: [BY_HAND] }))
    const idempotencyKey = crypto.randomUUID()
    const copies = await Promise.all([1, 2, 3].map(() => copyRequest(made.requestId, { ...by(), idempotencyKey })))
    expect(new Set(copies.map(({ requestId }) => requestId)).size).toBe(1)
    expect(world.rows()).toHaveLength(2)
  })

  it('A6 a plan that has changed since the review is asked about again, and nothing is sent', async () => {
    const { requestId } = await world.draftReady()
    const error = await refusal(createEndpoint(requestId, { ...by(), planHash: 'of another plan' }))
    expect(error).toMatchObject({ code: 'plan-changed', status: 409 })
    expect(await world.callsOf(CREATE)).toBe(0)
  })
})

describe('A7 two requests for one VPC and service', () => {
  it('A7 at once: one wins, the other is told which request has the place', async () => {
    const [one, two] = [await world.draftReady(1), await world.draftReady(1)]
    const [first, second] = await Promise.allSettled([world.submit(one.requestId), world.submit(two.requestId)])
    const won = first.status === 'fulfilled' ? one : two
    const lost = first.status === 'fulfilled' ? second : first
    expect([first.status, second.status].sort()).toEqual(['fulfilled', 'rejected'])
    if (lost.status !== 'rejected' || !(lost.reason instanceof PlaceTakenError)) throw new Error('the second is not refused for its place')
    expect(lost.reason).toMatchObject({ requestId: won.requestId, status: 409 })

    await world.untilState(won.requestId, 'pending-acceptance')
    expect(await world.endpoints()).toHaveLength(1)
    expect(world.rows().map(({ state }) => state).sort()).toEqual(['draft', 'pending-acceptance'])
  })

  it('A7 the loser’s draft stays as it was and can be thrown away', async () => {
    await world.submitted(1)
    const late = await world.draftReady(1)
    expect(await refusal(world.submit(late.requestId))).toBeInstanceOf(PlaceTakenError)
    await discardDraft(late.requestId, { actor: ACTOR, now: new Date() })
    expect(world.rows()).toHaveLength(1)
  })
})

/** An intent that was committed `agoMs` ago and whose call nobody knows anything of. */
async function orphanedIntent(agoMs = 0) {
  const { requestId } = await world.draftReady()
  dieBeforeCalling()
  const intent = await world.submit(requestId)
  if (agoMs > 0) await changeRequest(requestId, (current) => ({ request: { ...current, stateSince: new Date(Date.now() - agoMs) }, events: [], audit: [BY_HAND] }))
  world.crash()
  return intent
}

const tagged = (requestId: string, endpointIds: string[], more: Record<string, unknown> = {}) =>
  world.load({ base: 'current', endpoints: [{ endpointIds, vpcId: network(1).vpcId, serviceName: SERVICE, tags: { 'causeway:request-id': requestId }, ...more }] })
const [FIRST, SECOND] = ['vpce-0aaaaaaaaaaaaaaa1', 'vpce-0aaaaaaaaaaaaaaa2']
const TOO_OLD = TOKEN_TRUSTED_MS + 60_000

describe('A8 the token was used with other parameters', () => {
  it('A8 parks the request at once, and no second call is made', async () => {
    const intent = await orphanedIntent()
    await world.break({ action: CREATE, kind: 'error', code: 'IdempotentParameterMismatch', message: 'Arguments on this idempotent request are inconsistent.' })
    await recoverIntents()
    const parked = await world.untilState(intent.requestId, 'needs-review')
    expect(parked.problem).toMatch(/client token was used with other parameters/)
    await recoverIntents()
    expect(await world.callsOf(CREATE)).toBe(1)
    expect(await world.endpoints()).toHaveLength(0)
  })
})

describe('A9 a token too old to be repeated', () => {
  it('A9 the tag finds one: it is attached without a call', async () => {
    const { requestId } = await orphanedIntent(TOO_OLD)
    await tagged(requestId, [FIRST])
    await recoverIntents()
    expect(await world.untilState(requestId, 'pending-acceptance')).toMatchObject({ endpointId: FIRST })
    expect(await world.callsOf(CREATE)).toBe(0)
  })

  it('A9 the tag finds two: parked naming both, none deleted, and a person chooses one', async () => {
    const { requestId } = await orphanedIntent(TOO_OLD)
    await tagged(requestId, [FIRST, SECOND])
    await recoverIntents()
    const parked = await world.untilState(requestId, 'needs-review')
    expect(parked.problem).toContain(FIRST)
    expect(parked.problem).toContain(SECOND)
    expect(await world.callsOf('DeleteVpcEndpoints')).toBe(0)

    const adopted = await adoptEndpoint(requestId, SECOND, by())
    expect(adopted).toMatchObject({ state: 'pending-acceptance', endpointId: SECOND, problem: null })
    expect(await world.endpointsOf(requestId)).toHaveLength(2)
    expect(await world.callsOf(CREATE)).toBe(0)
    expect((await world.eventsOf(requestId)).at(-1)?.kind).toMatch(/endpoint-adopted|addresses-known/)
  })

  it('A9 the tag finds none: parked; asked again by a person it is made once', async () => {
    const { requestId, clientToken } = await orphanedIntent(TOO_OLD)
    await recoverIntents()
    const parked = await world.untilState(requestId, 'needs-review')
    expect(parked.problem).toMatch(/too long ago to repeat it safely/)
    expect(await world.callsOf(CREATE)).toBe(0)

    await Promise.allSettled([retryCreate(requestId, by()), retryCreate(requestId, by())])
    const made = await world.untilState(requestId, 'pending-acceptance')
    expect(made.clientToken).toBe(clientToken)
    expect(await world.endpointsOf(requestId)).toHaveLength(1)
  })

  it('A9 one that is being deleted already is not taken for ours', async () => {
    const { requestId } = await orphanedIntent(TOO_OLD)
    await tagged(requestId, [FIRST], { state: 'deleting' })
    await recoverIntents()
    expect(await world.untilState(requestId, 'needs-review')).toMatchObject({ endpointId: null })
  })
})

describe('A10 an endpoint that is there already', () => {
  const byHand = () => world.load({ base: 'current', endpoints: [{ endpointId: FIRST, vpcId: network(1).vpcId, serviceName: SERVICE, state: 'available', tags: { Name: 'made by Terraform' } }] })

  it('A10 is warned of in the pre-flight and offered', async () => {
    await byHand()
    const { draft, requestId } = await world.draftReady()
    const checked = await checkPlan(draft, requestId, { tryPermission: false })
    expect(checked.lines.find(({ id }) => id === 'existing-endpoint')).toMatchObject({ outcome: 'warn', detail: expect.stringContaining(FIRST) as string })
    expect(checked.adoptable.map(({ endpointId }) => endpointId)).toEqual([FIRST])
    expect(checked.blocked).toBeNull()
  })

  it('A10 is taken over without any call that changes something', async () => {
    await byHand()
    const { requestId } = await world.draftReady()
    const adopted = await adoptEndpoint(requestId, FIRST, by())
    expect(adopted).toMatchObject({ state: 'available', endpointId: FIRST })
    for (const action of [CREATE, 'ModifyVpcEndpoint', 'DeleteVpcEndpoints', 'CreateTags']) expect(await world.callsOf(action), action).toBe(0)
    expect(await world.endpoints()).toHaveLength(1)
    const { addresses } = await world.untilState(requestId, ({ addresses }) => addresses.length > 0)
    expect(addresses.map(({ zoneId }) => zoneId).sort()).toEqual(['usw2-az1', 'usw2-az2'])
  })

  it('A10 is taken over once: a second request for it is told whose it is', async () => {
    await byHand()
    const [one, two] = [await world.draftReady(), await world.draftReady()]
    await adoptEndpoint(one.requestId, FIRST, by())
    expect(await refusal(adoptEndpoint(two.requestId, FIRST, by()))).toMatchObject({ code: 'place-taken', requestId: one.requestId })
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['another VPC', { vpcId: network(2).vpcId }, 'other-vpc'],
    ['one that is deleted', { state: 'deleted' }, 'endpoint-deleted'],
    ['one that is being deleted', { state: 'deleting' }, 'endpoint-deleted'],
  ])('A10 refuses %s', async (_what, change, code) => {
    await world.load({ base: 'current', timings: { deletingMs: 60_000 }, endpoints: [{ endpointId: FIRST, vpcId: network(1).vpcId, serviceName: SERVICE, state: 'available', ...change }] })
    const { requestId } = await world.draftReady()
    expect(await refusal(adoptEndpoint(requestId, FIRST, by()))).toMatchObject({ code })
    expect(world.rows()).toEqual([expect.objectContaining({ state: 'draft' })])
  })

  it('A10 says so where AWS shows no such endpoint', async () => {
    const { requestId } = await world.draftReady()
    const error = await refusal(adoptEndpoint(requestId, FIRST, by()))
    expect(error).toMatchObject({ status: 404 })
    expect(error.message).toContain(`${FIRST} in account ${PLATFORM.accountId}`)
  })
})
