import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { STATES } from '@/lib/privatelink/state'
import { closeDatabase, openDatabase } from './client'
import { SORTS, type Sort } from './cursor'
import { changeRequest, countRequests, countRequestsByState, createRequest, deleteDraft, hasRequests, listFacets, listRequests, type RequestQuery } from './requests'
import { sampleRequest } from './sample-requests'
import { insertRequestsInBulk } from './seed-bulk'
import { migratedFile } from './temporary-file'

// Many share their second, their name and their state's beginning: paging has to tell them apart by id. More than a thousand
// match “team”, so that both ways of searching (pick out, walk) are taken.
const WORLD: EndpointRequest[] = Array.from({ length: 1_300 }, (_, n) => {
  const made = sampleRequest(n)
  const at = new Date(Date.UTC(2026, 0, 1) + Math.floor(n / 9) * 1000)
  return { ...made, name: n % 4 === 0 ? 'Same name' : `Team ${n}`, createdAt: at, stateSince: new Date(at.getTime() + (n % 5) * 60_000) }
})

const KEY: Record<Sort, (request: EndpointRequest) => number | string> = {
  newest: (request) => -request.createdAt.getTime(),
  oldest: (request) => request.createdAt.getTime(),
  since: (request) => request.stateSince.getTime(),
  name: (request) => request.name.toLowerCase(),
}

const compare = (a: number | string, b: number | string) => (a < b ? -1 : a > b ? 1 : 0)

