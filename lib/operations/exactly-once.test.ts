import { expect, it } from 'vitest'
import { runKillLoop } from '@/e2e/processes/kill-loop'

it('A2 A3 A4 killed forty times at random points round the call: one endpoint for each request, none lost, no wrong id', { timeout: 600_000 }, async () => {
  const result = await runKillLoop({ kills: 40, createsPerLife: 1 })

  expect(result).toMatchObject({ kills: 40, duplicates: [], lost: [], wrongIds: [], integrity: 'ok' })
  expect(result.requests, 'most lives must get as far as the call, else nothing was tried').toBeGreaterThanOrEqual(36)
  expect(result.endpoints).toBe(result.requests)
})
