#!/usr/bin/env node
// `npm run e2e`: the journeys in a real browser. Words after `--` go to Playwright: npm run e2e -- wizard.spec.ts
import { E2E } from './checks.mjs'
import { ensureBuild, ensureClient, ensureInstalled, requireNode, runNode } from './prepare.mjs'

requireNode()
ensureInstalled()
ensureClient()
ensureBuild()
const { ensureBrowser } = await import('./ensure-browser.mjs')
if ((await ensureBrowser()) !== 0) process.exit(1)
runNode([...E2E, ...process.argv.slice(2)])
