import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readE2e, readUnit } from './reports.mjs'

const folder = mkdtempSync(join(tmpdir(), 'causeway-reports-'))
afterAll(() => rmSync(folder, { recursive: true }))

function report(content: unknown): string {
  const path = join(folder, 'report.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

test('a failed unit test is named with its file and the first lines of what went wrong', () => {
  const long = Array.from({ length: 40 }, (_, index) => `line ${index}`).join('\n')
  const content = {
    success: false,
    numPassedTests: 2,
    numFailedTests: 1,
    testResults: [
      { name: 'a.test.ts', status: 'passed', message: '', assertionResults: [{ status: 'passed', fullName: 'fine', failureMessages: [] }] },
      {
        name: 'b.test.ts',
        status: 'failed',
        message: '',
        assertionResults: [
          { status: 'passed', fullName: 'also fine', failureMessages: [] },
          { status: 'failed', fullName: 'counts sheep', failureMessages: [`\u001B[31mexpected 3 to be 4\u001B[39m\n${long}`] },
        ],
      },
    ],
  }
  const { passed, failed, failures } = readUnit(report(content))
  expect({ passed, failed }).toEqual({ passed: 2, failed: 1 })
  expect(failures).toHaveLength(1)
  expect(failures[0]?.name).toBe('b.test.ts › counts sheep')
  expect(failures[0]?.message.split('\n').slice(0, 2)).toEqual(['expected 3 to be 4', 'line 0'])
  expect(failures[0]?.message).not.toContain('line 39')
})

test('a unit file that could not be loaded is a failure though no test failed', () => {
  const content = {
    success: false,
    numPassedTests: 0,
    numFailedTests: 0,
    testResults: [{ name: 'c.test.ts', status: 'failed', message: 'Cannot find module', assertionResults: [] }],
  }
  expect(readUnit(report(content))).toEqual({ passed: 0, failed: 1, failures: [{ name: 'c.test.ts', message: 'Cannot find module' }] })
})

test('a failed journey is named with its file and line, however deep it stands, and a flaky one counts as failed', () => {
  const spec = (title: string, ok: boolean, message?: string) => ({
    title,
    ok,
    file: 'd.spec.ts',
    line: 7,
    tests: [{ results: [{ errors: message === undefined ? [] : [{ message }] }] }],
  })
  const content = {
    stats: { expected: 5, unexpected: 1, flaky: 1 },
    errors: [{ message: 'a worker ended' }],
    suites: [{ specs: [spec('fine', true)], suites: [{ specs: [spec('falls', false, 'no such button')] }] }],
  }
  expect(readE2e(report(content))).toEqual({
    passed: 5,
    failed: 3,
    failures: [
      { name: 'Playwright', message: 'a worker ended' },
      { name: 'd.spec.ts:7 › falls', message: 'no such button' },
    ],
  })
})

test.each([
  ['not there', () => join(folder, 'nowhere.json')],
  ['cut off', () => report('{"stats": {"expected": 5')],
])('a report that is %s is one failure', (_, path) => {
  for (const read of [readUnit, readE2e]) {
    const { passed, failed, failures } = read(path())
    expect({ passed, failed }).toEqual({ passed: 0, failed: 1 })
    expect(failures[0]?.message).toContain('no report')
  }
})
