// What the reports of Vitest and Playwright say, counted and named: a run's last lines must tell which tests failed and why, since of
// thousands of lines often only the last are kept.
import { readFileSync } from 'node:fs'

/** A report that is not there is one failure, so that nothing passes by not having run. */
const NOT_THERE = { passed: 0, failed: 1 }
/** Lines of a message: what was expected and what came stand in the first ones. */
const LINES = 14

const ESCAPES = /\u001B\[[0-9;]*m/g // colours
const shortened = (message) => (message ?? '').replace(ESCAPES, '').split('\n').slice(0, LINES).join('\n')

/** Every spec of Playwright's report, wherever its describes put it. */
const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)]

const unit = (report) => {
  const inFiles = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === 'failed')
    // a file that could not be loaded fails without a test
    if (tests.length === 0 && status === 'failed') return [{ name, message: shortened(message) }]
    return tests.map(({ fullName, failureMessages }) => ({ name: `${name} › ${fullName}`, message: shortened(failureMessages?.[0]) }))
  })
  const { numPassedTests: passed, numFailedTests: failed, success } = report
  return { passed, failed: failed + (success || failed > 0 ? 0 : 1), failures: inFiles }
}

const e2e = ({ stats, errors, suites }) => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky + errors.length,
  failures: [
    ...errors.map(({ message }) => ({ name: 'Playwright', message: shortened(message) })),
    ...suites.flatMap(specsOf).flatMap(({ ok, title, file, line, tests }) => {
      if (ok) return []
      const error = tests.flatMap(({ results }) => results).flatMap((result) => result.errors)[0]
      return [{ name: `${file}:${line} › ${title}`, message: shortened(error?.message) }]
    }),
  ],
})

function read(path, what) {
  try {
    return what(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return { ...NOT_THERE, failures: [{ name: path, message: 'There is no report that could be read; the run ended before it was written.' }] }
  }
}

/** `{ passed, failed, failures: [{ name, message }] }` of Vitest's JSON report. */
export const readUnit = (path) => read(path, unit)
/** The same of Playwright's; a flaky test counts as failed. */
export const readE2e = (path) => read(path, e2e)
