import { readFileSync } from 'node:fs'
import { addressOf } from './every-door'

/** The doors of the product as a browser without scripts uses them: pages with forms, and server actions by their name. */

const MANIFEST = '.next/server/server-reference-manifest.json'

export type Fields = Record<string, string>

type BuiltAction = { id: string; pages: string[] }
let built: Map<string, BuiltAction> | null = null

/** Every server action of the build by `<file>#<name>`: its id, and the pages that have it, as `/requests/[requestId]`. */
export function builtActions(): Map<string, BuiltAction> {
  return (built ??= readBuild())
}

function readBuild(): Map<string, BuiltAction> {
  const { node } = JSON.parse(readFileSync(MANIFEST, 'utf8')) as { node: Record<string, { filename: string; exportedName: string; workers: Record<string, unknown> }> }
  return new Map(Object.entries(node).map(([id, { filename, exportedName, workers }]) => [`${filename}#${exportedName}`, { id, pages: Object.keys(workers).map(addressOf) }]))
}

type Call = { url: string; path: string; cookie?: string; fields?: Fields; headers?: Record<string, string> }

/** Calls an action as the browser's script does, without following where it leads. `path` is of a page that has it: any other answers `{}` and does nothing. */
export function callAction(action: string, { url, path, cookie, fields = {}, headers = {} }: Call): Promise<Response> {
  const found = builtActions().get(action)
  if (!found) throw new Error(`The build has no action ${action}.`)
  const { id, pages } = found
  if (!pages.some((page) => isAt(page, path))) throw new Error(`The page at ${path} does not have the action ${action}; ${pages.join(', ')} do.`)
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(`_1_${name}`, value)
  body.append('0', '[{},"$K1"]')
  return fetch(url + path, { method: 'POST', redirect: 'manual', headers: { origin: url, accept: 'text/x-component', 'next-action': id, ...(cookie && { cookie }), ...headers }, body })
}

const isAt = (page: string, path: string): boolean => new RegExp(`^${page.replaceAll(/\[\w+\]/g, '[^/]+')}$`).test(path.split('?')[0] ?? '')

/** Fills in the form of a page that has these fields, and sends it. */
export async function submitForm({ url, path, cookie, fields = {}, headers = {} }: Call): Promise<Response> {
  const page = await fetch(url + path, { headers: { ...(cookie && { cookie }) } })
  const html = await page.text()
  const forms = html.match(/<form[\s\S]*?<\/form>/g) ?? []
  const form = forms.find((each) => Object.keys(fields).every((name) => each.includes(`name="${name}"`)))
  if (!form) throw new Error(`${path} (${page.status}) has no form with ${Object.keys(fields).join(', ')}.`)
  const body = new FormData()
  for (const [input] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const attribute = (name: string) => unescape(new RegExp(` ${name}="([^"]*)"`).exec(input)?.[1] ?? '')
    body.append(attribute('name'), attribute('value'))
  }
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  return fetch(url + path, { method: 'POST', redirect: 'manual', headers: { origin: url, ...(cookie && { cookie }), ...headers }, body })
}

const ENTITIES: Record<string, string> = { '&quot;': '"', '&amp;': '&', '&lt;': '<', '&gt;': '>', '&#x27;': "'" }
const unescape = (text: string) => text.replace(/&(quot|amp|lt|gt|#x27);/g, (entity) => ENTITIES[entity] ?? entity)

/** The cookies an answer sets, as a browser sends them back. */
export function cookieOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .filter((pair) => !pair.endsWith('='))
    .join('; ')
}
