import { describe, expect, it } from 'vitest'
import { EXPORTS, formatsFor } from '@/lib/privatelink/exports'
import { SUBJECTS } from '@/lib/privatelink/exports/sample-subjects'
import { highlight } from './highlight'

describe('highlighting', () => {
  it.each(Object.entries(SUBJECTS))('G61 loses and adds no letter of “%s”, in any format', (_, subject) => {
    for (const format of formatsFor(subject)) {
      const text = EXPORTS[format].render(subject)
      expect(highlight(text, EXPORTS[format].language).map((piece) => piece.text).join('')).toBe(text)
    }
  })

  it.each(['hcl', 'yaml', 'json', 'bash', 'typescript'] as const)('knows %s', (language) => {
    const code = { hcl: 'a = "x"', yaml: 'a: "x"', json: '{"a": "x"}', bash: "echo 'x'", typescript: "const a = 'x'" }[language]
    expect(highlight(code, language).some(({ kind }) => kind === 'string')).toBe(true)
  })
})
