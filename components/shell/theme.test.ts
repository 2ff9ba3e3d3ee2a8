import { describe, expect, it } from 'vitest'
import { toTheme } from './theme'

describe('the theme cookie is a wish, never trusted', () => {
  it.each([
    ['light', 'light'],
    ['dark', 'dark'],
    ['system', 'system'],
    ['Dark', 'system'],
    ['', 'system'],
    ['dark" onload="x', 'system'],
    [undefined, 'system'],
  ])('%j → %s', (cookie, theme) => expect(toTheme(cookie)).toBe(theme))
})
