import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeSignedIn, openForTests } from '@/lib/auth/test-signed-in'
import { write } from './client'
import { signInStore } from './sign-in-store'
import { findLiveSession, IDLE_MS, touchSession } from './sessions'
import { countTry, forgiveTry } from './tries'

let close = () => Promise.resolve()
beforeAll(async () => void ({ close } = await openForTests()))
afterAll(() => close())

const later = (from: Date, ms: number) => new Date(from.getTime() + ms)

describe('E46 E49 findLiveSession', () => {
  const NOW = new Date('2026-11-26T08:00:00.000Z')

  it('counts until it was idle for eight hours, seven days are over, or its person is disabled', async () => {
    const { token, userId, role, name, sessionId } = await makeSignedIn('operator', { now: NOW })
    const live = async (ms: number) => (await findLiveSession(token, later(NOW, ms)))?.person ?? null
    expect(await live(0)).toEqual({ userId, role, name })
    expect(await live(IDLE_MS - 1)).not.toBeNull()
    expect(await live(IDLE_MS)).toBeNull()
    for (let hours = 7; hours < 7 * 24; hours += 7) {
      const now = later(NOW, hours * 3_600_000)
      await touchSession((await findLiveSession(token, now))!, now)
    }
    expect(await live(7 * 86_400_000 - 1)).not.toBeNull()
    expect(await live(7 * 86_400_000)).toBeNull()
    const soon = later(NOW, 6.9 * 86_400_000)
    await write((tx) => tx.person.update({ where: { id: userId }, data: { disabledAt: soon } }), { unaudited: 'a test' })
    expect(await findLiveSession(token, soon)).toBeNull()
    expect(sessionId).not.toBe(token)
  })

  it('knows neither another token nor the hash of one, nor a role this version does not know', async () => {
    const { token, userId } = await makeSignedIn('viewer', { now: NOW })
    for (const wrong of ['', `${token}x`, token.slice(1), token.toUpperCase()]) expect(await findLiveSession(wrong, NOW)).toBeNull()
    await write((tx) => tx.person.update({ where: { id: userId }, data: { role: 'emperor' } }), { unaudited: 'a test' })
    expect(await findLiveSession(token, NOW)).toBeNull()
  })
})

describe('signInStore', () => {
  it('makes no session for who is disabled, even when that happened a moment ago', async () => {
    const { userId } = await makeSignedIn('viewer')
    await write((tx) => tx.person.update({ where: { id: userId }, data: { disabledAt: new Date() } }), { unaudited: 'a test' })
    const now = new Date()
    await expect(signInStore.session.create({ id: 'a', token: 'b', userId, createdAt: now, expiresAt: later(now, 1_000) })).rejects.toThrow(/not let in/)
  })

  it.each(['user', 'account', 'session'] as const)('deletes nothing of %s', async (model) => {
    await expect(signInStore[model].remove({})).rejects.toThrow(/may not do this/)
  })
})

describe('E50 countTry', () => {
  const NOW = new Date('2026-11-26T09:00:00.000Z')
  const of = (subject: string, most: number) => ({ subject, allowance: { most, withinMs: 60_000 } })

  it('lets as many through as allowed, of a thousand at once too', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, () => countTry([of('crowd', 10)], NOW)))
    expect(answers.filter((wait) => wait === null)).toHaveLength(10)
    expect(Math.max(...answers.map((wait) => wait ?? 0))).toBe(60_000)
  })

  it('begins anew when the time is over, and says until when', async () => {
    for (let n = 0; n < 2; n += 1) expect(await countTry([of('slow', 2)], later(NOW, n * 1_000))).toBeNull()
    expect(await countTry([of('slow', 2)], later(NOW, 59_999))).toBe(1)
    expect(await countTry([of('slow', 2)], later(NOW, 60_000))).toBeNull()
  })

  it('counts nothing where one of several is full, and forgets what ended well', async () => {
    expect(await countTry([of('full', 1)], NOW)).toBeNull()
    expect(await countTry([of('full', 1), of('other', 1)], NOW)).toBe(60_000)
    expect(await countTry([of('other', 1)], NOW)).toBeNull()
    await forgiveTry(['other'])
    expect(await countTry([of('other', 1)], NOW)).toBeNull()
  })
})
