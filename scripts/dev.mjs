#!/usr/bin/env node
// `npm run dev`: the same server in watch mode. Next reloads the application by itself; the sandbox is bundled again and restarted
// when its sources change; a change to lib/http needs a new start.
import { ensureClient, ensureInstalled, requireNode, root } from './prepare.mjs'

requireNode()
process.chdir(root)
ensureInstalled()
ensureClient()

const { SERVE, watchSandbox } = await import('./bundle.mjs')
const { build } = await import('esbuild')
let pid = () => undefined
await build(SERVE)
await watchSandbox(() => {
  // the server starts an ended sandbox again, now from the new bundle
  if (pid()) process.kill(pid(), 'SIGTERM')
})
const { serve } = await import('../dist/serve.mjs')
const { sandbox } = await serve({ dir: root, dev: true })
pid = () => sandbox?.pid()
