import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { saveAccount } from '@/lib/db/accounts'
import { PLATFORM, startWorld, type TestWorld } from '@/lib/operations/testing/test-world'
import { SYSTEM } from '@/lib/privatelink/actor'
import { call, forgetPace, key, person, tokenFor } from './test-api'

// An account that Causeway may not reach, told of by programs.

let world: TestWorld
let operator = ''
let requestId = ''

beforeAll(async () => {
  world = await startWorld()
  operator = (await tokenFor(await person('operator'))).secret
  requestId = (await world.submitted(1)).requestId
  await saveAccount({ accountId: PLATFORM.accountId, name: 'platform', source: { kind: 'snapshot' }, createdAt: new Date() }, { actor: SYSTEM, now: new Date() })
}, 30_000)
afterAll(() => world.end())
beforeEach(forgetPace)

const post = (rest: string, body: unknown) => call(`/requests/${requestId}${rest}`, operator, { method: 'POST', body, headers: key() })
const vpc = (n: number) => ({ VpcId: `vpc-${n.toString(16).padStart(17, '0')}`, CidrBlock: '10.0.0.0/16', Tags: [{ Key: 'Name', Value: `team ${n}` }] })

describe('what AWS answers', () => {
  it('is taken as it was printed, also where it is long', async () => {
    const text = JSON.stringify({ Vpcs: Array.from({ length: 3_000 }, (_, n) => vpc(n)) }, null, 4)
    expect(text.length).toBeGreaterThan(500_000)
    expect(await post('/aws-answers', { text })).toMatchObject({ status: 200, body: { kept: ['describe-vpcs'], problems: [] } })
  })

  it('is refused with a sentence where it is longer than the server takes, or says nothing', async () => {
    expect(await post('/aws-answers', { text: 'x'.repeat(1_000_000) })).toMatchObject({ status: 413, body: { code: 'too-large' } })
    expect(await post('/aws-answers', { text: 'nothing of AWS' })).toMatchObject({ status: 400, body: { detail: expect.any(String) as string } })
  })

  it('is the only call with so much room', async () => {
    expect(await call('/desk/notes', operator, { method: 'POST', body: { requestIds: [requestId], text: 'x'.repeat(250_000) }, headers: key() })).toMatchObject({ status: 413 })
  })
})

describe('a reported state', () => {
  it('is shown as told, with its note and who told it', async () => {
    expect(await post('/reported-state', { state: 'available', note: ' ' })).toMatchObject({ status: 400 })
    expect(await post('/reported-state', { state: 'available', note: 'the console shows it' })).toMatchObject({ status: 200, body: { state: 'available' } })
    expect((await call(`/requests/${requestId}`, operator)).body).toMatchObject({ state: 'available', reported: { how: 'hand', note: 'the console shows it', by: 'operator by API token' } })
  })
})
