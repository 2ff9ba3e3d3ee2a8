import { plainAnswer } from '@/lib/auth/define-route'
import { currentSession, presentedToken } from '@/lib/auth/session'
import { listOwned } from '@/lib/db/requests'
import { findLiveSession } from '@/lib/db/sessions'
import { hasSaidGoodbye } from '@/lib/operations/announce'
import type { Person } from '@/lib/privatelink/actor'
import { mayDo, type Owned } from '@/lib/privatelink/roles'
import { eventsQuery } from './schema'
import { eventStream, openStreams, openStreamsOf } from './stream'

export const dynamic = 'force-dynamic'

/** Open pages at once. Each costs some kilobytes and a listener; beyond this the page works on without hearing of changes. */
const STREAMS_AT_MOST = 600

/** Each tab that can be seen has one; more than this is a program. */
const STREAMS_OF_ONE_AT_MOST = 10

/**
 * Tells an open page which requests have changed and how the looks stand. `?ids=` and `?accountId=&region=` narrow it down. A stream
 * belongs to the session it was opened with and ends with it.
 */
export async function GET(request: Request) {
  const token = await presentedToken()
  const session = await currentSession()
  if (token === null || !session) return plainAnswer(401, 'Nobody is signed in here. Sign in first.')
  const { userId } = session.person
  const params = new URL(request.url).searchParams
  const query = eventsQuery.safeParse(Object.fromEntries(params))
  const repeated = [...params.keys()].length !== new Set(params.keys()).size
  if (!query.success || repeated) return plainAnswer(400, 'The stream takes ids (request ids, separated by commas), or accountId together with region, each at most once.')
  // A page that was let go comes back within a second, over a connection that is still open, and would then ask for everything anew
  // at a door that is closed: the browser shows its own error page instead.
  if (hasSaidGoodbye()) return plainAnswer(503, 'Causeway is stopping. Come back when it has started again.', { 'Retry-After': '2' })
  if (openStreams() >= STREAMS_AT_MOST)
    return plainAnswer(503, `${STREAMS_AT_MOST} pages are listening for changes already. Close some, or reload this one now and then.`, { 'Retry-After': '30' })

  if (openStreamsOf(userId) >= STREAMS_OF_ONE_AT_MOST) return plainAnswer(429, `You have ${STREAMS_OF_ONE_AT_MOST} pages open that listen for changes already. Close some.`, { 'Retry-After': '30' })

  const who = async () => (await findLiveSession(token, new Date()))?.person ?? null
  return new Response(eventStream(query.data, request.signal, { viewer: session.person, who, visible: listVisible }), {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // `no-transform` keeps the compression off, which would hold messages back; the last header says the same to nginx.
      'Cache-Control': 'no-cache, no-store, no-transform',
      'X-Accel-Buffering': 'no',
    },
  })
}

/** The requests among these that the viewer may see, as they stand now. Roles that see all are not looked up. */
function listVisible(viewer: Person, requestIds: string[]): string[] | Promise<string[]> {
  if (mayDo(viewer, 'listRequests').ok) return requestIds
  return listOwned(requestIds).then((owned) => owned.filter((request) => isHeardOf(viewer, request)).map(({ requestId }) => requestId))
}

/** Also that a request has left what the viewer may see: an endpoint that is deleted has been on the desk before. */
const isHeardOf = (viewer: Person, request: Owned) => mayDo(viewer, 'viewRequest', request).ok || request.endpointId !== null
