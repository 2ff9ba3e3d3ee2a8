import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { getEndpoint } from '@/lib/aws/endpoints'
import { modifyPrivateDns } from '@/lib/aws/private-dns'
import { findChecksRun, saveChecksRun } from '@/lib/db/checks'
import { getRequest } from '@/lib/db/requests'
import { control } from '@/lib/sandbox/test-sandbox'
import { lookAt } from './look'
import { RECHECK_AFTER_MS, recheckProved } from './recheck-proved'
import { runChecks } from './run-checks'
import { ACTOR, BY_HAND, PLATFORM, startWorld, type TestWorld } from './testing/test-world'

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

/** An available request whose last run found everything good, as a person left it. */
async function proved(n = 1): Promise<{ requestId: string; endpointId: string }> {
  const { requestId, endpointId } = await world.submitted(n)
  await world.act(endpointId!, 'accept')
  await expect.poll(async () => (await lookAt(PLATFORM), (await getRequest(requestId)).state)).toBe('available')
  await privateDns(endpointId!, true)
  await runChecks(requestId, { actor: ACTOR, now: new Date() })
  const run = await findChecksRun(requestId)
  await saveChecksRun(run!, { concluded: { tone: 'good', title: '', sentence: '', symptomId: null, checkId: null }, standing: 'proved' }, { actor: ACTOR, now: new Date(), name: BY_HAND.object.name })
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
    expect((await lost(requestId))[0]?.detail.reason).toContain('team1.us-west-2.vpce.aws.clickhouse.cloud')
  })

  it('and is no longer available is left to the looks', async () => {
    const { requestId, endpointId } = await proved()
    await world.act(endpointId, 'reject')
    await expect.poll(async () => (await lookAt(PLATFORM), (await getRequest(requestId)).state)).toBe('rejected')
    expect(await recheckProved(later(), 0)).toBe(0)
  })
})
