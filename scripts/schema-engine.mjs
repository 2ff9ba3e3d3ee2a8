#!/usr/bin/env node
// Stands for Prisma's native `schema-engine` program: the same engine as WebAssembly, on the project's own SQLite driver. A tool for
// developing; the product never runs it. The CLI speaks JSON-RPC with it, one message a line on standard input and output; a few
// questions it asks as a command (`cli …`) instead.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

const given = readArguments(process.argv.slice(2))
const file = databaseFile(given.datasource.url ?? process.env.DATABASE_URL ?? 'file:./data/causeway.db')

if (given.version) process.stdout.write('schema-engine-wasm\n')
else if (given.command) answerCommand(given.command)
else answerMessages()

function readArguments(words) {
  const read = { schemas: [], datasource: {}, command: undefined, version: words.includes('--version') }
  words.forEach((word, at) => {
    if (word === '--datamodels') read.schemas.push(words[at + 1])
    if (word === '--datasource') read.datasource = JSON.parse(words[at + 1])
    if (word === 'cli') read.command = words[at + 1]
  })
  return read
}

function databaseFile(url) {
  if (!url.startsWith('file:')) throw new Error('Only SQLite (file:…) is spoken here.')
  return resolve(url.slice('file:'.length))
}

/** The CLI shows what it finds on standard error, but skips the first line it gets. */
function say(level, fields) {
  process.stderr.write(`${JSON.stringify({ timestamp: new Date().toISOString(), level, fields, target: 'schema_engine::logger' })}\n`)
}

function answerCommand(command) {
  say('INFO', { message: 'schema engine' })
  if (command === 'create-database') {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, '', { flag: 'a' })
  }
  if (command !== 'can-connect-to-database' || existsSync(file)) return
  say('ERROR', { is_panic: false, error_code: 'P1003', message: `The database file ${file} does not exist` })
  process.exitCode = 1
}

async function loadEngine(adapter) {
  // the generated glue calls this when the engine panics
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => say('ERROR', { message }) }
  const name = '@prisma/schema-engine-wasm/schema_engine_bg'
  const glue = await import(name)
  const wasm = readFileSync(join(dirname(createRequire(import.meta.url).resolve(name)), 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start?.()
  // `migrate diff` names no schema here, and an empty list would be taken for an empty schema
  const datamodels = given.schemas.length > 0 ? given.schemas.map((path) => [path, readFileSync(path, 'utf8')]) : undefined
  return glue.SchemaEngine.new({ datamodels }, () => {}, adapter)
}

function answerMessages() {
  const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
  let session
  async function open() {
    const { createAdapter } = await import('./schema-engine-adapter.mjs')
    const adapter = await createAdapter(file)
    return { adapter, engine: await loadEngine(adapter.factory) }
  }

  async function answer({ id, method, params }) {
    try {
      session ??= await open()
      // the WebAssembly engine's own reset empties the tables but leaves them
      if (method === 'reset') await session.adapter.dropEverything()
      // it works from the shadow database that the diagnosis made, and forgets that when a migration was applied in between
      if (method === 'evaluateDataLoss') await session.engine.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters })
      const verb = session.engine[method === 'getDatabaseVersion' ? 'version' : method]
      if (!verb) throw new Error(`The WebAssembly schema engine has no ${method}.`)
      const result = await verb.call(session.engine, params)
      // the native engine prints a difference by asking the CLI to
      if (method === 'diff' && result?.stdout) send({ id: 'print', method: 'print', params: { content: result.stdout } })
      send({ id, result: result ?? null })
    } catch (error) {
      const { message, code, meta } = session?.adapter.explain(error) ?? error
      send({ id, error: { code: 4466, message, data: { is_panic: false, message, error_code: code, meta } } })
    }
  }

  // one after the other: the engine holds one connection
  let queue = Promise.resolve()
  const lines = createInterface({ input: process.stdin })
  lines.on('line', (line) => {
    const message = line.trim() === '' ? undefined : JSON.parse(line)
    if (message?.method) queue = queue.then(() => answer(message))
  })
  lines.on('close', () => queue.then(() => process.exit(0)))
}
