import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SYSTEM } from '@/lib/privatelink/actor'
import { CHANGES } from '@/lib/privatelink/checks/last-change'
import { STANDINGS, type Standing } from '@/lib/privatelink/checks/proof'
import { EVENT_KINDS, type EventKind } from '@/lib/privatelink/event'
import { noteMend, storeChecksRun } from './checks'
import { closeDatabase, openDatabase, reader, write } from './client'
import { insertEvents } from './events'
import { readPart } from './parts'
import { sampleRequest } from './sample-requests'
import { insertRequestsInBulk } from './seed-bulk'
import { forgetStanding, standingsAmong, storeStanding } from './standings'
import { migratedFile } from './temporary-file'

const SINCE = new Date('2026-11-26T08:00:00Z')
const at = (minute: number) => new Date(SINCE.getTime() + minute * 60_000)
const request = (n: number) => sampleRequest(n, { state: 'available', stateSince: SINCE })
const idOf = (n: number) => request(n).requestId
const among = (...ns: number[]) => readPart(standingsAmong(ns.map(idOf)))
const BY_TEST = { unaudited: 'a test' }
const judged = (n: number, standing: Standing, minute: number) => write((tx) => storeStanding(tx, idOf(n), standing, at(minute)), BY_TEST)
const happened = (kind: EventKind, minute: number) =>
  write((tx) => insertEvents(tx, [{ requestId: idOf(1), name: 'x', event: { at: at(minute), actor: SYSTEM, kind, from: null, to: null, detail: {} } }]))

beforeEach(async () => {
  await openDatabase(migratedFile())
  await insertRequestsInBulk([1, 2, 3].map(request))
})
afterEach(closeDatabase)

describe('what was judged of connections', () => {
  it('is kept for each, the newest counts, and only those that were asked for are told', async () => {
    await Promise.all(STANDINGS.map((standing, n) => judged(n + 1, standing, 1)))
    expect(await among(1, 2, 3)).toEqual(new Map(STANDINGS.map((standing, n) => [idOf(n + 1), standing])))
    await judged(1, 'broken', 2)
    expect(await among(1)).toEqual(new Map([[idOf(1), 'broken']]))
    expect(await among()).toEqual(new Map())
  })

  it('is forgotten when something was learnt since', async () => {
    await judged(1, 'proved', 1)
    await write((tx) => forgetStanding(tx, idOf(1)), BY_TEST)
    expect(await among(1)).toEqual(new Map())
  })

  it('counts no more when the state is newer', async () => {
    await judged(1, 'proved', -1)
    expect(await among(1)).toEqual(new Map())
  })

  it('counts no more when the network was mended since, and counts again when it was judged then', async () => {
    await write((tx) => storeChecksRun(tx, { requestId: idOf(1), ranAt: at(1), ranBy: null, config: { known: false, reason: '' }, sightings: [], notProbed: null, mendedAt: null }), BY_TEST)
    await judged(1, 'broken', 3)
    const mend = (mended: boolean) => noteMend(idOf(1), { action: 'request.rule-added', what: {}, mended }, { actor: SYSTEM, now: at(2), name: 'x' })
    await mend(false)
    expect(await among(1), 'nothing was changed').toEqual(new Map([[idOf(1), 'broken']]))
    await mend(true)
    expect(await among(1)).toEqual(new Map())
    await judged(1, 'proved', 1)
    expect(await among(1), 'judged before').toEqual(new Map())
    await judged(1, 'proved', 2)
    expect(await among(1)).toEqual(new Map([[idOf(1), 'proved']]))
  })

  it.each(EVENT_KINDS)('after “%s” it counts as far as sightings count', async (kind) => {
    await judged(1, 'proved', 2)
    await happened(kind, 2)
    expect((await among(1)).size, 'what happened before counts').toBe(1)
    await happened(kind, 3)
    expect((await among(1)).size).toBe(CHANGES.includes(kind) ? 0 : 1)
  })

  it('goes with the request', async () => {
    await judged(1, 'proved', 1)
    await write((tx) => tx.endpointRequest.delete({ where: { requestId: idOf(1) } }), BY_TEST)
    expect(await reader().standing.count()).toBe(0)
  })
})
