import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, posix } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

// The floor plan as a test: which folder may import which, and the habits that a compiler does not know.

const ROOT = join(import.meta.dirname, '..')
const IGNORED = new Set(['node_modules', '.next', 'dist', 'data', 'test-results', 'coverage', 'generated', '.git', 'playwright-report'])

function filesBelow(folder: string): string[] {
  if (!existsSync(join(ROOT, folder))) return []
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name)
    if (IGNORED.has(entry.name)) return []
    return entry.isDirectory() ? filesBelow(path) : [path]
  })
}
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

type Module = { path: string; text: string; imports: string[] }
const isTest = (path: string) => /\.test\.tsx?$|(^|\/)test-[^/]*\.tsx?$|^e2e\/|^bench\//.test(path)
const modules: Module[] = ['app', 'components', 'lib', 'instrumentation.ts']
  .flatMap((top) => (top.endsWith('.ts') ? [top] : filesBelow(top)))
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
  .map((path) => {
    const text = read(path)
    return { path, text, imports: ts.preProcessFile(text, true, true).importedFiles.map((file) => resolved(path, file.fileName)) }
  })
const product = modules.filter(({ path }) => !isTest(path))

/** `lib/db/requests` for anything of ours, the package's name for anything else. */
function resolved(from: string, specifier: string): string {
  if (specifier.startsWith('@/')) return specifier.slice(2)
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier)
  return specifier.startsWith('@') ? specifier.split('/').slice(0, 2).join('/') : (specifier.split('/')[0] ?? specifier)
}
const isOurs = (target: string) => /^(app|components|lib)(\/|$)/.test(target)

/** A room of the house: a folder of lib, a single file of lib, or one of the other top folders. */
function roomOf(path: string): string {
  const [top, second] = path.split('/')
  return top === 'lib' ? `lib/${(second ?? '').replace(/\.(test\.)?tsx?$/, '')}` : (top ?? '')
}

const SINGLE = ['lib/config', 'lib/errors', 'lib/log', 'lib/paths']
/** Room → rooms it may import besides itself. A room that is not named here may not exist. */
const MAY_IMPORT: Record<string, string[]> = {
  'lib/errors': [],
  'lib/paths': [],
  'lib/config': ['lib/errors'],
  'lib/log': ['lib/config'],
  'lib/privatelink': ['lib/errors'],
  'lib/aws': ['lib/privatelink', 'lib/config', 'lib/errors', 'lib/log'],
  'lib/probe': ['lib/privatelink', 'lib/config', 'lib/errors', 'lib/log'],
  'lib/db': ['lib/privatelink', 'lib/config', 'lib/errors', 'lib/log'],
  'lib/auth': ['lib/db', 'lib/privatelink', ...SINGLE],
  'lib/operations': ['lib/aws', 'lib/probe', 'lib/db', 'lib/privatelink', ...SINGLE],
  'lib/watcher': ['lib/operations', 'lib/db', 'lib/privatelink', 'lib/config', 'lib/errors', 'lib/log'],
  'lib/http': ['lib/config', 'lib/errors', 'lib/log'],
  // its own process: knows the region catalogue and is met only over the wire
  'lib/sandbox': ['lib/privatelink/regions'],
  components: ['lib/privatelink', 'lib/paths'],
  app: ['components', 'lib/operations', 'lib/db', 'lib/auth', 'lib/privatelink', ...SINGLE],
  'instrumentation.ts': ['lib/operations'],
}
/** Single doors through a wall, each with its reason. */
const EXCEPT: Record<string, string> = {
  'lib/operations/boot.ts → lib/watcher/start': 'boot is where everything that runs by itself is started',
  'app/api/ready/route.ts → lib/watcher/start': 'readiness asks whether the watcher still ticks',
  'lib/watcher/start.ts → lib/aws/clients': 'the type of what is looked at: one account in one region',
}

const allowed = (from: string, target: string) => {
  const own = roomOf(from)
  if (roomOf(target) === own) return true
  if (`${from} → ${target}` in EXCEPT) return true
  return (MAY_IMPORT[own] ?? []).some((room) => target === room || target.startsWith(`${room}/`))
}

/** Types vanish when compiled, so two files may know each other's. */
function valueImports({ path, text }: Module): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest)
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return []
    const typeOnly = ts.isImportDeclaration(statement) ? statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword : statement.isTypeOnly
    const specifier = statement.moduleSpecifier
    return typeOnly || !specifier || !ts.isStringLiteral(specifier) ? [] : [resolved(path, specifier.text)].filter(isOurs)
  })
}

const byName = new Map(product.map((module) => [module.path.replace(/(\/index)?\.tsx?$/, ''), module]))

