import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quoteShell, shellLine } from './shell'

/** What a real shell makes of a line: its arguments, NUL-separated. */
const argvOf = (line: string): string[] =>
  execFileSync('bash', ['--norc', '-c', `set -- ${line}\n[ $# -eq 0 ] || printf '%s\\0' "$@"`], { encoding: 'utf8' }).split('\0').slice(0, -1)

describe('quoteShell', () => {
  it.each([
    ['sg-0123', 'sg-0123'],
    ['', "''"],
    ["it's", `'it'\\''s'`],
    ['$(id)', `'$(id)'`],
    ['-n', '-n'],
    ['~', `'~'`],
    ['{a,b}', `'{a,b}'`],
    ['a\0b', 'ab'],
  ])('%j', (text, quoted) => expect(quoteShell(text)).toBe(quoted))

  it('G66 a shell gives back exactly what went in, for hostile and for any text', () => {
    const hostile = ['; rm -rf /', '$(touch /tmp/x)', '`id`', "'", "''", '"', '\\', '\n', '!x', '*', '?', '[a]', '#', '&', '|', '>', '=', 'a b', '%s', '\t', 'é😀', '~root', '{1..3}']
    expect(argvOf(shellLine(hostile))).toEqual(hostile)
    const text = fc.string({ unit: 'grapheme', maxLength: 30 })
    // A batch of arguments in one shell: starting bash is what costs.
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 60 }), (argv) => {
        const clean = argv.map((each) => each.replaceAll('\0', ''))
        expect(argvOf(shellLine(argv))).toEqual(clean)
      }),
      { numRuns: 60 },
    )
  })
})
