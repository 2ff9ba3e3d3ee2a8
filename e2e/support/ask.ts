/** Questions to the product over HTTP, redirects not followed. */

export type Seen = { status: number; location: string; body: string; type: string }
/** A stream does not end by itself: its head is enough. */
export async function ask(url: string, headers: Record<string, string> = {}): Promise<Seen> {
  const abort = new AbortController()
  const answer = await fetch(url, { headers, redirect: 'manual', signal: abort.signal })
  const type = answer.headers.get('content-type') ?? ''
  const body = type.startsWith('text/event-stream') ? '' : await answer.text()
  if (type.startsWith('text/event-stream')) abort.abort()
  return { status: answer.status, location: answer.headers.get('location') ?? '', body, type }
}
/** As the browser's own router asks: with the mark that Next wants in the address. */
export async function askAsRouter(url: string, headers: Record<string, string>): Promise<Seen> {
  const first = await ask(url, { ...headers, rsc: '1' })
  return first.status === 307 && first.location.includes('_rsc=') ? ask(new URL(first.location, url).href, { ...headers, rsc: '1' }) : first
}

/** What a stream says while something happens, and for a second after. */
export async function hear(url: string, cookie: string, meanwhile: () => Promise<void>): Promise<string> {
  const abort = new AbortController()
  const answer = await fetch(`${url}/api/events`, { headers: { cookie }, signal: abort.signal })
  const reader = answer.body!.getReader()
  let text = ''
  const reading = (async () => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      text += new TextDecoder().decode(value)
    }
  })().catch(() => undefined)
  await meanwhile()
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  abort.abort()
  await reading
  return text
}
