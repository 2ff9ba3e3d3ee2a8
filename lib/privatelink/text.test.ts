import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanLine, cleanText, listWords } from './text'

describe('cleanText', () => {
  it.each([
    ['two lines', 'a\r\nb\rc', 'a\nb\nc'],
    ['a tab', 'a\tb', 'a b'],
    ['G61 zero-width characters', 'a\u200bb\u2060c\ufeff', 'abc'],
    ['G61 an order override', 'a\u202eb', 'a\ufffdb'],
    ['a terminal sequence', '\u001b[31mred', '\ufffd[31mred'],
    ['half a character', 'a\ud800b', 'a\ufffdb'],
    ['invisible tag characters', 'a\u{e0041}\u{e007f}b', 'ab'],
    ['a combining mark', 'e\u0301', 'é'],
    ['ordinary text in any script', 'Zürich, 東京, עברית 😀', 'Zürich, 東京, עברית 😀'],
  ])('%s', (_, text, clean) => expect(cleanText(text)).toBe(clean))

  it('cuts at the length asked for, not inside a character, and only when it must', () => {
    expect(cleanText('abcd', 4)).toBe('abcd')
    expect(cleanText('abcde', 4)).toBe('abc…')
    expect(cleanText('ab😀cd', 4)).toBe('ab…')
  })

  it('a line is one line, whatever it was, and cleaning twice is cleaning once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const line = cleanLine(text, 40)
        expect(line).not.toMatch(/[\n\r\u0000-\u001f\u200b\u202e]/)
        expect(line.length).toBeLessThanOrEqual(40)
        expect(cleanLine(line, 40)).toBe(line)
      }),
    )
  })
})

it.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
])('listWords %j', (words, text) => expect(listWords(words)).toBe(text))
