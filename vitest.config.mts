import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = new URL('.', import.meta.url)
const at = (path: string) => fileURLToPath(new URL(path, root))

const ALL = ['{app,lib,components,scripts}/**/*.test.{ts,tsx}']
const PURE = ['lib/privatelink/**/*.test.ts', 'components/**/*.test.{ts,tsx}']
/** Beside the pure ones: they start Terraform, shells and the like. */
const WITH_PROGRAMS = ['lib/privatelink/{exports/tools,script/script}.test.ts']

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: at('./') },
      { find: 'server-only', replacement: at('./scripts/empty-module.mjs') },
    ],
  },
  // Next wants `jsx: preserve`-like settings in tsconfig; tests of components need the automatic runtime.
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    environment: 'node',
    // better-sqlite3 is a native module: it is not safe to load in several threads of one process.
    pool: 'forks',
    globalSetup: 'lib/db/migrated-database.ts',
    // most of the slow ones wait for processes they started, so three share two cores well
    maxWorkers: 3,
    // a limit for what hangs, and no measure of speed: a busy machine takes its time
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    env: { LOG_LEVEL: 'silent' },
    projects: [
      // what only computes shares its modules from file to file: loading them anew takes as long as the tests
      { extends: true, test: { name: 'pure', include: PURE, exclude: WITH_PROGRAMS, isolate: false } },
      { extends: true, test: { name: 'whole', include: ALL, exclude: PURE } },
      { extends: true, test: { name: 'with programs', include: WITH_PROGRAMS } },
    ],
  },
})
