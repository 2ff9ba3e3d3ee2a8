import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const DOC = readFileSync(join(ROOT, 'docs/security.md'), 'utf8')

/** The rows of the ASVS table: area, ids, what we do, the tests. */
const ROWS = DOC.slice(DOC.indexOf('| area |'))
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| area') && !line.startsWith('| ---'))
  .map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()))

const named = (text: string): string[] => [...text.matchAll(/`([a-z0-9]+\/[^`]+)`/g)].map(([, path]) => path!)

describe('docs/security.md', () => {
  it('has a row for each area', () => {
    expect(ROWS.length).toBeGreaterThan(20)
    expect(ROWS.every((cells) => cells.length === 4)).toBe(true)
  })

  it.each(ROWS)('%s: names a test that is there', (_area, ids, _what, tests) => {
    expect(ids).toMatch(/^\d+\.\d+\.\d+/)
    expect(named(tests!).length).toBeGreaterThan(0)
    for (const path of named(tests!)) {
      expect(existsSync(join(ROOT, path)), path).toBe(true)
      expect(statSync(join(ROOT, path)).isDirectory() || /\.(test|spec)\.ts$/.test(path), path).toBe(true)
    }
  })

  it('names no file that is not there', () => {
    expect(named(DOC).filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  })

  it('names each id once', () => {
    const ids = ROWS.flatMap(([, cell]) => cell!.split(', '))
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
  })
})

describe('what the product is made of', () => {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { dependencies: Record<string, string> }
  const reasons = readFileSync(join(ROOT, 'docs/dependencies.md'), 'utf8')

  it.each(Object.entries(dependencies))('%s %s: an exact version, with its reason written down', (name, version) => {
    expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/)
    expect(reasons).toContain(name)
  })
})
