// The checks that need no build, each as the words of one Node command.
export const LINT = ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']
export const TYPES = ['node_modules/typescript/bin/tsc', '--noEmit']
export const UNIT_REPORT = 'test-results/unit.json'
export const UNIT = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${UNIT_REPORT}`]
export const E2E_REPORT = 'test-results/e2e.json'
export const E2E = ['node_modules/@playwright/test/cli.js', 'test']
/** Exit code 2 when the migrations do not lead to the schema. */
export const MIGRATIONS = ['scripts/prisma.mjs', 'migrate', 'diff', '--from-migrations', 'prisma/migrations', '--to-schema', 'prisma/schema.prisma', '--exit-code']
/** Next writes the types of routes when it builds; without a build, this does. */
export const ROUTE_TYPES = ['node_modules/next/dist/bin/next', 'typegen']
/** In a process of its own, so that it can run beside others. */
export const BUILD = ['--eval', "import('./scripts/prepare.mjs').then(({ ensureBuild }) => ensureBuild())"]
/** Compiling the driver takes a minute of one core; what only reads the sources can run beside it. */
export const DRIVER = ['--eval', "import('./scripts/prepare.mjs').then(({ ensureDriver }) => ensureDriver())"]
