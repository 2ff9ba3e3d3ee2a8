import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { reader, write } from '@/lib/db/client'
import { changeRequest } from '@/lib/db/requests'
import { revokeToken } from '@/lib/operations/api-tokens'
import { BY_HAND, network, PLATFORM, startWorld, type TestWorld } from '@/lib/operations/testing/test-world'
import { scopesAllow, TOKEN_SCOPES, type TokenScope } from '@/lib/privatelink/tokens'
import { matchPath } from './dispatch'
import { spendCall } from './pace'
import { call, key, now, person, tokenOf, type Said } from './test-api'

let world: TestWorld
beforeEach(async () => void (world = await startWorld()))
afterEach(() => world.end())

/** All but the one that makes access: it is never implied. */
const ALL: TokenScope[] = ['read', 'requests', 'desk', 'admin', 'self']
const HOSTS = ['team1.us-west-2.aws.clickhouse.cloud']

describe('E54 a token', () => {
  it('E54 missing, wrong, of another shape, in the address, revoked or expired: one and the same refusal', async () => {
    const { secret, token, actor } = await tokenOf('operator')
    expect((await call('/me', secret)).body).toMatchObject({ name: 'operator', role: 'operator', tokenId: token.tokenId })
    const wrong = [null, '', 'causeway_', `${secret}x`, secret.slice(0, -1), secret.replace(token.tokenId, '0'.repeat(18)), `${secret.slice(0, -4)}AAAA`]
    const refusals = await Promise.all([...wrong.map((each) => call('/me', each)), call(`/me?token=${secret}`, null), call(`/me?access_token=${secret}`, null)])
    await revokeToken(token.tokenId, { actor, now: now() })
    refusals.push(await call('/me', secret))
    for (const { status, body, headers } of refusals) {
      expect([status, headers.get('content-type'), headers.get('www-authenticate')]).toEqual([401, 'application/problem+json', 'Bearer realm="Causeway API"'])
      expect(body.detail).toBe(refusals[0]?.body.detail)
    }
  })

  it('E54 that has expired, or whose owner was disabled or lost the role, does nothing any more', async () => {
    const { secret, token, actor } = await tokenOf('operator')
    await write((tx) => tx.apiToken.update({ where: { tokenId: token.tokenId }, data: { expiresAt: now() } }), { unaudited: 'a test' })
    expect((await call('/me', secret)).status).toBe(401)
    await write((tx) => tx.apiToken.update({ where: { tokenId: token.tokenId }, data: { expiresAt: new Date(Date.now() + 60_000) } }), { unaudited: 'a test' })
    await write((tx) => tx.person.update({ where: { id: actor.userId }, data: { role: 'viewer' } }), { unaudited: 'a test' })
    expect(await call('/requests', secret, { method: 'POST', body: { hostnames: HOSTS }, headers: key() })).toMatchObject({ status: 403, body: { code: 'not-allowed' } })
    await write((tx) => tx.person.update({ where: { id: actor.userId }, data: { disabledAt: now() } }), { unaudited: 'a test' })
    expect((await call('/me', secret)).status).toBe(401)
  })

  it('E54 with the scope read writes nothing, and no scope but people makes tokens or people', async () => {
    const { secret } = await tokenOf('admin', { scopes: ['read'] })
    expect((await call('/requests', secret)).status).toBe(200)
    expect(await call('/requests', secret, { method: 'POST', body: { hostnames: HOSTS }, headers: key() })).toMatchObject({ status: 403, body: { code: 'scope', detail: expect.stringContaining('needs the scope requests') as string } })
    expect(await reader().endpointRequest.count()).toBe(0)
    // a token makes tokens since `people` was added, and only with it; as a person does, none ever
    for (const operation of ['delegateTokens', 'managePeople'] as const) expect([scopesAllow(ALL, operation), scopesAllow(['people'], operation)]).toEqual([false, true])
    expect(scopesAllow(TOKEN_SCOPES, 'manageTokens')).toBe(false)
  })

  it('E54 is kept as a hash only, and making and revoking it is in the audit trail', async () => {
    const { secret, token, actor } = await tokenOf('operator')
    const dump = JSON.stringify([await reader().apiToken.findMany(), await reader().audit.findMany({ select: { action: true, after: true, before: true, objectName: true } })])
    expect(dump).not.toContain(secret)
    expect(dump).not.toContain(secret.slice(-43))
    await revokeToken(token.tokenId, { actor, now: now() })
    expect((await reader().audit.findMany({ where: { objectKind: 'token' } })).map(({ action }) => action)).toEqual(['token.created', 'token.revoked'])
  })

  it('is revoked by its owner or by an administrator, by nobody else', async () => {
    const { token } = await tokenOf('operator')
    await expect(revokeToken(token.tokenId, { actor: await person('viewer'), now: now() })).rejects.toMatchObject({ code: 'not-allowed' })
    await revokeToken(token.tokenId, { actor: await person('admin'), now: now() })
  })
})

