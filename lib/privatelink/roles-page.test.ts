import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { renderRolesPage } from './roles-page'

it('F56 docs/roles.md is what the table of roles says', () => {
  const page = renderRolesPage()
  const shown = existsSync('docs/roles.md') ? readFileSync('docs/roles.md', 'utf8') : ''
  expect(shown, `Put this into docs/roles.md:\n${page}`).toBe(page)
})
