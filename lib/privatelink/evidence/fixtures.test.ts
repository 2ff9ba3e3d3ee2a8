import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readPaste, TOOLS } from '.'

// Real transcripts, one for each command, and what they say. `WRITE_FIXTURES=1` writes the expectations anew, to be read before they are kept.

const ROOT = join(import.meta.dirname, 'fixtures')
const folders = readdirSync(ROOT)
const FOLDER: Record<string, string> = { '/dev/tcp': 'dev-tcp' }

/** What a fixture's expectation holds: everything but the evidence, which is the text itself. */
function read(text: string) {
  const { findings, problems, notUnderstood } = readPaste(text)
  const shown = findings.map(({ tool, lines, result }) => {
    const said = Object.entries(result).filter(([key, value]) => key !== 'evidence' && value !== null && !(Array.isArray(value) && value.length === 0))
    return { tool, lines: lines.join('-'), ...Object.fromEntries(said) }
  })
  return JSON.parse(JSON.stringify({ findings: shown, problems, notUnderstood })) as unknown
}

describe('transcripts', () => {
  it('there are some of every tool', () => {
    const without = Object.keys(TOOLS).filter((tool) => tool !== 'script' && !folders.includes(FOLDER[tool] ?? tool))
    expect(without).toEqual([])
  })

  for (const folder of folders) {
    describe(folder, () => {
      for (const file of readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.txt'))) {
        it(basename(file, '.txt'), () => {
          const path = join(ROOT, folder, file)
          const expected = path.replace(/\.txt$/, '.json')
          const found = read(readFileSync(path, 'utf8'))
          if (process.env.WRITE_FIXTURES) writeFileSync(expected, `${JSON.stringify(found, null, 1)}\n`)
          expect(existsSync(expected), `${expected} is missing`).toBe(true)
          expect(found).toEqual(JSON.parse(readFileSync(expected, 'utf8')))
        })
      }
    })
  }
})
