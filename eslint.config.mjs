import { defineConfig, globalIgnores } from 'eslint/config'
import next from 'eslint-config-next/core-web-vitals'
import typescript from 'eslint-config-next/typescript'

const rawSql = {
  selector: 'MemberExpression[property.name=/^\\$(queryRawUnsafe|executeRawUnsafe)$/]',
  message: 'Raw SQL made from strings lives in lib/db only; use the tagged templates or a function of lib/db.',
}

export default defineConfig([
  globalIgnores(['.next/**', 'dist/**', 'data/**', 'lib/db/generated/**', 'test-results/**', 'playwright-report/**', 'coverage/**', 'next-env.d.ts']),
  ...next,
  ...typescript,
  {
    files: ['**/*.{ts,tsx,mts}'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  { files: ['**/*.{ts,tsx,mts}'], ignores: ['lib/db/**'], rules: { 'no-restricted-syntax': ['error', rawSql] } },
  // What the server says goes through lib/log: one JSON line, with the request's id and without secrets.
  { files: ['app/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}', 'lib/**/*.ts'], ignores: ['**/*.test.{ts,tsx}', 'lib/sandbox/**', 'lib/http/console-lines.ts'], rules: { 'no-console': 'error' } },
])
