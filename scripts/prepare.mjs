// What has to be there before anything runs: packages, the database driver, the generated client, the build. Each step is skipped when
// its stamp says that it was made from the same content. Only Node's own modules: this runs before there are any others.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
const OLDEST_NODE = [20, 19]
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
const inRoot = (path) => join(root, path)

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return
  console.error(`Causeway needs Node.js ${OLDEST_NODE.join('.')} or newer; this is ${process.version}.`)
  process.exit(1)
}

/** Runs a program in the repository's root and shows what it says. Returns its exit code. */
export function tryRun(command, words, env = {}) {
  const options = { cwd: root, stdio: 'inherit', env: { NEXT_TELEMETRY_DISABLED: '1', ...process.env, ...env }, shell: process.platform === 'win32' }
  const result = spawnSync(command, words, options)
  if (result.error) console.error(`${command} could not be started: ${result.error.message}`)
  return result.status ?? 1
}

export function run(command, words, env) {
  const code = tryRun(command, words, env)
  if (code === 0) return
  console.error(`This step failed with code ${code}: ${[command, ...words].join(' ')}`)
  process.exit(code)
}

export const runNode = (words, env) => run(process.execPath, words, env)

/** Does `work` unless its result `made` is there with the stamp `key`. */
function once({ made, stamp, key }, work) {
  const file = inRoot(stamp)
  const isDone = () => existsSync(inRoot(made)) && existsSync(file) && readFileSync(file, 'utf8') === key
  if (isDone()) return
  const turn = takeTurn(stamp)
  // Another start may have done it while this one waited.
  if (!isDone()) {
    work()
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, key)
  }
  giveTurn(turn)
}

/**
 * Two starts at once on a fresh checkout (the product and the sandbox alone, say) must not make one thing together. Each thing has a turn
 * of its own, so that the driver can be compiled beside the build.
 */
function takeTurn(stamp) {
  const turn = inRoot(`.causeway-preparing-${stamp.replaceAll(/\W+/g, '-')}`)
  for (let waited = 0; ; waited++) {
    try {
      writeFileSync(turn, String(process.pid), { flag: 'wx' })
      process.once('exit', () => giveTurn(turn))
      return turn
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (!isAlive(holderOf(turn))) rmSync(turn, { force: true })
    else if (waited === 0) console.log('Another start is preparing this checkout; waiting for it')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)
  }
}

function giveTurn(turn) {
  if (holderOf(turn) === process.pid) rmSync(turn, { force: true })
}

function holderOf(turn) {
  try {
    return Number(readFileSync(turn, 'utf8'))
  } catch {
    return NaN
  }
}

function isAlive(pid) {
  try {
    // An empty file is a turn that is just being taken.
    return pid === 0 || process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function hashOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths) hash.update(path).update('\0').update(readFileSync(inRoot(path))).update('\0')
  return hash.digest('hex')
}

export function ensureInstalled() {
  ensurePackages()
  ensureDriver()
}

export function ensurePackages() {
  once({ made: 'node_modules/next/package.json', stamp: 'node_modules/.causeway-packages', key: hashOf(['package-lock.json']) }, () => {
    if (packagesMatchLock()) return
    console.log('Installing packages (about a minute the first time)')
    // the development ones too: the build and the tests need them, whatever NODE_ENV says
    run(npm, ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])
  })
}

/** Compiled where it cannot be downloaded, which takes longer than anything else here. */
export function ensureDriver() {
  const abi = `${process.platform} ${process.arch} ${process.versions.modules} ${hashOf(['package-lock.json'])}`
  once({ made: 'node_modules/better-sqlite3/build/Release/better_sqlite3.node', stamp: 'node_modules/.causeway-native', key: abi }, () => {
    if (driverLoads()) return
    console.log('Making the SQLite driver for this machine (seconds where it can be downloaded, else about 75 s to compile)')
    run(npm, ['rebuild', 'better-sqlite3', '--ignore-scripts=false', '--loglevel=error'])
    if (driverLoads()) return
    console.error('The SQLite driver better-sqlite3 cannot be loaded. Compiling it needs python3, make and a C++ compiler: install them and start again.')
    process.exit(1)
  })
}

/** True when somebody ran `npm ci` by hand: npm's own record of what is installed agrees with the lock file. */
function packagesMatchLock() {
  const record = inRoot('node_modules/.package-lock.json')
  if (!existsSync(record)) return false
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages
  const wanted = Object.entries(JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages).filter(([path]) => path !== '')
  return wanted.every(([path, { version, optional }]) => installed[path]?.version === version || (optional && !installed[path]))
}

/** In a process of its own: a driver made for another Node can end the process that loads it. */
function driverLoads() {
  const script = "const D = require('better-sqlite3'); new D(':memory:').prepare('SELECT 1').get()"
  return spawnSync(process.execPath, ['-e', script], { cwd: root, stdio: 'ignore' }).status === 0
}

export function ensureClient() {
  const key = hashOf(['prisma/schema.prisma', 'package-lock.json'])
  once({ made: 'lib/db/generated/client.ts', stamp: 'lib/db/generated/.stamp', key }, () => runNode(['scripts/prisma.mjs', 'generate']))
}

const SOURCE_FOLDERS = ['app', 'components', 'lib', 'public', 'prisma']
const SOURCE_FILES = ['scripts/bundle.mjs', 'scripts/empty-module.mjs', 'package-lock.json', 'package.json', 'next.config.mjs', 'postcss.config.mjs', 'tsconfig.json', 'instrumentation.ts', 'proxy.ts']

function sources() {
  const files = SOURCE_FOLDERS.filter((folder) => existsSync(inRoot(folder))).flatMap(filesBelow)
  return [...files, ...SOURCE_FILES.filter((file) => existsSync(inRoot(file)))]
}

function filesBelow(folder) {
  const entries = readdirSync(inRoot(folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return path === 'lib/db/generated' ? [] : filesBelow(path)
    return /\.(test\.tsx?|md)$/.test(path) ? [] : [path]
  })
}

export function ensureBuild() {
  // next.config.mjs reads nothing of the environment but SKIP_TYPES, so the sources alone decide
  once({ made: '.next/BUILD_ID', stamp: 'dist/.stamp', key: hashOf(sources()) }, () => {
    console.log('Building (about half a minute)')
    runNode(['scripts/bundle.mjs'])
    runNode(['node_modules/next/dist/bin/next', 'build'], { NODE_ENV: 'production', SKIP_TYPES: '1' })
  })
}
