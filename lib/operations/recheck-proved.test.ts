import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { getEndpoint } from '@/lib/aws/endpoints'
import { modifyPrivateDns } from '@/lib/aws/private-dns'
import { findChecksRun } from '@/lib/db/checks'
import { getRequest } from '@/lib/db/requests'
import { control } from '@/lib/sandbox/test-sandbox'
import { addEvidence } from './add-evidence'
import { lookAt } from './look'
import { RECHECK_AFTER_MS, recheckProved } from './recheck-proved'
import { runChecks } from './run-checks'
import { runQuery } from './run-query'
import { ACTOR, PLATFORM, startWorld, type TestWorld } from './testing/test-world'

let world: TestWorld
beforeEach(async () => void (world = await startWorld()))
afterEach(() => world.end())

const later = (ms = RECHECK_AFTER_MS + 60_000) => new Date(Date.now() + ms)
const lost = async (requestId: string) => (await world.eventsOf(requestId)).filter(({ kind }) => kind === 'proof-lost')

/** Switches it at AWS, as somebody in the console would, and waits until it is through. */
async function privateDns(endpointId: string, enabled: boolean): Promise<void> {
  await modifyPrivateDns(PLATFORM, endpointId, enabled)
  await expect.poll(async () => (await getEndpoint(PLATFORM, endpointId))?.state).toBe('available')
  await lookAt(PLATFORM)
}

const NAME = 'team1.us-west-2.vpce.aws.clickhouse.cloud'
const by = () => ({ actor: ACTOR, now: new Date() })
const askedHere = (requestId: string) => runQuery(requestId, { user: 'default', password: 'sandbox-password', ...by() })
const pasted = (requestId: string) => addEvidence(requestId, { text: `$ clickhouse-client --host ${NAME} --secure --port 9440 --query 'SELECT 1'\n1\n`, place: 'vpc' }, by())

/** An available request of which everything is proved, as a person left it. */
async function proved(ask: (requestId: string) => Promise<unknown> = askedHere): Promise<{ requestId: string; endpointId: string }> {
  const { requestId, endpointId } = await world.submitted()
  await world.act(endpointId!, 'accept')
  await expect.poll(async () => (await lookAt(PLATFORM), (await getRequest(requestId)).state)).toBe('available')
  await privateDns(endpointId!, true)
  await runChecks(requestId, by())
  await ask(requestId)
  return { requestId, endpointId: endpointId! }
}

describe('what was proved', () => {
  it('is not checked again before its time', async () => {
    await proved()
    expect(await recheckProved(later(60_000), 0)).toBe(0)
  })

  it('is checked again after hours, and nothing is told while nothing is wrong', async () => {
    const { requestId } = await proved()
    expect(await recheckProved(later(), 0)).toBe(1)
    expect((await findChecksRun(requestId))?.ranBy).toBe('Watcher')
    expect(await lost(requestId)).toEqual([])
    expect(await recheckProved(later(), 0), 'it has just been looked at').toBe(0)
  })

  it('is checked again as well where a paste completed the proof', async () => {
    await proved(pasted)
    expect(await recheckProved(later(), 0)).toBe(1)
  })

  it('and no longer holds is told once, with the reason', async () => {
    const { requestId, endpointId } = await proved()
    await control(world.sandbox, 'POST network', { vpceId: endpointId, port: 9440, behaviour: 'timeout' })
    expect(await recheckProved(later(), 0)).toBe(1)
    const [event] = await lost(requestId)
    expect(event).toMatchObject({ actor: { kind: 'watcher' }, detail: { reason: expect.stringContaining('9440') as string } })
    expect(await recheckProved(later(2 * RECHECK_AFTER_MS), 0), 'found wrong: somebody has to mend it').toBe(0)
    expect(await lost(requestId)).toHaveLength(1)
  })

  it('and whose names lead elsewhere again is told, though everything seems to work', async () => {
    const { requestId, endpointId } = await proved()
    await privateDns(endpointId, false)
    expect(await recheckProved(later(), 0)).toBe(1)
    expect((await lost(requestId))[0]?.detail.reason).toContain(NAME)
  })

  it('and is no longer available is left to the looks', async () => {
    const { requestId, endpointId } = await proved()
    await world.act(endpointId, 'reject')
    await expect.poll(async () => (await lookAt(PLATFORM), (await getRequest(requestId)).state)).toBe('rejected')
    expect(await recheckProved(later(), 0)).toBe(0)
  })
})
