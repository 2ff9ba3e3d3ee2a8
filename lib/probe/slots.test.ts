import { expect, test } from 'vitest'
import { Slots } from './slots'

test('no more than so many at once, in their order, and one that fails gives its place on', async () => {
  const slots = new Slots(2)
  let [now, most] = [0, 0]
  const begun: number[] = []
  const work = (n: number) =>
    slots.use(async () => {
      begun.push(n)
      most = Math.max(most, ++now)
      await new Promise((done) => setTimeout(done, 5))
      now--
      if (n === 1) throw new Error('broken')
      return n
    })
  const ended = await Promise.allSettled([0, 1, 2, 3, 4].map(work))
  expect(most).toBe(2)
  expect(begun).toEqual([0, 1, 2, 3, 4])
  expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled'])
})
