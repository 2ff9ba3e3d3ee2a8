import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Tag } from './network'
import { checkTags } from './tags'

const tags = (count: number, offset = 0): Tag[] => Array.from({ length: count }, (_, i) => ({ key: `key-${i + offset}`, value: '' }))

describe('checkTags', () => {
  it.each<[string, Tag[], RegExp | null]>([
    ['none', [], null],
    ['a key of 128', [{ key: 'k'.repeat(128), value: '' }], null],
    ['a key of 129', [{ key: 'k'.repeat(129), value: '' }], /129 characters.*128/],
    ['a value of 256', [{ key: 'k', value: 'v'.repeat(256) }], null],
    ['a value of 257', [{ key: 'k', value: 'v'.repeat(257) }], /257 characters.*256/],
    ['no key', [{ key: ' ', value: 'x' }], /no key/],
    ['the reserved prefix', [{ key: 'aws:x', value: '' }], /keeps for itself/],
    ['the reserved prefix in capitals', [{ key: 'AWS:x', value: '' }], /keeps for itself/],
    ['the prefix inside', [{ key: 'my-aws:x', value: '' }], null],
    ['a key twice', [{ key: 'a', value: '1' }, { key: 'a', value: '2' }], /there twice/],
    ['keys that differ in case', [{ key: 'a', value: '1' }, { key: 'A', value: '2' }], null],
    ['our own keys', [{ key: 'managed-by', value: 'me' }], /sets the tag/],
    ['our request id', [{ key: 'causeway:request-id', value: 'x' }], /sets the tag/],
    ['47 tags: with our three there are 50', tags(47), null],
    ['48 tags', tags(48), /there would be 51: remove 1/],
    ['48 tags of which one is Name', [{ key: 'Name', value: 'x' }, ...tags(47)], null],
    ['G61 HTML, quotes and emoji', [{ key: '<img onerror="x">', value: `'"</script>😀` }], null],
    ['a control character', [{ key: 'a\nb', value: '' }], /control characters/],
    ['half a character', [{ key: 'a', value: '\ud800' }], /control characters/],
    ['__proto__', [{ key: '__proto__', value: 'x' }], null],
  ])('%s', (_, list, expected) => {
    const reason = checkTags(list)
    if (expected) expect(reason).toMatch(expected)
    else expect(reason).toBeNull()
  })

  it('whatever is typed, the answer is null or one whole sentence without hidden characters', () => {
    const tag = fc.record({ key: fc.string({ unit: 'binary', maxLength: 140 }), value: fc.string({ unit: 'binary', maxLength: 280 }) })
    fc.assert(
      fc.property(fc.array(tag, { maxLength: 5 }), (list) => {
        const reason = checkTags(list)
        if (reason === null) for (const { key, value } of list) expect(key.length <= 128 && value.length <= 256 && key.trim() !== '').toBe(true)
        else expect(reason).toMatch(/^(A|The|AWS|Causeway) [^\u0000-\u001f]*\.$/su)
      }),
    )
  })
})
