import { closeClients } from '@/lib/aws/clients'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { document, hang, identity, startFarEnd, type Answered } from '@/lib/aws/far-end'
import { adoptConfig, config } from '@/lib/config'
import { changeRequest } from '@/lib/db/requests'
import { AppError } from '@/lib/errors'
import { connectAccounts } from './accounts'
import { deleteEndpoint } from './delete-endpoint'
import { lookAt } from './look'
import { refreshRequest } from './refresh-request'
import { saveDraft } from './save-draft'
import { hurry } from './testing/test-memory'
import { ACTOR, BY_HAND, DATA, PLATFORM, startWorld, type TestWorld } from './testing/test-world'

let world: TestWorld
let restoreTime = () => {}
beforeEach(async () => void (world = await startWorld()))
afterEach(async () => {
  restoreTime()
  restoreTime = () => {}
  await world.end()
})

/** The time-outs of a call, short enough for a suite and long enough for a busy machine. */
const IMPATIENT = { 15_000: 800, 20_000: 800 }
const by = () => ({ actor: ACTOR, now: new Date() })
const [CREATE, DESCRIBE, DELETE] = ['CreateVpcEndpoint', 'DescribeVpcEndpoints', 'DeleteVpcEndpoints']
const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(() => null, (thrown: unknown) => thrown)
  if (!(error instanceof AppError)) throw new Error(`expected a refusal, got ${String(error)}`)
  return error
}

describe('B24 a permission that is missing', () => {
  it('B24 for the look: named, with the account, and no state is touched', async () => {
    await world.submitted()
    await lookAt(PLATFORM)
    const before = world.table()
    await world.break({ action: DESCRIBE, kind: 'denied' })
    const { problem, changed } = await lookAt(PLATFORM)
    expect(problem).toContain('“ec2:DescribeVpcEndpoints”')
    expect(problem).toContain(PLATFORM.accountId)
    expect(problem).not.toMatch(/encoded authorization/i)
    expect(changed).toBe(0)
    expect(world.table()).toBe(before)
  })

  it('B24 for the create: refused with its name, mended in place, and sent again with a fresh token', async () => {
    await world.break({ action: CREATE, kind: 'denied' })
    const { requestId } = await world.draftReady()
    const sent = await world.submit(requestId)
    const refused = await world.untilState(requestId, 'refused')
    expect(refused.problem).toContain('“ec2:CreateVpcEndpoint”')
    expect(await world.endpoints()).toHaveLength(0)

    await saveDraft(requestId, { note: 'the policy is mended' }, by())
    const again = await world.submit(requestId)
    expect(again.clientToken).not.toBe(sent.clientToken)
    const made = await world.untilState(requestId, 'pending-acceptance')
    expect(made.problem).toBeNull()
    expect(await world.endpointsOf(requestId)).toHaveLength(1)
    expect((await world.eventsOf(requestId)).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['create-refused', 'endpoint-created']))
  })

  it('B24 for the create after a lost answer: not called refused, because it may exist', async () => {
    restoreTime = hurry({ 1_000: 20, 2_000: 20 })
    await world.load({ base: 'current', timings: { visibleAfterMs: 600_000 } })
    await world.break({ action: CREATE, kind: 'reset-after' })
    await world.break({ action: CREATE, kind: 'denied' })
    const { requestId } = await world.draftReady()
    await world.submit(requestId)
    const parked = await world.untilState(requestId, 'needs-review')
    expect(parked.problem).toMatch(/ec2:CreateVpcEndpoint.*may have made the endpoint/)
  })

  it('B24 for the delete: named, and the request is back where it stood, since when it stood there', async () => {
    const made = await world.submitted()
    await world.break({ action: DELETE, kind: 'denied' })
    const error = await refusal(deleteEndpoint(made.requestId, by()))
    expect(error.message).toContain('“ec2:DeleteVpcEndpoints”')
    const after = await world.untilState(made.requestId, 'pending-acceptance')
    expect(after.stateSince).toEqual(made.stateSince)
    expect((await world.eventsOf(made.requestId)).at(-1)).toMatchObject({ kind: 'delete-failed', detail: { reason: error.message } })
  })
})

describe('B25 credentials that end', () => {
  it('B25 an expired token is renewed once, and the look goes on', async () => {
    await world.submitted(101, DATA)
    await world.break({ action: DESCRIBE, kind: 'expired-token', account: DATA.accountId })
    await world.forgetCalls()
    expect(await lookAt(DATA)).toMatchObject({ problem: null })
    expect(await world.callsOf('AssumeRole')).toBe(1)
    expect(await world.callsOf(DESCRIBE)).toBe(2)
  })

  it('B25 one that stays expired is the account’s problem, and nobody else’s', async () => {
    await world.submitted(101, DATA)
    await world.submitted(1)
    await Promise.all([lookAt(DATA), lookAt(PLATFORM)])
    const before = world.table()
    await world.break({ action: DESCRIBE, kind: 'expired-token', account: DATA.accountId, times: 2 })
    const [data, platform] = await Promise.all([lookAt(DATA), lookAt(PLATFORM)])
    expect(data.problem).toMatch(new RegExp(`credentials for account ${DATA.accountId} have expired`))
    expect(platform.problem).toBeNull()
    expect(world.table()).toBe(before)
    // Refused twice, the account rests instead of hammering: AWS is not even asked, until the rest is over or somebody tests it.
    await world.forgetCalls()
    expect((await lookAt(DATA)).problem).toBe(data.problem)
    expect(await world.callsOf(DESCRIBE)).toBe(0)
    closeClients()
    expect(await lookAt(DATA)).toMatchObject({ problem: null })
  })
})

