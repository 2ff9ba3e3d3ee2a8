import { describe, expect, it } from 'vitest'
import { fieldsOf } from './form-fields'

const fields = (...entries: [string, string | Blob][]) => {
  const form = new FormData()
  for (const [name, value] of entries) form.append(name, value)
  return Object.entries(fieldsOf(form))
}

describe('fieldsOf', () => {
  it.each<[string, [string, string | Blob][], [string, string | string[]][]]>([
    ['a text', [['name', 'a']], [['name', 'a']]],
    ['an empty text', [['name', '']], [['name', '']]],
    ['a name twice is a list, for a strict shape to refuse', [['name', 'a'], ['name', 'b']], [['name', ['a', 'b']]]],
    ['a list of one', [['zones[]', 'a']], [['zones', ['a']]]],
    ['a list of two', [['zones[]', 'a'], ['zones[]', 'b']], [['zones', ['a', 'b']]]],
    ['Next’s own fields', [['$ACTION_REF_1', ''], ['$ACTION_1:0', '{}'], ['$ACTION_KEY', 'k'], ['name', 'a']], [['name', 'a']]],
    ['the line ends of a browser', [['note', 'one\r\ntwo\nthree']], [['note', 'one\ntwo\nthree']]],
    ['a file has no text, so its name has no value', [['file', new Blob(['x'])]], [['file', []]]],
    ['a name that is a prototype', [['__proto__', 'x']], [['__proto__', 'x']]],
    ['a list that is a prototype', [['__proto__[]', 'x']], [['__proto__', ['x']]]],
    ['constructor', [['constructor', 'x']], [['constructor', 'x']]],
    ['an empty name', [['', 'x']], [['', 'x']]],
  ])('%s', (_what, entries, expected) => {
    expect(fields(...entries)).toEqual(expected)
  })

  it('a single and a list of one name are one field, which must not lose a value', () => {
    expect(fields(['zones', 'a'], ['zones[]', 'b'])).toEqual([['zones', ['a', 'b']]])
    expect(fields(['zones[]', 'b'], ['zones', 'a'])).toEqual([['zones', ['b', 'a']]])
  })

  it('reaches no prototype', () => {
    fields(['__proto__', 'x'], ['__proto__[]', 'polluted'], ['constructor', 'x'])
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})