describe('the floor plan', () => {
  it('is judged on the whole house', () => {
    expect(product.length).toBeGreaterThan(60)
    expect(product.flatMap(({ imports }) => imports.filter(isOurs)).length).toBeGreaterThan(100)
  })

  it('has no room that the map does not name', () => {
    const rooms = new Set(modules.map(({ path }) => roomOf(path)).filter((room) => room !== 'lib/architecture'))
    expect([...rooms].filter((room) => !(room in MAY_IMPORT))).toEqual([])
  })

  it('is kept: every import leads where the map says it may', () => {
    const wrong = product.flatMap(({ path, imports }) => imports.filter((target) => isOurs(target) && !allowed(path, target)).map((target) => `${path} → ${target}`))
    expect(wrong).toEqual([])
  })

  it('refuses what it should: the judge itself', () => {
    expect(allowed('lib/privatelink/plan.ts', 'lib/db/requests')).toBe(false)
    expect(allowed('lib/aws/endpoints.ts', 'lib/db/requests')).toBe(false)
    expect(allowed('lib/operations/create-endpoint.ts', 'lib/watcher/start')).toBe(false)
    expect(allowed('lib/operations/create-endpoint.ts', 'lib/sandbox/server')).toBe(false)
    expect(allowed('lib/sandbox/server.ts', 'lib/privatelink/plan')).toBe(false)
    expect(allowed('lib/sandbox/server.ts', 'lib/privatelink/regions')).toBe(true)
    expect(allowed('app/page.tsx', 'lib/aws/endpoints')).toBe(false)
    expect(allowed('components/request/badge.tsx', 'app/page')).toBe(false)
    expect(allowed('components/request/badge.tsx', 'lib/privatelink/state')).toBe(true)
  })

  it('has no exception that nobody needs', () => {
    const used = new Set(product.flatMap(({ path, imports }) => imports.map((target) => `${path} → ${target}`)))
    expect(Object.keys(EXCEPT).filter((door) => !used.has(door))).toEqual([])
  })

  it('keeps privatelink pure: no package but zod, ipaddr.js and yaml, nothing of Node', () => {
    const foreign = product
      .filter(({ path }) => roomOf(path) === 'lib/privatelink')
      .flatMap(({ path, imports }) => imports.filter((target) => !isOurs(target) && !['zod', 'ipaddr.js', 'yaml'].includes(target)).map((target) => `${path} → ${target}`))
    expect(foreign).toEqual([])
  })

  it('lets the AWS SDK in only at lib/aws, the database only at lib/db', () => {
    const wrong = product.flatMap(({ path, imports }) => {
      const room = roomOf(path)
      return imports
        .filter((target) => (/^@(aws-sdk|smithy)\//.test(target) && room !== 'lib/aws') || (/^(@prisma\/|better-sqlite3$)/.test(target) && room !== 'lib/db'))
        .map((target) => `${path} → ${target}`)
    })
    expect(wrong).toEqual([])
  })
})

describe('the browser’s side', () => {
  const clients = product.filter(({ text }) => /^\s*(\/\*[\s\S]*?\*\/\s*|\/\/[^\n]*\n\s*)*['"]use client['"]/.test(text))

  it('reaches only components, privatelink, paths and the parts of its own route', () => {
    expect(clients.length).toBeGreaterThan(0)
    const wrong = clients.flatMap((client) => reached(client).filter((path) => !safe(path, client.path)).map((path) => `${client.path} ⇒ ${path}`))
    expect(wrong).toEqual([])
  })

  /** Everything that is bundled with a client part: what it imports, and what that imports, up to the doors (server actions). */
  function reached(client: Module): string[] {
    const seen = new Set<string>()
    const queue = [client]
    for (const part of queue) {
      for (const next of valueImports(part).map((name) => byName.get(name))) {
        if (!next || seen.has(next.path)) continue
        seen.add(next.path)
        if (!/^['"]use server['"]/m.test(next.text)) queue.push(next)
      }
    }
    return [...seen]
  }

  function safe(path: string, client: string): boolean {
    if (/^(components|lib\/privatelink)\//.test(path) || path === 'lib/paths.ts') return true
    const around = `${posix.dirname(client)}/`.startsWith(`${posix.dirname(path)}/`) || `${posix.dirname(path)}/`.startsWith(`${posix.dirname(client)}/`)
    return path.startsWith('app/') && client.startsWith('app/') && around
  }
})

describe('habits', () => {
  it('`server-only` is the first import of everything that must not reach a browser', () => {
    const rooms = new Set(['lib/aws', 'lib/probe', 'lib/db', 'lib/operations', 'lib/auth', 'lib/watcher'])
    // what only tests import is theirs
    const used = new Set(product.flatMap(({ imports }) => imports))
    const guarded = product.filter(({ path }) => rooms.has(roomOf(path)) && used.has(path.replace(/\.tsx?$/, '')))
    expect(guarded.length).toBeGreaterThan(20)
    expect(guarded.filter(({ imports }) => imports[0] !== 'server-only').map(({ path }) => path)).toEqual([])
  })

  it('no drawer: a file is named for the one thing it holds', () => {
    const drawers = modules.filter(({ path }) => /(^|[-./])(utils?|helpers?|common|misc|managers?)([-.]|$)/.test(basename(path)))
    expect(drawers.map(({ path }) => path)).toEqual([])
  })

  it('no file over 300 lines without its reason in the first five', () => {
    const scripts = filesBelow('scripts').map((path) => ({ path, text: read(path) }))
    const long = [...modules, ...scripts].filter(({ text }) => text.split('\n').length > 300)
    const bare = long.filter(({ text }) => !text.split('\n').slice(0, 5).join('\n').includes('Longer than 300 lines because'))
    expect(bare.map(({ path }) => path)).toEqual([])
  })

  it('every folder of lib says in eight lines or fewer what it does', () => {
    const folders = readdirSync(join(ROOT, 'lib'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
    const wrong = folders
      .filter(({ name }) => filesBelow(`lib/${name}`).length > 0)
      .filter(({ name }) => {
        const readme = `lib/${name}/README.md`
        return !existsSync(join(ROOT, readme)) || read(readme).trim().split('\n').length > 8
      })
    expect(wrong.map(({ name }) => name)).toEqual([])
  })

  it('nothing asks the linter or the compiler to look away, nothing is left to do, no test is skipped', () => {
    const marks = new RegExp(['eslint-' + 'disable', '@ts-' + '(ignore|nocheck|expect-error)', '\\bTO' + 'DO\\b', '\\bFIX' + 'ME\\b', '\\b(it|test|describe)\\.' + '(skip|only|todo)\\b'].join('|'))
    const all = [...modules, ...['e2e', 'bench', 'scripts'].flatMap(filesBelow).filter((path) => /\.(ts|tsx|mjs)$/.test(path)).map((path) => ({ path, text: read(path) }))]
    expect(all.filter(({ text }) => marks.test(text)).map(({ path }) => path)).toEqual([])
  })

  it('each dependency has its reason in docs/dependencies.md, and each reason its dependency', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<'dependencies' | 'devDependencies', Record<string, string>>
    const wanted = Object.keys({ ...dependencies, ...devDependencies }).sort()
    const given = [...read('docs/dependencies.md').matchAll(/^\| `([^`]+)` \| \S/gm)].map((match) => match[1] ?? '').sort()
    expect(given).toEqual(wanted)
  })

  it('a program that is started from node_modules is one of our dependencies', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<'dependencies' | 'devDependencies', Record<string, string>>
    const started = ['app', 'lib', 'e2e', 'bench', 'scripts']
      .flatMap(filesBelow)
      .filter((path) => /\.(tsx?|mjs)$/.test(path) && path !== 'lib/architecture.test.ts')
      .flatMap((path) => [...read(path).matchAll(/node_modules\/(@[\w.-]+\/[\w.-]+|[\w-][\w.-]*)\//g)].map((match) => ({ path, name: match[1]! })))
    expect(started.length).toBeGreaterThan(8)
    expect(started.filter(({ name }) => !Object.hasOwn({ ...dependencies, ...devDependencies }, name))).toEqual([])
  })

  it('nothing leans on what lies outside the repository', () => {
    const outside = new RegExp(['\\.\\./sha' + 'red/', 'sha' + 'red/(design|domain|seed|quality|hooks|samples)'].join('|'))
    const texts = filesBelow('.').filter((path) => path !== '.env' && /\.(tsx?|m?[jt]s|json|md|css|prisma|sql|sh|txt|yaml)$|(^|\/)\.?[^.]+$/.test(path))
    expect(texts.length).toBeGreaterThan(50)
    expect(texts.filter((path) => outside.test(read(path)))).toEqual([])
  })
})

describe('imports', () => {
  it('make no circle', () => {
    const done = new Set<string>()
    const circles: string[] = []
    function walk(name: string, trail: string[]): void {
      const at = trail.indexOf(name)
      if (at >= 0) return void circles.push([...trail.slice(at), name].join(' → '))
      const found = byName.get(name)
      if (!found || done.has(name)) return
      for (const target of valueImports(found)) walk(target, [...trail, name])
      done.add(name)
    }
    for (const name of byName.keys()) walk(name, [])
    expect(circles).toEqual([])
  })
})
