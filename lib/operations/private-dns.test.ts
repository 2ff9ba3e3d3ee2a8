import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findWish } from '@/lib/db/private-dns'
import { deleteEndpoint } from './delete-endpoint'
import { checkSwitch } from './check-switch'
import { drainSwitches, recoverSwitches } from './finish-switch'
import { lookAt } from './look'
import { lookUpNames } from './look-up-names'
import { switchOff, switchOn } from './switch-private-dns'
import { dieBeforeCalling, hurry } from './testing/test-memory'
import { ACTOR, PLATFORM, startWorld, type TestWorld } from './testing/test-world'

const MODIFY = 'ModifyVpcEndpoint'
const PRIVATE = 'team1.us-west-2.vpce.aws.clickhouse.cloud'
const by = () => ({ actor: ACTOR, now: new Date() })
const on = (requestId: string) => switchOn(requestId, { ...by(), confirmed: PRIVATE })
const off = (requestId: string) => switchOff(requestId, by())
const refusal = (promise: Promise<unknown>) => promise.then(() => null, (error: unknown) => error)

let world: TestWorld
let restoreTime = () => {}
beforeEach(async () => {
  world = await startWorld()
  restoreTime = hurry({ 2_000: 60, 3_400: 100, 4_000: 80 })
})
afterEach(async () => {
  restoreTime()
  await drainSwitches(100)
  await world.end()
})

/** A request whose endpoint ClickHouse has accepted, in a VPC where DNS is on. */
async function available(n = 1): Promise<{ requestId: string; endpointId: string }> {
  const { requestId, endpointId } = await world.submitted(n)
  await world.act(endpointId!, 'accept')
  await expect.poll(async () => (await lookAt(PLATFORM), world.rows().find((row) => row.requestId === requestId)?.state)).toBe('available')
  return { requestId, endpointId: endpointId! }
}
const settled = (requestId: string) => expect.poll(async () => (await findWish(requestId))?.phase, { timeout: 15_000, interval: 50 })
const callsSent = () => world.callsOf(MODIFY)
const events = async (requestId: string) => (await world.eventsOf(requestId)).map(({ kind }) => kind).filter((kind) => kind.startsWith('private-dns'))

describe('switching private DNS on', () => {
  it('asks AWS first, sends one call, reads back until it is true, and tells the history', async () => {
    const { requestId } = await available()
    const { lines, privateName } = await checkSwitch(requestId)
    expect(lines.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual(['available pass', 'attributes pass', 'private-name pass', 'verified pass', 'covers warn', 'conflicts pass', 'resolvers pass', 'tcp warn', 'permission pass'])
    expect(privateName).toBe('*.us-west-2.vpce.aws.clickhouse.cloud')
    await world.forgetCalls()

    await Promise.all([on(requestId), on(requestId)])
    await settled(requestId).toBe('done')
    expect(await callsSent(), 'pressed twice').toBe(1)
    const request = await world.untilState(requestId, ({ privateDnsEnabled }) => privateDnsEnabled)
    expect(request.dnsNames.private).toEqual(['*.us-west-2.vpce.aws.clickhouse.cloud'])
    expect(await events(requestId)).toEqual(['private-dns-requested', 'private-dns-changed'])
    // The private name was nowhere before and leads to the endpoint’s own addresses now; the public one stays what it was.
    expect((await findWish(requestId))?.answersBefore).toMatchObject([{ name: PRIVATE, outcome: 'nxdomain', addresses: [] }, { name: 'team1.us-west-2.aws.clickhouse.cloud', outcome: 'answered' }])
    const { answers } = await lookUpNames(request, privateName)
    expect(answers[0]).toMatchObject({ name: PRIVATE, outcome: 'answered', addresses: request.addresses.map(({ address }) => address).sort() })
  })

  it('is undone by one press, also while AWS is still at it', async () => {
    const { requestId } = await available()
    await on(requestId)
    await off(requestId)
    await settled(requestId).toBe('done')
    expect((await findWish(requestId))?.wanted).toBe(false)
    await world.untilState(requestId, ({ privateDnsEnabled, state }) => !privateDnsEnabled && state === 'available')
  })

  it('refuses without the typed name, from the wrong state, and where AWS would refuse, and sends nothing', async () => {
    const waiting = await world.submitted(2)
    expect(await refusal(on(waiting.requestId))).toMatchObject({ code: 'switch-blocked', message: expect.stringContaining('Waiting for ClickHouse') as string })
    const { requestId, endpointId } = await available()
    await world.forgetCalls()
    expect(await refusal(switchOn(requestId, { ...by(), confirmed: 'yes' }))).toMatchObject({ code: 'not-confirmed', message: expect.stringContaining(PRIVATE) as string })
    await deleteEndpoint(requestId, by())
    expect(await refusal(off(requestId))).toMatchObject({ code: 'not-switchable' })
    expect(await callsSent()).toBeLessThanOrEqual(1)
    expect(endpointId).toMatch(/^vpce-/)
  })

  it('keeps AWS’s refusal with its reason', async () => {
    const { requestId } = await available()
    await checkSwitch(requestId)
    await world.break({ action: MODIFY, kind: 'denied', times: 1 })
    await on(requestId)
    await settled(requestId).toBe('refused')
    expect((await findWish(requestId))?.problem).toContain('ec2:ModifyVpcEndpoint')
    expect(await events(requestId)).toEqual(['private-dns-requested', 'private-dns-refused'])
  })
})

describe('A11 a process that dies in the middle of “switch on private DNS”', () => {
  it('A11 before the call: the next life sends it, once', async () => {
    const { requestId } = await available()
    await checkSwitch(requestId)
    await world.forgetCalls()
    dieBeforeCalling()
    await on(requestId)
    expect((await findWish(requestId))?.phase).toBe('asked')
    expect(await callsSent()).toBe(0)
    world.crash()
    expect(await recoverSwitches()).toBe(1)
    await settled(requestId).toBe('done')
    expect(await callsSent()).toBe(1)
  })

  it('A11 after the call, before its answer: the next life sees what it did and sends none', async () => {
    const { requestId } = await available()
    await checkSwitch(requestId)
    await world.forgetCalls()
    await world.break({ action: MODIFY, kind: 'slow', delayMs: 600_000, times: 1 })
    await on(requestId)
    await expect.poll(callsSent).toBe(1)
    world.crash()
    await recoverSwitches()
    await settled(requestId).toBe('done')
    expect(await callsSent()).toBe(1)
  })

  it('A11 an answer lost after its effect: it converges with that one call', async () => {
    const { requestId } = await available()
    await checkSwitch(requestId)
    await world.forgetCalls()
    await world.break({ action: MODIFY, kind: 'reset-after', times: 1 })
    await on(requestId)
    await settled(requestId).toBe('done')
    expect(await callsSent()).toBe(1)
  })
})