describe('B28 a socket that takes the call and never answers', () => {
  it('B28 ends a look with the time-out, and changes nothing', async () => {
    await world.submitted()
    await lookAt(PLATFORM)
    const before = world.table()
    restoreTime = hurry(IMPATIENT)
    await world.break({ action: DESCRIBE, kind: 'hang' })
    const began = performance.now()
    expect(await lookAt(PLATFORM)).toMatchObject({ problem: expect.stringMatching(/did not answer/) as string, throttled: false })
    expect(performance.now() - began).toBeLessThan(5_000)
    expect(world.table()).toBe(before)
    expect(await lookAt(PLATFORM)).toMatchObject({ problem: null })
  })

  it('B28 “look now” says that nothing has changed', async () => {
    const { requestId } = await world.submitted()
    restoreTime = hurry(IMPATIENT)
    await world.break({ action: DESCRIBE, kind: 'hang' })
    expect(await refusal(refreshRequest(requestId, { actor: ACTOR }))).toMatchObject({ code: 'look-failed', message: expect.stringMatching(/nothing has changed here/) as string })
  })
})

describe('deleting', () => {
  it('is asked of AWS once, and the looks follow it to its end', async () => {
    const made = await world.submitted()
    await lookAt(PLATFORM)
    const [one, two] = await Promise.allSettled([deleteEndpoint(made.requestId, by()), deleteEndpoint(made.requestId, by())])
    expect([one.status, two.status].sort()).toEqual(['fulfilled', 'rejected'])
    expect(await world.callsOf(DELETE)).toBe(1)
    await expect.poll(async () => (await lookAt(PLATFORM), world.rows()[0]!.state)).toBe('deleted')
    expect((await world.eventsOf(made.requestId)).slice(-2).map(({ kind, to }) => `${kind} ${to}`)).toEqual(['delete-requested deleting', 'state-changed deleted'])
  })

  it('B28 its answer is lost: the person is told, and the looks find out that it happened', async () => {
    const made = await world.submitted()
    await lookAt(PLATFORM)
    await world.break({ action: DELETE, kind: 'reset-after' })
    await refusal(deleteEndpoint(made.requestId, by()))
    expect(world.rows()[0]!.state).toBe('deleting')
    await expect.poll(async () => (await lookAt(PLATFORM), world.rows()[0]!.state)).toBe('deleted')
  })

  it('B28 its answer is lost and it never happened: after the time AWS may take, it stands where AWS says', async () => {
    const made = await world.submitted()
    await lookAt(PLATFORM)
    await world.break({ action: DELETE, kind: 'reset-before' })
    await refusal(deleteEndpoint(made.requestId, by()))
    await lookAt(PLATFORM)
    expect(world.rows()[0]!.state).toBe('deleting')
    await changeRequest(made.requestId, (current) => ({ request: { ...current, stateSince: new Date(Date.now() - 6 * 60_000) }, events: [], audit: [BY_HAND] }))
    await lookAt(PLATFORM)
    expect(world.rows()[0]!.state).toBe('pending-acceptance')
  })

  it('one that AWS does not know any more counts as deleted', async () => {
    const made = await world.submitted()
    await world.act(made.endpointId!, 'delete', { immediately: true })
    await deleteEndpoint(made.requestId, by())
    expect(world.rows()[0]!.state).toBe('deleting')
  })
})

describe('an AWS that answers otherwise than the sandbox can', () => {
  /** The same process, another AWS: what is asked of it is answered by the test. */
  async function answeredBy(answer: Answered, work: () => Promise<void>): Promise<void> {
    const before = config()
    const far = await startFarEnd(({ action }) => (action === 'GetCallerIdentity' ? identity(PLATFORM.accountId) : answer))
    try {
      await work()
    } finally {
      await far.close()
      adoptConfig(before)
      connectAccounts()
    }
  }

  it('B27 DeleteVpcEndpoints with 200 and a refusal inside is a refusal', async () => {
    const made = await world.submitted()
    const inside = `<unsuccessful><item><error><code>OperationNotPermitted</code><message>Operation is not allowed for requester-managed VPC endpoints</message></error><resourceId>${made.endpointId}</resourceId></item></unsuccessful>`
    await answeredBy(document(DELETE, inside), async () => {
      const error = await refusal(deleteEndpoint(made.requestId, by()))
      expect(error.message).toMatch(/can only be changed through that service.*requester-managed/)
    })
    expect(world.rows()[0]!.state).toBe('pending-acceptance')
    expect((await world.eventsOf(made.requestId)).at(-1)).toMatchObject({ kind: 'delete-failed', from: 'deleting', to: 'pending-acceptance' })
    expect(await world.endpoints()).toHaveLength(1)
  })

  it('B28 a delete that hangs ends with the time-out, and the looks decide', async () => {
    const made = await world.submitted()
    restoreTime = hurry(IMPATIENT)
    await answeredBy(hang, async () => expect((await refusal(deleteEndpoint(made.requestId, by()))).message).toMatch(/did not answer/))
    expect(world.rows()[0]!.state).toBe('deleting')
  })
})
