import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Saver, type SaveStatus } from './saver'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setUp(answers: (string | null | Error)[] = [], takesMs = 100) {
  const saved: string[] = []
  const told: SaveStatus[] = []
  let kept = 0
  const saver = new Saver<string>({
    save: async (value) => {
      saved.push(value)
      await new Promise((resolve) => setTimeout(resolve, takesMs))
      const answer = answers.shift() ?? null
      if (answer instanceof Error) throw answer
      return answer
    },
    onStatus: (status) => told.push(status),
    onKept: () => (kept += 1),
  })
  return { saver, saved, told, kept: () => kept }
}

describe('a saver', () => {
  it('waits 600 ms after the last change, then saves the newest value once', async () => {
    const { saver, saved, told } = setUp()
    saver.change('a')
    await vi.advanceTimersByTimeAsync(599)
    saver.change('ab')
    await vi.advanceTimersByTimeAsync(599)
    expect(saved).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(saved).toEqual(['ab'])
    await vi.advanceTimersByTimeAsync(100)
    expect(told.map((status) => status.kind)).toEqual(['saving', 'saved'])
  })

  it('saves at once when flushed, and not again afterwards', async () => {
    const { saver, saved } = setUp()
    saver.change('a')
    const flushed = saver.flush()
    await vi.advanceTimersByTimeAsync(100)
    await flushed
    await vi.advanceTimersByTimeAsync(5_000)
    expect(saved).toEqual(['a'])
    expect(saver.busy).toBe(false)
  })

  it('never runs two saves at once, and does not call an older value saved while a newer one waits', async () => {
    const { saver, saved, told, kept } = setUp()
    saver.change('a')
    await vi.advanceTimersByTimeAsync(600)
    saver.change('ab')
    await vi.advanceTimersByTimeAsync(100)
    expect(told.at(-1)).toEqual({ kind: 'saving' })
    expect(kept()).toBe(0)
    await vi.advanceTimersByTimeAsync(600)
    expect(saved).toEqual(['a', 'ab'])
    expect(kept()).toBe(1)
  })

  it('flushing during a save waits for it and then saves what came since', async () => {
    const { saver, saved } = setUp()
    saver.change('a')
    await vi.advanceTimersByTimeAsync(600)
    saver.change('ab')
    const flushed = saver.flush()
    await vi.advanceTimersByTimeAsync(200)
    await flushed
    expect(saved).toEqual(['a', 'ab'])
  })

  it('saves a newer value whose wait ran out during a slow save', async () => {
    const { saver, saved } = setUp([null], 2_000)
    saver.change('a')
    await vi.advanceTimersByTimeAsync(700)
    saver.change('ab')
    await vi.advanceTimersByTimeAsync(4_000)
    expect(saved).toEqual(['a', 'ab'])
  })

  it('says why it was not saved and tries again by itself', async () => {
    const { saver, saved, told } = setUp(['the draft is gone.', new Error('fetch failed')])
    saver.change('a')
    await vi.advanceTimersByTimeAsync(700)
    expect(told.at(-1)).toEqual({ kind: 'failed', reason: 'the draft is gone.' })
    await vi.advanceTimersByTimeAsync(4_100)
    expect(told.at(-1)).toMatchObject({ kind: 'failed', reason: expect.stringContaining('did not answer') })
    await vi.advanceTimersByTimeAsync(4_100)
    expect(saved).toEqual(['a', 'a', 'a'])
    expect(told.at(-1)).toEqual({ kind: 'saved' })
  })

  it('tries the newest value after a failure, not the one that failed', async () => {
    const { saver, saved } = setUp(['no'])
    saver.change('a')
    await vi.advanceTimersByTimeAsync(650)
    saver.change('ab')
    await vi.advanceTimersByTimeAsync(5_000)
    expect(saved).toEqual(['a', 'ab'])
  })

  it('saves nothing after it was stopped', async () => {
    const { saver, saved } = setUp()
    saver.change('a')
    saver.stop()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(saved).toEqual([])
  })
})
