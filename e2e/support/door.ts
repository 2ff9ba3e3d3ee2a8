import { readFileSync } from 'node:fs'

/** The doors of the product as a browser without scripts uses them: pages with forms, and server actions by their name. */

const MANIFEST = '.next/server/server-reference-manifest.json'

export type Fields = Record<string, string>

/** Every server action of the build: its id by `<file>#<name>`. */
export function actionIds(): Map<string, string> {
  const { node } = JSON.parse(readFileSync(MANIFEST, 'utf8')) as { node: Record<string, { filename: string; exportedName: string }> }
  return new Map(Object.entries(node).map(([id, { filename, exportedName }]) => [`${filename}#${exportedName}`, id]))
}

type Call = { url: string; path: string; cookie?: string; fields?: Fields; headers?: Record<string, string> }

/** Calls an action as the browser's script does, without following where it leads. */
export function callAction(action: string, { url, path, cookie, fields = {}, headers = {} }: Call): Promise<Response> {
  const id = actionIds().get(action)
  if (id === undefined) throw new Error(`The build has no action ${action}.`)
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(`_1_${name}`, value)
  body.append('0', '[{},"$K1"]')
  return fetch(url + path, { method: 'POST', redirect: 'manual', headers: { origin: url, accept: 'text/x-component', 'next-action': id, ...(cookie && { cookie }), ...headers }, body })
}

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
