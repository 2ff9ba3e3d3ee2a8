import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { renderPolicy } from './permissions'

it('the IAM policy in the README is the one the code asks for', () => {
  const readme = readFileSync('README.md', 'utf8')
  const shown = /<!-- policy:delete -->\s*```json\n([\s\S]*?)```/.exec(readme)?.[1]
  const policy = JSON.stringify(renderPolicy('delete'), null, 2)
  expect(shown?.trim(), `Put this between the policy marks of README.md:\n${policy}`).toBe(policy)
})
