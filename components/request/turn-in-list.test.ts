import { expect, it } from 'vitest'
import { STANDINGS } from '@/lib/privatelink/checks/proof'
import { whoseTurn } from '@/lib/privatelink/request'
import { STATES } from '@/lib/privatelink/state'
import { turnInList, TURN_NAME } from './turn-in-list'

it.each(STATES.flatMap((state) => [undefined, ...STANDINGS].map((standing) => [state, standing] as const)))('%s, %s: a list names the same as the page of a request', (state, standing) => {
  const { who, short } = turnInList({ state, standing })
  expect(who).toBe(whoseTurn({ state, stateSince: new Date() }, { standing }).who)
  expect(short.startsWith(TURN_NAME[who])).toBe(true)
})

it('says what to do where an available connection is not proved', () => {
  expect(STANDINGS.map((standing) => turnInList({ state: 'available', standing }).short)).toEqual(['Nobody', 'You: a check fails', 'You: prove it'])
})
