import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SYSTEM } from '@/lib/privatelink/actor'
import { EVENT_KINDS } from '@/lib/privatelink/event'
import { sampleRequest } from './sample-requests'
import { listAccountTests, latestTests, saveAccountTest } from './account-tests'
import { AccountInUseError, changeAccount, deleteAccount, findAccount, insertAccount, listAccounts, saveAccount, USUAL_SETTINGS, type Account } from './accounts'
import { closeDatabase, openDatabase, reader } from './client'
import { listEvents } from './events'
import { deleteRate, listRates, saveRate } from './rates'
import { changeRequest, createRequest } from './requests'
import { migratedFile } from './temporary-file'

const NOW = new Date('2026-11-23T08:00:00.123Z')
const BY = { actor: SYSTEM, now: NOW }

beforeEach(async () => void (await openDatabase(migratedFile())))
afterEach(closeDatabase)

describe('events', () => {
  it('come back as they went in, newest first, of one request, at most as many as asked', async () => {
    const actors = [{ kind: 'user', name: 'Ada' }, { kind: 'watcher' }, { kind: 'recovery' }] as const
    const events = EVENT_KINDS.map((kind, n) => ({ at: new Date(NOW.getTime() - n * 1000), actor: actors[n % 3]!, kind, from: n % 2 ? ('draft' as const) : null, to: n % 2 ? null : ('creating' as const), detail: { n: String(n) } }))
    await createRequest({ request: sampleRequest(1), events: events.slice(0, 4) })
    await createRequest({ request: sampleRequest(2), events: [events[0]!] })
    await changeRequest(sampleRequest(1).requestId, (current) => ({ request: current, events: events.slice(4) }))
    expect(await listEvents(sampleRequest(1).requestId)).toEqual([...events].reverse())
    expect(await listEvents(sampleRequest(1).requestId, { limit: 2 })).toEqual(events.slice(-2).reverse())
    expect(await listEvents('nobody')).toEqual([])
  })
})

describe('accounts', () => {
  const account = (accountId: string, given: Partial<Account> = {}): Account => ({ accountId, name: `account ${accountId}`, source: { kind: 'default' }, externalId: null, createdAt: NOW, ...USUAL_SETTINGS, ...given })

  it('are kept with every kind of source, listed by name', async () => {
    const role = account('444455556666', { name: 'data', source: { kind: 'assume-role', roleArn: 'arn:aws:iam::444455556666:role/x', externalId: 'e' }, externalId: 'e', regions: ['us-west-2'], serviceNames: ['s'], level: 'create', mending: true, note: 'n', heldBecause: 'h' })
    const profile = account('111122223333', { name: 'platform', source: { kind: 'profile', profile: 'prod' } })
    const own = account('000000000001', { name: 'own' })
    for (const each of [profile, own, role]) await saveAccount(each, BY)
    expect(await listAccounts()).toEqual([role, own, profile])
    expect(await findAccount('444455556666')).toEqual(role)
    expect(await findAccount('999999999999')).toBeNull()
  })

  it('saved again take the new name and source, and keep when they came', async () => {
    await saveAccount(account('111122223333'), BY)
    await saveAccount(account('111122223333', { name: 'renamed', createdAt: new Date(0) }), BY)
    expect(await listAccounts()).toEqual([account('111122223333', { name: 'renamed' })])
  })
})

describe('an account', () => {
  const role = { accountId: '444455556666', name: 'data', source: { kind: 'assume-role', roleArn: 'arn:aws:iam::444455556666:role/x', externalId: 'the-one-id' }, createdAt: NOW } as const
  const trail = async () => JSON.stringify(await reader().audit.findMany())

  it('is added once', async () => {
    await insertAccount(role, BY)
    await expect(insertAccount(role, BY)).rejects.toThrow('Causeway knows account 444455556666 already, as “data”.')
  })

  it('keeps its ExternalId whatever becomes of its source, and the trail never holds it', async () => {
    await insertAccount(role, BY)
    await changeAccount(role.accountId, (current) => ({ ...current, source: { kind: 'profile', profile: 'p' } }), BY)
    expect(await findAccount(role.accountId)).toMatchObject({ source: { kind: 'profile' }, externalId: 'the-one-id' })
    await changeAccount(role.accountId, (current) => ({ ...current, externalId: 'other', source: { ...role.source, externalId: 'other' } }), BY)
    expect(await findAccount(role.accountId)).toMatchObject({ source: { ...role.source, externalId: 'the-one-id' } })
    expect(await trail()).not.toMatch(/the-one-id|other/)
    expect(await trail()).toContain('account.changed')
  })

  it('is not removed while a request is open in it, and then with its tests', async () => {
    const request = { ...sampleRequest(1), state: 'available' as const }
    await insertAccount({ ...role, accountId: request.plan!.accountId }, BY)
    await createRequest({ request, events: [{ at: NOW, actor: SYSTEM, kind: EVENT_KINDS[0]!, from: null, to: null, detail: {} }] })
    const refused = await deleteAccount(request.plan!.accountId, BY).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(AccountInUseError)
    expect(refused).toMatchObject({ count: 1, requests: [{ requestId: request.requestId, name: request.name, state: 'available' }] })
    await changeRequest(request.requestId, (current) => ({ request: { ...current, state: 'deleted' }, events: [{ at: NOW, actor: SYSTEM, kind: 'state-changed', from: 'available', to: 'deleted', detail: {} }] }))
    await deleteAccount(request.plan!.accountId, BY)
    expect(await listAccounts()).toEqual([])
  })

  it('keeps its newest twenty tests, and what they mean for its use', async () => {
    await insertAccount(role, BY)
    const result = { answered: null, problem: 'no', trust: 'none', trustProblem: null, regions: [], triedIn: null, actions: [] } as const
    for (let n = 0; n < 22; n++) {
      await saveAccountTest({ accountId: role.accountId, result: { ...result, regions: [], actions: [] }, held: n === 0 ? 'held' : undefined, told: 'Nobody answered' }, { ...BY, now: new Date(NOW.getTime() + n) })
    }
    const tests = await listAccountTests(role.accountId)
    expect(tests).toHaveLength(20)
    expect((await latestTests()).get(role.accountId)).toEqual({ at: new Date(NOW.getTime() + 21), result })
    expect(await findAccount(role.accountId)).toMatchObject({ heldBecause: 'held' })
  })
})

describe('rates', () => {
  it('are saved, replaced and taken away by region', async () => {
    const rate = { region: 'us-west-2', perZoneHourUsd: 0.01, perGbUsd: 0.0035, asOf: '2026-11-01', source: 'AWS' }
    await saveRate(rate, BY)
    await saveRate({ ...rate, region: 'eu-west-1' }, BY)
    await saveRate({ ...rate, perZoneHourUsd: 0.011 }, BY)
    expect(await listRates()).toEqual([{ ...rate, region: 'eu-west-1' }, { ...rate, perZoneHourUsd: 0.011 }])
    await deleteRate('us-west-2', BY)
    await deleteRate('us-west-2', BY)
    expect((await listRates()).map(({ region }) => region)).toEqual(['eu-west-1'])
  })
})
