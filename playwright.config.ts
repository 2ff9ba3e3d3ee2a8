import { defineConfig } from '@playwright/test'
import { findBrowser } from './scripts/ensure-browser.mjs'

const rootOnLinux = process.platform === 'linux' && process.getuid?.() === 0

// Each spec file starts its own server with its own data, so there is no webServer here, and two files run side by side.
export default defineConfig({
  testDir: 'e2e',
  // not test-results itself: Playwright empties this folder, and the reports of other tools stand beside it
  outputDir: 'test-results/e2e',
  fullyParallel: false,
  workers: 2,
  retries: 0,
  // for what hangs; two files share the machine, and some walk the whole wizard twice
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    locale: 'en-GB',
    timezoneId: 'UTC',
    // a mark that breathes is painted anew at every frame, and without a graphics card that is a good part of a core
    contextOptions: { reducedMotion: 'reduce' },
    // a trace costs a third of the time; for one failure: npm run e2e -- --trace on wizard.spec.ts
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...findBrowser(),
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // Chromium's own sandbox does not start as root, which is what containers of CI are
        ...(rootOnLinux ? ['--no-sandbox'] : []),
      ],
    },
  },
})
