import { gzipSync } from 'node:zlib'

/**
 * Bytes of JavaScript, each file gzipped, that a browser fetches before a page works: what the served HTML names, in script
 * tags and in the data that is streamed beside them. Not what only browsers without modules take.
 */
export async function firstLoadBytes(url: string, address: string, cookie = ''): Promise<number> {
  const answer = await fetch(`${url}${address}`, { headers: { accept: 'text/html', cookie }, redirect: 'manual' })
  if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}${answer.headers.get('location') ? ` to ${answer.headers.get('location')}` : ''}`)
  const sources = scriptsOf(await answer.text())
  if (sources.length === 0) throw new Error(`${address} names no script.`)
  const sizes = await Promise.all(sources.map((source) => sizeOf(new URL(source, url).href)))
  return sizes.reduce((sum, size) => sum + size, 0)
}

export function scriptsOf(html: string): string[] {
  const tags = [...html.matchAll(/<script\b[^>]*>/gi)].map(([tag]) => tag)
  const old = new Set(tags.filter((tag) => /\bnomodule\b/i.test(tag)).map(sourceOf))
  const preloaded = [...html.matchAll(/<link\b[^>]*\bas="script"[^>]*>/gi)].map(([tag]) => /\bhref="([^"]+)"/.exec(tag)?.[1] ?? '')
  const streamed = [...html.matchAll(/(?:\/_next\/)?static\/chunks\/[\w./~-]+\.js/g)].map(([path]) => (path.startsWith('/') ? path : `/_next/${path}`))
  const all = [...tags.map(sourceOf), ...preloaded, ...streamed].map((source) => source.split('?')[0]!)
  return [...new Set(all)].filter((source) => source !== '' && !old.has(source))
}

const sourceOf = (tag: string): string => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? ''

const sizes = new Map<string, Promise<number>>()

function sizeOf(url: string): Promise<number> {
  const known = sizes.get(url) ?? fetch(url).then(async (answer) => (answer.ok ? gzipSync(Buffer.from(await answer.arrayBuffer())).length : Promise.reject(new Error(`${url} answered ${answer.status}`))))
  sizes.set(url, known)
  return known
}
