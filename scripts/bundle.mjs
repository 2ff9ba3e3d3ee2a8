// Bundles the two programs that run outside Next: the web server's door and the sandbox. Packages stay in node_modules.
import { fileURLToPath } from 'node:url'
import { build, context } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

const options = (name, entry) => ({
  absWorkingDir: root,
  entryPoints: { [name]: entry },
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: 'inline',
  sourcesContent: false,
  alias: { '@': root.replace(/[\\/]$/, ''), 'server-only': fileURLToPath(new URL('empty-module.mjs', import.meta.url)) },
  logLevel: 'warning',
})
export const SERVE = options('serve', 'lib/http/serve.ts')
export const SANDBOX = options('sandbox', 'lib/sandbox/main.ts')

/** Bundles the sandbox again at every change, and tells `changed` of each after the first. */
export async function watchSandbox(changed) {
  let first = true
  const tell = {
    name: 'tell',
    setup: (bundle) =>
      bundle.onEnd((result) => {
        if (!first && result.errors.length === 0) changed()
        first = false
      }),
  }
  const watched = await context({ ...SANDBOX, plugins: [tell] })
  await watched.rebuild()
  await watched.watch()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await Promise.all([build(SERVE), build(SANDBOX)])