describe('the whole way by API', () => {
  it('from hostnames to an endpoint that waits for ClickHouse, its ticket and its end', async () => {
    const { secret, token } = await tokenOf('requester')
    const started = await call('/requests', secret, { method: 'POST', body: { hostnames: HOSTS, accountId: PLATFORM.accountId }, headers: key() })
    expect(started).toMatchObject({ status: 201, body: { state: 'draft', region: 'us-west-2', accountId: PLATFORM.accountId, owner: { name: 'requester' } } })
    const at = `/requests/${String(started.body.requestId)}`
    await call(at, secret, { method: 'PATCH', body: network(1) })
    const review = await call(`${at}/review`, secret, { method: 'POST' })
    expect(review.body).toMatchObject({ blocked: null })
    const created = await call(`${at}/create`, secret, { method: 'POST', body: { planHash: review.body.planHash } })
    expect(created).toMatchObject({ status: 202, body: { state: 'creating' } })
    await world.untilState(String(started.body.requestId), 'pending-acceptance')
    const seen = await call(at, secret)
    expect(seen.body).toMatchObject({ state: 'pending-acceptance', turn: 'clickhouse' })
    expect((await call(`${at}/ticket`, secret)).body.text).toContain(seen.body.endpointId)
    const events = (await call(`${at}/events`, secret)).body.events as { actor: string; kind: string }[]
    expect(events.at(-1)).toMatchObject({ kind: 'draft-started', actor: 'requester by API token' })
    expect(await call(`${at}/delete-endpoint`, secret, { method: 'POST', body: { endpointId: 'vpce-00000000' } })).toMatchObject({ status: 409, body: { code: 'other-endpoint' } })
    expect(await call(`${at}/delete-endpoint`, secret, { method: 'POST', body: { endpointId: seen.body.endpointId } })).toMatchObject({ status: 202, body: { state: 'deleting' } })
    expect(token.scopes).toEqual(ALL)
  })

  it('a repeated start with one key makes one request, with another body is refused, and without a key too', async () => {
    const { secret } = await tokenOf('requester')
    const once = { method: 'POST', body: { hostnames: HOSTS }, headers: key('the-same-key') }
    const first = await call('/requests', secret, once)
    const again = await call('/requests', secret, once)
    expect([again.status, again.headers.get('idempotent-replayed'), again.body]).toEqual([201, 'true', first.body])
    expect(await call('/requests', secret, { ...once, body: { hostnames: ['other.us-west-2.aws.clickhouse.cloud'] } })).toMatchObject({ status: 422, body: { code: 'key-reused' } })
    expect(await call('/requests', secret, { method: 'POST', body: { hostnames: HOSTS } })).toMatchObject({ status: 400, body: { code: 'idempotency-key' } })
    expect(world.rows()).toHaveLength(1)
  })

  it('one key at two addresses is two things: a copy is of the request that was named', async () => {
    const { secret } = await tokenOf('operator')
    const ids = [await world.submitted(1), await world.submitted(2)].map(({ requestId }) => requestId)
    for (const requestId of ids) await changeRequest(requestId, (current) => ({ request: { ...current, state: 'rejected' }, events: [], audit: [BY_HAND] }))
    const copies = []
    for (const requestId of ids) copies.push(await call(`/requests/${requestId}/copy`, secret, { method: 'POST', headers: key('the-same-key') }))
    expect(copies.map(({ status, headers }) => [status, headers.get('idempotent-replayed')])).toEqual([[201, null], [201, null]])
    expect(new Set(copies.map(({ body }) => body.requestId)).size).toBe(2)
  })

  it('a start whose process died before it answered is answered a minute later, and made once', async () => {
    const { secret } = await tokenOf('requester')
    const once = { method: 'POST', body: { hostnames: HOSTS }, headers: key('the-same-key') }
    const first = await call('/requests', secret, once)
    const unanswer = (at: Date) => write((tx) => tx.idempotentAnswer.updateMany({ data: { status: null, answer: null, at } }), { unaudited: 'a test' })
    await unanswer(now())
    expect(await call('/requests', secret, once)).toMatchObject({ status: 409, body: { code: 'key-busy' } })
    await unanswer(new Date(Date.now() - 61_000))
    expect(await call('/requests', secret, once)).toMatchObject({ status: 201, body: { requestId: first.body.requestId } })
    expect(world.rows()).toHaveLength(1)
  })

  it('pages by key over everything once', async () => {
    const { secret } = await tokenOf('operator')
    for (let n = 0; n < 5; n += 1) await call('/requests', secret, { method: 'POST', body: { hostnames: [`team${n}.us-west-2.aws.clickhouse.cloud`] }, headers: key() })
    const ids: unknown[] = []
    for (let cursor: unknown = ''; cursor !== null; ) {
      const page = await call(`/requests?limit=2${cursor ? `&cursor=${String(cursor)}` : ''}`, secret)
      ids.push(...(page.body.requests as { requestId: string }[]).map(({ requestId }) => requestId))
      cursor = page.body.next
    }
    expect([ids.length, new Set(ids).size]).toEqual([5, 5])
  })
})

