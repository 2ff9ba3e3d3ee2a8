import { paths } from '@/lib/paths'
import type { Look } from './look'

/** What a page wants to hear of. Without `requestIds` every request; without `reach` the looks at every account and region. */
export type Watch = { requestIds?: string[]; reach?: { accountId: string; region: string } }

/** `connecting` only until the first answer; a link that broke is `reconnecting`. */
export type LinkState = 'connecting' | 'live' | 'reconnecting'

export type Handlers = {
  /** Something the page shows has changed, or may have while nobody listened. */
  onChange: () => void
  onLook: (look: Look) => void
  onLink: (state: LinkState) => void
  /** Nobody is signed in with this browser any more. */
  onSignedOut: () => void
}

/** The server sends a sign of life every 15 s; three of them missing means that the line is dead, whatever the browser believes. */
const SILENT_MS = 45_000
const RETRY_MS = [1_000, 2_000, 5_000, 10_000, 20_000] as const

export function eventsUrl({ requestIds, reach }: Watch): string {
  const query = new URLSearchParams()
  if (requestIds) query.set('ids', requestIds.join(','))
  if (reach) {
    query.set('accountId', reach.accountId)
    query.set('region', reach.region)
  }
  const text = query.toString()
  return text ? `${paths.events()}?${text}` : paths.events()
}

/**
 * Keeps one event stream while the page can be seen; returns the way to end it. A hidden tab lets go of its stream, because a
 * browser allows six connections to one origin over HTTP/1.1 and a seventh tab would not load at all.
 */
export function keepConnected(url: string, { onChange, onLook, onLink, onSignedOut }: Handlers): () => void {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  /** Announcements may have passed unheard since the page was made: at first too, since the page is older than its stream. */
  let missed = true
  let ended = false

  function open() {
    close()
    const stream = new EventSource(url)
    source = stream
    stream.onopen = () => {
      failures = 0
      onLink('live')
      if (missed) onChange()
      missed = false
      heard()
    }
    stream.onerror = () => {
      // only an answer that is no stream closes it; a line that broke is connecting again
      const isRefused = stream.readyState === EventSource.CLOSED
      lost()
      if (isRefused) void askWhy()
    }
    stream.addEventListener('beat', heard)
    stream.addEventListener('signed-out', () => {
      end()
      onSignedOut()
    })
    stream.addEventListener('requests', () => {
      heard()
      onChange()
    })
    stream.addEventListener('look', (event: MessageEvent<string>) => {
      heard()
      onLook(JSON.parse(event.data) as Look)
    })
    heard()
  }

  function heard() {
    clearTimeout(timer)
    timer = setTimeout(lost, SILENT_MS)
  }

  function lost() {
    close()
    missed = true
    onLink('reconnecting')
    // Our own clock instead of the browser's: after an answer that is not a stream (503, a proxy's page) it would never try again.
    timer = setTimeout(open, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)])
    failures += 1
  }

  /** A stream does not tell the status it was refused with: a plain request for the same does. */
  async function askWhy() {
    const asked = new AbortController()
    const status = await fetch(url, { signal: asked.signal, cache: 'no-store' }).then(
      (answer) => answer.status,
      () => null,
    )
    asked.abort()
    if (status !== 401 || ended) return
    end()
    onSignedOut()
  }

  function end() {
    ended = true
    document.removeEventListener('visibilitychange', follow)
    close()
  }

  function close() {
    clearTimeout(timer)
    source?.close()
    source = null
  }

  function follow() {
    if (document.visibilityState === 'hidden') {
      close()
      missed = true
      return
    }
    if (!source) open()
  }

  document.addEventListener('visibilitychange', follow)
  follow()
  return end
}
