// A Chromium for the journeys. `findBrowser` only looks; `ensureBrowser` gets one where there is none: Playwright's own download, else the
// Chromium that npm carries (Linux on x64), else Debian's package (as root).
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { chromium } from '@playwright/test'

const cache = fileURLToPath(new URL('../node_modules/.cache/chromium', import.meta.url))
/** The last release that runs on Node 20. */
const FROM_NPM = '@sparticuz/chromium@143.0.4'
/** The headless shell first: without a window’s machinery the journeys cost a sixth less. */
const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge-stable', 'microsoft-edge']
const MAC = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
const WINDOWS = ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData']
  .flatMap((name) => process.env[name] ?? [])
  .flatMap((folder) => [join(folder, 'Google/Chrome/Application/chrome.exe'), join(folder, 'Microsoft/Edge/Application/msedge.exe')])

const onPath = (name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)).find(existsSync)
/** Ubuntu's `chromium-browser` may be a stub that asks for a snap. */
const starts = (path) => process.platform !== 'linux' || spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0

/** `{}` means Playwright's own, which it finds by itself; undefined: none. */
export function findBrowser() {
  if (process.env.CHROMIUM_PATH) return { executablePath: process.env.CHROMIUM_PATH }
  if (playwrightHasOne()) return {}
  const unpacked = join(cache, 'chromium')
  const found = [...MAC, ...WINDOWS].find(existsSync) ?? NAMES.map(onPath).find((path) => path && starts(path)) ?? [unpacked].find(existsSync)
  return found ? { executablePath: found } : undefined
}

function playwrightHasOne() {
  const full = chromium.executablePath()
  // the path names the full browser, also where only the headless shell was downloaded
  const shell = full.replace(/([\\/])chromium-(\d+)[\\/].*$/, '$1chromium_headless_shell-$2$1INSTALLATION_COMPLETE')
  return existsSync(full) || existsSync(shell)
}

function quietly(command, words, env = {}) {
  const options = { stdio: 'ignore', timeout: 300_000, env: { ...process.env, ...env }, shell: process.platform === 'win32' }
  return spawnSync(command, words, options).status === 0
}

function downloadWithPlaywright() {
  console.log('There is no Chromium here: downloading the one Playwright provides')
  quietly(process.execPath, [createRequire(import.meta.url).resolve('@playwright/test/cli'), 'install', '--only-shell', 'chromium'])
  return findBrowser()
}

async function unpackFromNpm() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  console.log('That download is out of reach: taking the one that npm carries')
  const words = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', cache, FROM_NPM]
  if (!quietly('npm', words)) return undefined
  // it unpacks itself into the folder for temporary files
  process.env.TMPDIR = cache
  const entry = createRequire(join(cache, 'package.json')).resolve('@sparticuz/chromium')
  const { default: packed } = await import(pathToFileURL(entry).href)
  const path = await packed.executablePath()
  return path && starts(path) ? { executablePath: path } : undefined
}

function installWithApt() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !onPath('apt-get')) return undefined
  console.log("Installing Debian's headless Chromium")
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  quietly('apt-get', ['update', '-qq'], env)
  quietly('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium-headless-shell'], env)
  return findBrowser()
}

/** Finds or gets a browser and leaves its path in CHROMIUM_PATH, for the tests that are started next. Returns an exit code. */
export async function ensureBrowser() {
  const browser = findBrowser() ?? downloadWithPlaywright() ?? (await unpackFromNpm()) ?? installWithApt()
  if (!browser) {
    console.error('The journeys need Chromium, Chrome or Edge: install one, or set CHROMIUM_PATH to where it is.')
    return 1
  }
  if (browser.executablePath) process.env.CHROMIUM_PATH = browser.executablePath
  console.log(`Browser: ${browser.executablePath ?? 'Playwright’s own'}`)
  return 0
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await ensureBrowser()