describe('what comes in wrong', () => {
  it.each<[string, string, Said, number, string]>([
    ['an address that is not there', '/nothing', {}, 404, 'no-such-call'],
    ['another method', '/me', { method: 'POST' }, 405, 'method-not-allowed'],
    ['a body that is not JSON', '/requests', { method: 'POST', body: '{', headers: key('12345678') }, 400, 'wrong-shape'],
    ['a body of another kind', '/requests', { method: 'POST', body: 'x', headers: { ...key('12345678'), 'content-type': 'text/plain' } }, 415, 'content-type'],
    ['a field nobody knows (F59)', '/requests', { method: 'POST', body: { hostnames: [], state: 'available', ownerId: 'me' }, headers: key('12345678') }, 400, 'wrong-shape'],
    ['a repeated parameter', '/requests?limit=1&limit=2', {}, 400, 'wrong-shape'],
    ['an unknown parameter', '/me?x=1', {}, 400, 'wrong-shape'],
    ['a state nobody knows', '/requests?state=fine', {}, 400, 'wrong-shape'],
    ['an id that is none', '/requests/none', {}, 400, 'wrong-shape'],
    ['an id that is not there', '/requests/00000000-0000-4000-8000-000000000000', {}, 404, 'not-found'],
  ])('%s', async (_what, path, said, status, code) => {
    const { secret } = await tokenOf('admin')
    const answer = await call(path, secret, said)
    expect([answer.status, answer.headers.get('content-type'), answer.body.code]).toEqual([status, 'application/problem+json', code])
    expect(String(answer.body.detail)).toMatch(/\S{3}/)
  })

  it('F57 support does not learn of a draft', async () => {
    const { secret } = await tokenOf('support')
    const { requestId } = await world.draftReady()
    expect(await call(`/requests/${requestId}`, secret)).toMatchObject({ status: 404 })
    expect(await call('/requests', secret)).toMatchObject({ status: 403 })
  })
})

describe('small parts', () => {
  it.each([
    ['/requests/{requestId}', ['requests', 'a'], { requestId: 'a' }],
    ['/requests/{requestId}', ['requests'], null],
    ['/requests', ['requests', 'a'], null],
    ['/requests/{requestId}/look', ['requests', 'a', 'look'], { requestId: 'a' }],
  ])('matchPath %s %j', (path, segments, given) => expect(matchPath(path, segments)).toEqual(given))

  it('lets a token make sixty calls at once, then ten a second', () => {
    const calls = Array.from({ length: 61 }, () => spendCall('pace', 1_000))
    expect(calls.slice(0, 60).every((wait) => wait === 0)).toBe(true)
    expect(calls[60]).toBe(1)
    expect(spendCall('pace', 1_000.5)).toBe(0)
    expect(spendCall('another', 1_000)).toBe(0)
  })
})
