import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = new URL('.', import.meta.url)
const at = (path: string) => fileURLToPath(new URL(path, root))

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
    include: [
      'lib/**/*.test.ts',
      'components/**/*.test.{ts,tsx}',
      'app/**/*.test.{ts,tsx}',
      'scripts/**/*.test.ts',
    ],
    environment: 'node',
    // better-sqlite3 is a native module: it is not safe to load in several threads of one process.
    pool: 'forks',
    globalSetup: 'lib/db/migrated-database.ts',
    // most of the slow ones wait for processes they started, so two share two cores well
    maxWorkers: 2,
    // a limit for what hangs, and no measure of speed: a busy machine takes its time
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { LOG_LEVEL: 'silent' },
  },
})