/** What the list should be, the slow and obvious way. */
function expected({ state, region, accountId, text, sort = 'newest' }: RequestQuery): string[] {
  const words = (text ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const matching = WORLD.filter((request) => {
    const { draft, plan } = request
    const place = plan ?? draft
    const searched = [request.name, ...place.hostnames, request.endpointId, place.vpcId, place.accountId, place.region, place.serviceName, draft.contact, request.requestId].join('\n').toLowerCase()
    const wanted = (!state?.length || state.includes(request.state)) && (region === undefined || place.region === region) && (accountId === undefined || place.accountId === accountId)
    return wanted && words.every((word) => searched.includes(word))
  })
  const byId = sort === 'newest' ? -1 : 1
  return matching.sort((a, b) => compare(KEY[sort](a), KEY[sort](b)) || byId * compare(a.requestId, b.requestId)).map(({ requestId }) => requestId)
}

async function allPages(query: RequestQuery): Promise<{ forth: string[]; back: string[]; pages: number }> {
  const forth: string[] = []
  let page = await listRequests(query)
  let pages = 1
  forth.push(...page.rows.map(({ requestId }) => requestId))
  expect(page.previous).toBeNull()
  while (page.next) {
    page = await listRequests({ ...query, cursor: page.next })
    forth.push(...page.rows.map(({ requestId }) => requestId))
    pages += 1
  }
  const back = page.rows.map(({ requestId }) => requestId)
  while (page.previous) {
    page = await listRequests({ ...query, cursor: page.previous })
    // The first page is always shown whole, so going back it may repeat what was seen.
    back.unshift(...page.rows.map(({ requestId }) => requestId).filter((id) => !back.includes(id)))
  }
  return { forth, back, pages }
}

beforeAll(async () => {
  await openDatabase(migratedFile())
  expect(await hasRequests()).toBe(false)
  expect(await listRequests()).toEqual({ rows: [], next: null, previous: null })
  expect(await listFacets()).toEqual({ regions: [], accountIds: [] })
  await insertRequestsInBulk(WORLD)
})
afterAll(closeDatabase)

describe('listRequests', () => {
  it.each(SORTS)('sorted by %s pages forth and back over every request once', async (sort) => {
    const want = expected({ sort })
    const { forth, back, pages } = await allPages({ sort, limit: 90 })
    expect(forth).toEqual(want)
    expect(back).toEqual(want)
    expect(pages).toBe(Math.ceil(want.length / 90))
  })

  it('finds with any mixture of filters what the obvious way finds, in its order', async () => {
    const regions = ['us-west-2', 'eu-west-1', 'nowhere']
    const accounts = ['111122223300', '111122223304', '999999999999']
    const texts = ['team', 'TEAM 12', 'same name', 'example.com eu-west', sampleRequest(7).requestId, 'vpce-00000000000000007', 'no such thing', '%', '_', "' OR 1=1 --", '   ', 'ea', 'ea 12', '"', '"team"', 'team*', 'NEAR(team 12)', 'a\0bcd', '🧨🧨🧨', 'ⅳⅳⅳ']
    const maybe = <T>(values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined })
    const query = fc.record({
      state: fc.option(fc.uniqueArray(fc.constantFrom(...STATES), { maxLength: 4 }), { nil: undefined }),
      region: maybe(regions),
      accountId: maybe(accounts),
      text: maybe(texts),
      sort: maybe([...SORTS]),
    })
    await fc.assert(
      fc.asyncProperty(query, async (asked) => {
        const want = expected(asked)
        const limit = Math.max(20, Math.ceil(want.length / 3))
        expect((await allPages({ ...asked, limit: Math.min(limit, 200) })).forth).toEqual(want)
      }),
      { numRuns: 120 },
    )
  })

  it('finds by its new text what was changed, no longer by its old, and not what was taken away', async () => {
    const request = sampleRequest(90_001, { state: 'draft', name: 'Ocelot pipeline' })
    const found = async (text: string) => (await listRequests({ text })).rows.map((row) => row.requestId)
    const by = { actor: { kind: 'system' } as const, now: new Date() }
    await createRequest({ request, events: [{ at: by.now, actor: by.actor, kind: 'draft-started', from: null, to: 'draft', detail: {} }] })
    expect(await found('ocelot')).toEqual([request.requestId])
    await changeRequest(request.requestId, (current) => ({ request: { ...current, name: 'Margay pipeline' }, events: [{ at: by.now, actor: by.actor, kind: 'parked', from: null, to: null, detail: {} }] }))
    expect([await found('ocelot'), await found('margay')]).toEqual([[], [request.requestId]])
    await deleteDraft(request.requestId, by)
    expect(await found('margay')).toEqual([])
  })

  it('shows the few columns of a list as the types of the domain', async () => {
    const want = WORLD.at(-1)!
    const { rows } = await listRequests({ text: want.requestId })
    expect(rows).toEqual([
      {
        requestId: want.requestId,
        name: want.name,
        state: want.state,
        stateSince: want.stateSince,
        accountId: want.draft.accountId,
        region: want.draft.region,
        vpcId: want.draft.vpcId,
        serviceName: want.draft.serviceName,
        endpointId: want.endpointId,
        hostnames: want.draft.hostnames,
        createdAt: want.createdAt,
        updatedAt: want.updatedAt,
        told: null,
        drifts: false,
        standing: null,
      },
    ])
  })

  it('gives the first page for a cursor that makes no sense', async () => {
    const first = await listRequests({ limit: 5 })
    const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const strange = ['', 'garbage', '%00', '🧨', 'x'.repeat(100_000), encoded(null), encoded({}), encoded(['newest', 'after', 'text', 'id']), encoded(['newest', 'sideways', 1, 'id']), encoded(['name', 'after', 'a', 'id']), encoded(['newest', 'after', 1e400, 'id'])]
    for (const cursor of strange) expect(await listRequests({ limit: 5, cursor })).toEqual(first)
  })

  it('bounds the page: strange limits are as good as one row or two hundred', async () => {
    for (const [limit, length] of [[0, 1], [-3, 1], [1, 1], [Number.NaN, 1], [200, 200], [201, 200], [1e9, 200]] as const) {
      expect((await listRequests({ limit })).rows, String(limit)).toHaveLength(length)
    }
    expect((await listRequests()).rows).toHaveLength(50)
  })

  it('going on after the row of the cursor has been deleted skips and repeats nothing', async () => {
    const drafts = await listRequests({ state: ['draft'], limit: 3 })
    const rest = await listRequests({ state: ['draft'], limit: 3, cursor: drafts.next! })
    const last = drafts.rows.at(-1)!
    await deleteDraft(last.requestId, { actor: { kind: 'system' }, now: new Date() })
    expect(await listRequests({ state: ['draft'], limit: 3, cursor: drafts.next! })).toEqual(rest)
    await insertRequestsInBulk(WORLD.filter(({ requestId }) => requestId === last.requestId))
  })
})

describe('what the filter menus and the first page ask', () => {
  it('lists the regions and accounts that occur, sorted, once', async () => {
    const places = WORLD.map(({ draft }) => draft)
    expect(await listFacets()).toEqual({ regions: [...new Set(places.map(({ region }) => region))].sort(), accountIds: [...new Set(places.map(({ accountId }) => accountId))].sort() })
  })

  it('counts', async () => {
    expect(await hasRequests()).toBe(true)
    expect(await countRequests()).toBe(WORLD.length)
    const byState = await countRequestsByState()
    for (const state of STATES) expect(byState[state] ?? 0, state).toBe(WORLD.filter((request) => request.state === state).length)
  })
})
