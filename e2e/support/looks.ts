import { expect, type Page } from '@playwright/test'
import axe, { type RunOptions } from 'axe-core'

const RULES: RunOptions['runOnly'] = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }
const CONTRAST: RunOptions['runOnly'] = { type: 'rule', values: ['color-contrast'] }
const DESK = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }
const TABLET = { width: 768, height: 1_024 }
const WIDE = { width: 1_440, height: 900 }

/** No rule of accessibility is broken, light and dark, and nothing is wider than a phone. */
export async function looksRight(page: Page, what: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await breaksNoRule(page, RULES, `${what}, light`)
  // the same elements in other colours
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await breaksNoRule(page, CONTRAST, `${what}, dark`)
  await page.setViewportSize(PHONE)
  await expect.poll(() => sideways(page), `${what}: nothing may be wider than 390 px`).toEqual([])
  await page.setViewportSize(DESK)
}

/** The same on a phone, a tablet and a desk: tables become cards and menus fold, so other elements are there. */
export async function looksRightAtEveryWidth(page: Page, what: string): Promise<void> {
  for (const size of [PHONE, TABLET, WIDE]) {
    await page.setViewportSize(size)
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await breaksNoRule(page, RULES, `${what} at ${size.width} px, light`)
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    await breaksNoRule(page, CONTRAST, `${what} at ${size.width} px, dark`)
    await expect.poll(() => sideways(page), `${what}: nothing may be wider than ${size.width} px`).toEqual([])
  }
  await page.setViewportSize(DESK)
}

/** Asked again where something is found: colours that are still changing to the other theme are no finding. */
async function breaksNoRule(page: Page, runOnly: RunOptions['runOnly'], what: string): Promise<void> {
  await expect.poll(() => findings(page, runOnly), { message: what, timeout: 40_000 }).toEqual([])
}

async function findings(page: Page, runOnly: RunOptions['runOnly']): Promise<string[]> {
  // half a megabyte to read for the browser: once for a document, not once for a look
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  return page.evaluate(async (only) => {
    // what lies half under the sticky bars counts as a target too small: scrolled to, it is whole
    window.scrollTo(0, 0)
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, { runOnly: only, resultTypes: ['violations'] })
    return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`)
  }, runOnly)
}

/** The elements that reach over the right edge, where the page as a whole can be scrolled sideways. */
function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const wide = [...document.querySelectorAll('main *, header *, aside *')].filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
    return [`${scrollWidth} px`, ...wide.slice(0, 5).map((element) => element.outerHTML.slice(0, 120))]
  })
}

/** Adds up how far things jumped on a page, not counting what follows a key or a click within half a second. */
export async function measureShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts = { sum: 0, sources: [] as string[] }
    Object.assign(window, { shifts })
    type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources?: { node?: Node }[] }
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as Shift[]) {
        if (entry.hadRecentInput) continue
        shifts.sum += entry.value
        for (const { node } of entry.sources ?? []) shifts.sources.push(node instanceof Element ? node.outerHTML.slice(0, 80) : String(node?.textContent))
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

/** The sum so far, with what moved. Waits for two frames, so that the last one is counted. */
export function shiftsOf(page: Page): Promise<{ sum: number; sources: string[] }> {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
    return (window as unknown as { shifts: { sum: number; sources: string[] } }).shifts
  })
}
