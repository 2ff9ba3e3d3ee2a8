import { afterEach, beforeEach, expect, it } from 'vitest'
import { saveAccount } from '@/lib/db/accounts'
import { changeRequest, getRequest } from '@/lib/db/requests'
import { SYSTEM } from '@/lib/privatelink/actor'
import type { Place } from '@/lib/privatelink/evidence/places'
import { makeScript } from './make-script'
import { receiveReport } from './receive-report'
import { ACTOR, BY_HAND, letTesterIn, PLATFORM, startWorld, type TestWorld } from './testing/test-world'

let world: TestWorld
let requestId: string
beforeEach(async () => {
  world = await startWorld()
  requestId = (await world.submitted()).requestId
  await letTesterIn()
  await changeRequest(requestId, (current) => ({ request: { ...current, addresses: [{ address: '10.0.0.9', networkInterfaceId: 'eni-1', subnetId: 'subnet-1', zoneId: 'usw2-az1', zoneName: 'us-west-2a' }] }, events: [], audit: [BY_HAND] }))
})
afterEach(() => world.end())

const takeAccessAway = () => saveAccount({ accountId: PLATFORM.accountId, name: 'platform', source: { kind: 'snapshot' }, createdAt: new Date() }, { actor: SYSTEM, now: new Date() })

/** The script was run where they say, and its report came in. */
async function reported(outcome: 'open' | 'timeout', place: Place = 'vpc'): Promise<void> {
  const now = new Date()
  const token = /^token=(\S+)$/m.exec(await makeScript(requestId, { dialect: 'sh', place }, { actor: ACTOR, now }))![1]!
  await receiveReport(token, JSON.stringify({ version: 1, request: requestId, ran: now.toISOString(), on: 'ip-10-0-0-5 Linux', results: [{ kind: 'tcp', target: '10.0.0.9', port: 9440, outcome, said: '' }] }), { now })
}

it('a connection that opened inside the VPC tells that the endpoint is available, as reported and not as seen', async () => {
  await takeAccessAway()
  await reported('open')
  expect(await getRequest(requestId)).toMatchObject({ state: 'available', told: { by: 'tester', how: 'script', note: null } })
  const told = (await world.eventsOf(requestId)).filter(({ kind }) => kind === 'state-changed')
  expect(told).toMatchObject([{ from: 'pending-acceptance', to: 'available', actor: { name: 'tester' } }])
})

it('one that did not, or that was tried elsewhere, tells nothing', async () => {
  await takeAccessAway()
  await reported('timeout')
  await reported('open', 'laptop')
  expect(await getRequest(requestId)).toMatchObject({ state: 'pending-acceptance', told: null })
})

it('where Causeway has access, AWS itself is looked at', async () => {
  await reported('open')
  expect(await getRequest(requestId)).toMatchObject({ state: 'pending-acceptance', told: null })
})
