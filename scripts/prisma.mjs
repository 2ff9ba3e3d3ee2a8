#!/usr/bin/env node
// The Prisma CLI, on the schema engine that npm carries. Its native engine would be downloaded, which an install without scripts
// and a network without that host both forbid; scripts/schema-engine.mjs is the same engine as WebAssembly.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const cli = createRequire(import.meta.url).resolve('prisma/build/index.js')
// Windows cannot start a .mjs file as a program; there the CLI downloads its own.
const engine = process.platform === 'win32' ? {} : { PRISMA_SCHEMA_ENGINE_BINARY: fileURLToPath(new URL('schema-engine.mjs', import.meta.url)) }
const quiet = { PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' }

const result = spawnSync(process.execPath, [cli, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit', env: { ...engine, ...quiet, ...process.env } })
if (result.error) console.error(`Prisma could not be started: ${result.error.message}`)
process.exit(result.status ?? 1)
