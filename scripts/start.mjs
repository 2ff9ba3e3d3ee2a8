#!/usr/bin/env node
// `npm start`: from a clean checkout to a running product. Makes what is missing, then serves in this very process, so that signals
// reach the server and not a parent of it.
import { ensureBuild, ensureClient, ensureInstalled, requireNode, root } from './prepare.mjs'

requireNode()
process.chdir(root)
ensureInstalled()
ensureClient()
ensureBuild()

const { serve } = await import('../dist/serve.mjs')
await serve({ dir: root, dev: false })
