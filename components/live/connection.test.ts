import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { eventsUrl, keepConnected } from './connection'

/** The browser's side of a stream, played by hand. */
class FakeSource extends EventTarget {
  static CLOSED = 2
  static all: FakeSource[] = []
  onopen: (() => void) | null = null
  onerror: (() => void) | null = null
  closed = false
  readyState = 0
  constructor(readonly url: string) {
    super()
    FakeSource.all.push(this)
  }
  close() {
    this.closed = true
  }
  tell(type: string, data: unknown = {}) {
    this.dispatchEvent(Object.assign(new Event(type), { data: JSON.stringify(data) }))
  }
}

const open = () => FakeSource.all.filter((source) => !source.closed)
const latest = () => FakeSource.all.at(-1)!
const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
const show = (visibilityState: 'visible' | 'hidden') => {
  page.visibilityState = visibilityState
  page.dispatchEvent(new Event('visibilitychange'))
}

const handlers = { onChange: vi.fn(), onLook: vi.fn(), onLink: vi.fn(), onSignedOut: vi.fn() }

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', FakeSource)
  vi.stubGlobal('document', page)
  FakeSource.all = []
  page.visibilityState = 'visible'
  for (const handler of Object.values(handlers)) handler.mockReset()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('asks once for what changed before it was open, then hands on changes and looks', () => {
  const stop = keepConnected('/api/events', handlers)
  latest().onopen?.()
  expect(handlers.onLink).toHaveBeenLastCalledWith('live')
  expect(handlers.onChange).toHaveBeenCalledTimes(1)
  latest().tell('requests', { requestIds: [] })
  latest().tell('look', { everySeconds: 15 })
  expect(handlers.onChange).toHaveBeenCalledTimes(2)
  expect(handlers.onLook).toHaveBeenCalledWith({ everySeconds: 15 })
  stop()
  expect(open()).toEqual([])
})

it('lets go while the tab is hidden, and asks again for what it may have missed', () => {
  const stop = keepConnected('/api/events', handlers)
  latest().onopen?.()
  show('hidden')
  expect(open()).toEqual([])
  vi.advanceTimersByTime(600_000)
  expect(FakeSource.all).toHaveLength(1)
  show('visible')
  expect(open()).toHaveLength(1)
  latest().onopen?.()
  expect(handlers.onChange).toHaveBeenCalledTimes(2)
  stop()
})

it('does not open at all in a tab that is hidden from the start', () => {
  page.visibilityState = 'hidden'
  keepConnected('/api/events', handlers)()
  expect(FakeSource.all).toEqual([])
})

it('comes back by itself after an answer that is no stream, waiting longer each time', () => {
  const stop = keepConnected('/api/events', handlers)
  for (const wait of [1_000, 2_000, 5_000, 10_000, 20_000, 20_000]) {
    const before = FakeSource.all.length
    latest().onerror?.()
    expect(handlers.onLink).toHaveBeenLastCalledWith('reconnecting')
    expect(open()).toEqual([])
    vi.advanceTimersByTime(wait - 1)
    expect(FakeSource.all).toHaveLength(before)
    vi.advanceTimersByTime(1)
    expect(FakeSource.all).toHaveLength(before + 1)
  }
  latest().onopen?.()
  expect(handlers.onChange).toHaveBeenCalledTimes(1)
  expect(handlers.onLink).toHaveBeenLastCalledWith('live')
  stop()
})

it('takes a line that is silent for 45 s for dead, whatever the browser believes', () => {
  const stop = keepConnected('/api/events', handlers)
  latest().onopen?.()
  vi.advanceTimersByTime(44_000)
  latest().tell('beat')
  vi.advanceTimersByTime(44_999)
  expect(handlers.onLink).toHaveBeenLastCalledWith('live')
  vi.advanceTimersByTime(1)
  expect(handlers.onLink).toHaveBeenLastCalledWith('reconnecting')
  stop()
})

it('stays ended once it was ended', () => {
  const stop = keepConnected('/api/events', handlers)
  latest().onerror?.()
  stop()
  show('visible')
  vi.advanceTimersByTime(600_000)
  expect(open()).toEqual([])
})

describe('the address of a stream', () => {
  it.each([
    [{}, '/api/events'],
    [{ requestIds: ['a', 'b'] }, '/api/events?ids=a%2Cb'],
    [{ reach: { accountId: '1', region: 'r' } }, '/api/events?accountId=1&region=r'],
  ])('%j → %s', (watch, url) => expect(eventsUrl(watch)).toBe(url))
})

describe('E49 a stream that is refused', () => {
  const refuse = async (answer: () => Promise<Response>) => {
    vi.stubGlobal('fetch', answer)
    const stop = keepConnected('/api/events', handlers)
    latest().readyState = FakeSource.CLOSED
    latest().onerror?.()
    await vi.advanceTimersByTimeAsync(600_000)
    stop()
  }

  it('because nobody is signed in any more is not asked for again, and the page is told', async () => {
    await refuse(() => Promise.resolve(new Response('', { status: 401 })))
    expect(handlers.onSignedOut).toHaveBeenCalledOnce()
    expect(FakeSource.all).toHaveLength(1)
  })

  it.each<[string, () => Promise<Response>]>([
    ['too many are open', () => Promise.resolve(new Response('', { status: 503 }))],
    ['nobody answers', () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('because %s is asked for again', async (_why, answer) => {
    await refuse(answer)
    expect(handlers.onSignedOut).not.toHaveBeenCalled()
    expect(FakeSource.all.length).toBeGreaterThan(1)
  })
})

it('E49 goes nowhere any more when nobody is signed in', () => {
  const stop = keepConnected('/api/events', handlers)
  latest().onopen?.()
  latest().tell('signed-out', {})
  expect(handlers.onSignedOut).toHaveBeenCalledOnce()
  vi.advanceTimersByTime(600_000)
  expect(FakeSource.all).toHaveLength(1)
  stop()
})
