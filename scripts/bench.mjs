#!/usr/bin/env node
// `npm run bench -- [P1 P6 …] [--quick] [--long]`: measures the goals against a production build; bench/run.ts knows them.
import { ensureBuild, ensureClient, ensureInstalled, requireNode, root, runNode } from './prepare.mjs'

requireNode()
process.chdir(root)
ensureInstalled()
ensureClient()
ensureBuild()

// The condition makes `server-only` an empty module, as it is for Next's server.
runNode(['--conditions=react-server', '--import', 'tsx', 'bench/run.ts', ...process.argv.slice(2)])
