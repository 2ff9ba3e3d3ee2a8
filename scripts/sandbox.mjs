#!/usr/bin/env node
// `npm run sandbox -- --port 4510 --data FILE`: the simulated AWS alone, for any EC2 client.
import { ensureInstalled, requireNode, root } from './prepare.mjs'

requireNode()
process.chdir(root)
ensureInstalled()

const { SANDBOX } = await import('./bundle.mjs')
const { build } = await import('esbuild')
// A bundle of its own: this may run beside a product that was built from other sources.
await build({ ...SANDBOX, outdir: 'dist/alone' })
await import('../dist/alone/sandbox.mjs')
