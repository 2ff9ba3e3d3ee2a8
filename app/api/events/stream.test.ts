import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { announce, announceRequests, countListeners } from '@/lib/operations/announce'
import { noteLook } from '@/lib/operations/look-status'
import { eventsQuery, type EventsQuery } from './schema'
import { eventStream, messageFor, openStreams, openStreamsOf, type Listener } from './stream'

const A = '00000000-0000-4000-8000-00000000000a'
const B = '00000000-0000-4000-8000-00000000000b'
const reach = { accountId: '111122223333', region: 'us-west-2' }
const status = { lastGoodAt: null, lastTriedAt: null, nextAt: null, problem: null, everySeconds: 15 }
const ADA = { userId: 'user-1', name: 'Ada', role: 'operator' } as const
const LISTENER: Listener = { viewer: ADA, who: async () => ADA, visible: (_viewer, ids) => ids }
const about = (query: Record<string, string>): EventsQuery => eventsQuery.parse(query)

describe('what a stream may ask for', () => {
  it.each<[string, Record<string, string>, boolean]>([
    ['nothing: everything', {}, true],
    ['one request', { ids: A }, true],
    ['200 requests', { ids: Array.from({ length: 200 }, () => A).join(',') }, true],
    ['201 requests', { ids: Array.from({ length: 201 }, () => A).join(',') }, false],
    ['an empty list', { ids: '' }, false],
    ['something that is no id', { ids: `${A},x` }, false],
    ['an account with its region', { accountId: '111122223333', region: 'us-west-2' }, true],
    ['an account alone', { accountId: '111122223333' }, false],
    ['a region alone', { region: 'us-west-2' }, false],
    ['something else', { topic: 'all' }, false],
  ])('%s', (_, query, ok) => expect(eventsQuery.safeParse(query).success).toBe(ok))
})

describe('what reaches a stream', () => {
  it.each<[string, Parameters<typeof messageFor>[0], EventsQuery, string]>([
    ['any request, when nothing was asked for', { type: 'requests', requestIds: [A] }, about({}), `event: requests\ndata: {"requestIds":["${A}"]}\n\n`],
    ['only the ids that were asked for', { type: 'requests', requestIds: [A, B] }, about({ ids: B }), `event: requests\ndata: {"requestIds":["${B}"]}\n\n`],
    ['nothing of other requests', { type: 'requests', requestIds: [A] }, about({ ids: B }), ''],
    ['an empty list for very many', { type: 'requests', requestIds: Array.from({ length: 201 }, () => A) }, about({}), 'event: requests\ndata: {"requestIds":[]}\n\n'],
    ['no look at another region', { type: 'look', reach: { ...reach, region: 'eu-west-1' }, status }, about(reach), ''],
    ['no look at another account', { type: 'look', reach: { ...reach, accountId: '444455556666' }, status }, about(reach), ''],
    ['the look at its own', { type: 'look', reach, status }, about(reach), `event: look\ndata: ${JSON.stringify({ ...status, reach })}\n\n`],
  ])('%s', (_, announcement, query, text) => expect(messageFor(announcement, query)).toBe(text))
})

describe('a stream', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const open = (query: EventsQuery = about({}), listener: Listener = LISTENER) => {
    const abort = new AbortController()
    const reader = eventStream(query, abort.signal, listener).getReader()
    const next = async () => new TextDecoder().decode((await reader.read()).value)
    return { abort, reader, next }
  }

  it('begins at once, with the last look where it asked for one account and region', async () => {
    noteLook(reach, { lastTriedAt: '2026-11-23T14:00:00.000Z' })
    const { next, abort } = open(about(reach))
    expect(await next()).toMatch(/^: open\n\nevent: look\ndata: \{.*"lastTriedAt":"2026-11-23T14:00:00.000Z"/)
    abort.abort()
  })

  it('tells changes in order and gives a sign of life every 15 s', async () => {
    const { next, abort } = open()
    await next()
    announceRequests(A)
    announceRequests(B)
    expect(await next()).toContain(A)
    expect(await next()).toContain(B)
    vi.advanceTimersByTime(15_000)
    expect(await next()).toBe('event: beat\ndata: {}\n\n')
    abort.abort()
  })

  it.each<[string, (stream: ReturnType<typeof open>) => unknown]>([
    ['the reader leaves', ({ abort }) => abort.abort()],
    ['the reader cancels', ({ reader }) => reader.cancel()],
    ['the process says goodbye', () => announce({ type: 'goodbye' })],
    ['the reader is far behind', () => Array.from({ length: 100 }, () => announceRequests(A))],
  ])('leaves no listener behind when %s, and ending twice does nothing', async (_, end) => {
    const before = { listeners: countListeners(), streams: openStreams() }
    const stream = open()
    expect(countListeners()).toBe(before.listeners + 1)
    expect(openStreams()).toBe(before.streams + 1)
    await end(stream)
    stream.abort.abort()
    announce({ type: 'goodbye' })
    announceRequests(A)
    expect({ listeners: countListeners(), streams: openStreams() }).toEqual(before)
  })

  it('E49 asks at once when somebody’s access has changed', async () => {
    let person: typeof ADA | null = ADA
    const { next, reader } = open(about({}), { ...LISTENER, who: async () => person })
    await next()
    person = null
    announce({ type: 'access' })
    expect(await next()).toBe('event: signed-out\ndata: {}\n\n')
    expect((await reader.read()).done).toBe(true)
  })

  it('E49 says so and ends within five seconds when its person is signed out or cannot be asked for', async () => {
    for (const who of [async () => null, () => Promise.reject(new Error('the database is away'))]) {
      const { reader, next } = open(about({}), { ...LISTENER, who })
      await next()
      expect(openStreamsOf(ADA.userId)).toBe(1)
      await vi.advanceTimersByTimeAsync(4_900)
      expect(await next()).toBe('event: signed-out\ndata: {}\n\n')
      expect((await reader.read()).done).toBe(true)
      expect(openStreamsOf(ADA.userId)).toBe(0)
    }
  })

  it('F60 follows the role: who becomes support hears only of what support may see', async () => {
    let role: 'operator' | 'support' = 'operator'
    const { next, abort } = open(about({}), { viewer: ADA, who: async () => ({ ...ADA, role }), visible: async (viewer, ids) => (viewer.role === 'support' ? ids.filter((id) => id === B) : ids) })
    await next()
    role = 'support'
    await vi.advanceTimersByTimeAsync(4_900)
    expect(await next()).toContain('"requestIds":[]')
    announceRequests(A)
    announceRequests(A, B)
    await vi.advanceTimersByTimeAsync(1)
    expect(await next()).toBe(`event: requests\ndata: {"requestIds":["${B}"]}\n\n`)
    abort.abort()
  })

  it('does not open for a reader that has left already', () => {
    const before = countListeners()
    eventStream(about({}), AbortSignal.abort(), LISTENER)
    expect(countListeners()).toBe(before)
  })
})
