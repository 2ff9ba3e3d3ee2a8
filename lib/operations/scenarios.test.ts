import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkSwitch } from './check-switch'
import { PASTED } from './testing/test-pasted-scenarios'
import type { Place, Scenario } from './testing/test-scenario'
import { CONFIGURATION, ENDPOINT, FINE, NAMES, SERVICE_SAYS, SPOKEN, TCP } from './testing/test-scenarios'
import { bringAbout, inGroups, lookUntil, sayFirst } from './testing/test-scenario-world'
import { SERVICE, startWorld, type TestWorld } from './testing/test-world'

/** Each has one cause, a few have two; the facts come through the real DNS, TCP, TLS and HTTPS of the sandbox. */
const SCENARIOS: Scenario[] = [...ENDPOINT, ...CONFIGURATION, ...TCP, ...NAMES, ...SPOKEN, ...FINE, ...PASTED]

let world: TestWorld
let places: Place[]
let said: Awaited<ReturnType<typeof sayFirst>>[]

beforeAll(async () => {
  world = await startWorld()
  places = await bringAbout(world, SCENARIOS)
  for (const [at, { broken }] of SCENARIOS.entries()) await broken?.(places[at]!)
  await lookUntil(places.map(({ requestId }) => requestId), ({ state }, at) => state === (SCENARIOS[at]!.until ?? state))
  said = await inGroups(SCENARIOS, 12, (scenario, at) => sayFirst(scenario, places[at]!))
}, 180_000)
afterAll(() => world.end())

describe('the first thing that is said', () => {
  it('is tried in more than sixty worlds', () => {
    expect(SCENARIOS.length).toBeGreaterThan(60)
    expect(new Set(SCENARIOS.map(({ what }) => what)).size).toBe(SCENARIOS.length)
  })

  it.each(SCENARIOS.map(({ what, symptomId }, at) => ({ what, symptomId: symptomId ?? 'nothing wrong', at })))('$what: $symptomId', ({ at }) => {
    const { symptomId, title } = said[at]!
    expect(`${symptomId}: ${title}`).toEqual(expect.stringMatching(new RegExp(`^${SCENARIOS[at]!.symptomId}: `)))
  })
})

it.each([['all is well', 'pass'], ['9440 times out', 'block'], ['the private name asked, from a laptop', 'warn']] as const)('the pre-flight of private DNS takes its TCP from the checks: %s', async (wanted, outcome) => {
  const { requestId } = places[SCENARIOS.findIndex(({ what }) => what === wanted)]!
  const { lines } = await checkSwitch(requestId)
  expect(lines.find(({ id }) => id === 'tcp')?.outcome).toBe(outcome)
})

describe('what the endpoint service publishes', () => {
  it.each(SERVICE_SAYS)('$what: $symptomId', async ({ symptomId, says, privateDns }) => {
    const at = SCENARIOS.findIndex(({ what }) => what === (privateDns ? 'all is well' : 'private DNS is off'))
    await places[at]!.load({ services: [{ serviceName: SERVICE, zoneIds: ['usw2-az1', 'usw2-az2', 'usw2-az3'], ...says }] })
    await places[at]!.answers('nxdomain')
    const told = await sayFirst(SCENARIOS[at]!, places[at]!)
    expect(`${told.symptomId}: ${told.title}`).toMatch(new RegExp(`^${symptomId}: `))
  }, 30_000)
})
