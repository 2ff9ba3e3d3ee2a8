import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ACTIONS } from './actions'
import { control, raw, startTestSandbox, type TestSandbox } from './test-sandbox'

let sandbox: TestSandbox

beforeAll(async () => {
  sandbox = await startTestSandbox()
  await control(sandbox, 'POST world', { endpoints: [{ endpointId: 'vpce-0aaaaaaaaaaaaaaaa', state: 'available' }] })
})
afterAll(() => sandbox.remove())

const known = ['vpce-0aaaaaaaaaaaaaaaa', `vpc-${'0'.repeat(17)}`, 'true', '5', '*', '10.0.0.0/8', 'Interface', 'tcp', '-1', '']
const value = fc.oneof(fc.constantFrom(...known), fc.string({ unit: 'binary', maxLength: 40 }))
const names = [...new Set(Object.values(ACTIONS).flatMap((action) => action.accepts))]
const suffix = fc.constantFrom('', '.1', '.2', '.1.Name', '.1.Value.1', '.1.Key', '.1.Value', '.Value', '.1.Tag.1.Key', '.1.ResourceType', '.1.SubnetId', '.1.IpProtocol', '.1.IpRanges.1.CidrIp', '.0', '.x')

test('no request makes a mistake of the sandbox show', { timeout: 60_000 }, async () => {
  const request = fc.record({
    action: fc.constantFrom(...Object.keys(ACTIONS)),
    parameters: fc.array(fc.tuple(fc.nat(), fc.constantFrom(...names), suffix, value), { maxLength: 6 }),
  })
  await fc.assert(
    fc.asyncProperty(request, async ({ action, parameters }) => {
      const accepts = ACTIONS[action]!.accepts
      // Mostly names the action knows, so that more than the refusal of unknown ones is met.
      const pairs = parameters.map(([pick, any, end, text]) => [(pick % 8 === 0 ? any : accepts[pick % accepts.length]) + end, text] as [string, string])
      const form = new URLSearchParams([['Action', action], ['Version', '2016-11-15'], ...pairs])
      const response = await raw(sandbox, form.toString())
      expect(await response.text()).not.toContain('InternalError')
      expect(response.status).toBeLessThan(500)
    }),
    { numRuns: 500 },
  )
})
