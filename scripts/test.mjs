#!/usr/bin/env node
// `npm test`: everything, from a clean checkout, in the order that fails soonest. A failed check does not hide the next one; only what
// the rest stands on (install, generate, build) ends the run. The last lines name what failed and sum the tests; the exit code tells.
import { spawn } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as checks from './checks.mjs'
import { ensureClient, ensurePackages, requireNode, root, tryRun } from './prepare.mjs'
import { readE2e, readUnit } from './reports.mjs'

const steps = []
async function step(name, work) {
  console.log(`\n── ${name}`)
  const started = Date.now()
  const code = (await work()) ?? 0
  steps.push({ step: name, seconds: Number(((Date.now() - started) / 1000).toFixed(1)), result: code === 0 ? 'ok' : 'FAILED' })
}
const check = (words) => () => tryRun(process.execPath, words)

/** Steps that do not need each other, side by side; what each says is shown when it has ended, and not in between. */
async function together(works) {
  await Promise.all(
    Object.entries(works).map(([name, words]) => {
      const said = []
      const run = () =>
        new Promise((resolve) => {
          const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] })
          for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk))
          child.on('error', (error) => said.push(Buffer.from(error.message)))
          child.on('close', (code) => resolve(code ?? 1))
        })
      return step(name, run).finally(() => process.stdout.write(Buffer.concat(said)))
    }),
  )
}

requireNode()
process.chdir(root)
for (const report of [checks.UNIT_REPORT, checks.E2E_REPORT]) rmSync(report, { force: true })
mkdirSync('test-results', { recursive: true })

await step('install', ensurePackages)
await step('generate', ensureClient)
await step('route types', check(checks.ROUTE_TYPES))
// two cores: compiling takes one for as long as the other three take the other, one after the other
const driver = together({ 'SQLite driver': checks.DRIVER })
await together({ lint: checks.LINT, types: checks.TYPES })
await together({ build: checks.BUILD })
await driver
if (steps.some(({ step, result }) => ['SQLite driver', 'build'].includes(step) && result !== 'ok')) {
  console.error('\nThe tests stand on the driver and the build, so none was run.')
  process.exit(1)
}
await step('migrations agree with the schema', check(checks.MIGRATIONS))
await step('unit and integration', check(checks.UNIT))
await step('browser', async () => {
  const { ensureBrowser } = await import('./ensure-browser.mjs')
  return ensureBrowser()
})
await step('end to end', check(checks.E2E))

const reports = [readUnit(join(root, checks.UNIT_REPORT)), readE2e(join(root, checks.E2E_REPORT))]
const sum = (which) => reports.reduce((total, report) => total + report[which], 0)
console.log()
console.table(steps)
const broken = steps.filter(({ result }) => result !== 'ok').map((done) => done.step)
for (const { name, message } of reports.flatMap(({ failures }) => failures)) console.log(`\nFAILED ${name}\n${message}`)
if (broken.length > 0) console.log(`\nFailed steps: ${broken.join(', ')}`)
console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
process.exitCode = broken.length > 0 || sum('failed') > 0 ? 1 : 0
