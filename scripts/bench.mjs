#!/usr/bin/env node
// `npm run bench`: runs bench/*.ts one after the other against a production build. Words after `--` choose files by name.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuild, ensureClient, ensureInstalled, requireNode, root, runNode } from './prepare.mjs'

requireNode()
process.chdir(root)
ensureInstalled()
ensureClient()
ensureBuild()

const wanted = process.argv.slice(2)
const folder = join(root, 'bench')
// bench/run.ts, where there is one, knows the order and prints the table; else every file runs by itself
const all = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.ts')) : []
const files = all.includes('run.ts') ? ['run.ts'] : all.filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
if (files.length === 0) console.log('There is no benchmark of that name in bench/.')
for (const file of files.sort()) runNode(['--import', 'tsx', join('bench', file), ...wanted])
