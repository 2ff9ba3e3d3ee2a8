import { test as base, expect, type BrowserContext } from '@playwright/test'
import { cookieFor } from './people'
import { startCauseway, type Causeway, type Options } from './causeway'

/** What may go wrong on a page of this test, e.g. the answers of a server that was killed on purpose. */
type Trouble = { allow: (pattern: RegExp) => void }

let running: Causeway | null = null

/** Starts a product of its own for the spec file that calls it, with its own files and ports; it ends with the file, however that ends. */
export function startForThisFile(options?: Options): void {
  test.beforeAll(async () => {
    test.setTimeout(90_000)
    running = await startCauseway(options)
  })
  test.afterAll(async () => {
    await running?.dispose()
    running = null
  })
}

/** Pages know their product, and a test fails when one of its pages had an error, a dialog, or broke its own security policy. */
export const test = base.extend<{ causeway: Causeway; trouble: Trouble }>({
  causeway: async ({ browserName: _ }, provide) => {
    if (!running) throw new Error('this file did not call startForThisFile')
    await provide(running)
  },
  /** Every context of a test is the administrator's, unless it is made with another state. */
  storageState: async ({ browserName: _ }, provide) => provide(running?.admin.cookie ? stateOf(running) : undefined),
  // asked for by the hooks too, before anything runs
  baseURL: async ({ browserName: _ }, provide) => provide(running?.url),
  trouble: [
    async ({ context }, provide) => {
      const allowed: RegExp[] = []
      const heard = await listenForTrouble(context)
      await provide({ allow: (pattern) => void allowed.push(pattern) })
      const unexpected = heard.filter((line) => !allowed.some((pattern) => pattern.test(line)))
      expect(unexpected, 'errors, dialogs and policy violations of the pages').toEqual([])
    },
    { auto: true },
  ],
})

export { expect }

/** What a browser keeps of the administrator. */
export function stateOf({ url, admin: { cookie } }: Pick<Causeway, 'url' | 'admin'>) {
  const { name, value } = cookieFor(url, cookie)
  return { cookies: [{ name, value, domain: new URL(url).hostname, path: '/', expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' as const }], origins: [] }
}

export async function listenForTrouble(context: BrowserContext): Promise<string[]> {
  const heard: string[] = []
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
      console.error(`policy violation: ${violatedDirective} ${blockedURI} ${sourceFile}`),
    )
  })
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') heard.push(`console ${message.type()}: ${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => heard.push(`page error: ${error.error().message}`))
  context.on('dialog', (dialog) => {
    heard.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  return heard
}
