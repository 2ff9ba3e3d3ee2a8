import { hasSaidGoodbye } from '@/lib/operations/announce'
import { eventsQuery } from './schema'
import { eventStream, openStreams } from './stream'

export const dynamic = 'force-dynamic'

/** Open pages at once. Each costs some kilobytes and a listener; beyond this the page works on without hearing of changes. */
const STREAMS_AT_MOST = 600

const plain = (status: number, text: string, headers: Record<string, string> = {}) =>
  new Response(`${text}\n`, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...headers } })

/** Tells an open page which requests have changed and how the looks stand. `?ids=` and `?accountId=&region=` narrow it down. */
export function GET(request: Request) {
  const params = new URL(request.url).searchParams
  const query = eventsQuery.safeParse(Object.fromEntries(params))
  const repeated = [...params.keys()].length !== new Set(params.keys()).size
  if (!query.success || repeated) return plain(400, 'The stream takes ids (request ids, separated by commas), or accountId together with region, each at most once.')
  // A page that was let go comes back within a second, over a connection that is still open, and would then ask for everything anew
  // at a door that is closed: the browser shows its own error page instead.
  if (hasSaidGoodbye()) return plain(503, 'Causeway is stopping. Come back when it has started again.', { 'Retry-After': '2' })
  if (openStreams() >= STREAMS_AT_MOST)
    return plain(503, `${STREAMS_AT_MOST} pages are listening for changes already. Close some, or reload this one now and then.`, { 'Retry-After': '30' })

  return new Response(eventStream(query.data, request.signal), {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // `no-transform` keeps the compression off, which would hold messages back; the last header says the same to nginx.
      'Cache-Control': 'no-cache, no-store, no-transform',
      'X-Accel-Buffering': 'no',
    },
  })
}
