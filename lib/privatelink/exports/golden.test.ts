import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { EXPORTS, exportFileName, formatsFor, isExportFormat } from '.'
import { SUBJECTS } from './sample-subjects'

/** `UPDATE_GOLDEN=1 npx vitest run lib/privatelink/exports/golden.test.ts` writes the files; then they are read, and the diff with them. */
const update = process.env.UPDATE_GOLDEN === '1'

describe.each(Object.entries(SUBJECTS))('the plan “%s”', (plan, subject) => {
  it.each(formatsFor(subject))('as %s is the golden file', (format) => {
    // Beside the product, a .ts file would be compiled with it.
    const extension = EXPORTS[format].extension.replace(/^ts$/, 'ts.txt')
    const path = fileURLToPath(new URL(`./golden/${plan}/${format}.${extension}`, import.meta.url))
    const text = EXPORTS[format].render(subject)
    if (update) {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
    }
    expect(existsSync(path), `${path} is missing. Make it with UPDATE_GOLDEN=1 and read it.`).toBe(true)
    expect(text).toBe(readFileSync(path, 'utf8'))
  })
})

describe('the registry', () => {
  it('offers imports only for an endpoint that exists', () => {
    expect(formatsFor({ made: null }).filter((format) => format.includes('import') || format.includes('resources'))).toEqual([])
    expect(formatsFor(SUBJECTS.made!)).toHaveLength(Object.keys(EXPORTS).length)
  })

  it('names files by ids only', () => {
    expect(exportFileName('terraform', SUBJECTS['hostile-tags']!)).toBe('causeway-terraform-vpce-08c316c04b3a5623f.tf')
    expect(exportFileName('cdk', { made: null, requestId: 'a"\r\n/../b' })).toBe('causeway-cdk-ab.ts')
  })

  it('knows no format that only every object has', () => {
    expect(['constructor', '__proto__', 'toString', 'Terraform', ''].filter(isExportFormat)).toEqual([])
  })
})
