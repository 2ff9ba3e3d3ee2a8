import 'server-only'
import { listen, type Announcement } from '@/lib/operations/announce'
import { lookStatusOf } from '@/lib/operations/look-status'
import type { Person } from '@/lib/privatelink/actor'
import type { EventsQuery } from './schema'

const BEAT_MS = 15_000
/** How often it is asked whose stream this is, where nobody said that it changed: a session that has run out is out within five seconds. */
const WHO_MS = 3_000
/** A reader that is this many messages behind is let go: it comes back and reads the page anew, which is cheaper than a queue. */
const BEHIND_AT_MOST = 64
/** More ids than this in one announcement are not worth sending to a page that shows forty rows: an empty list means "many". */
const IDS_AT_MOST = 200

const encoder = new TextEncoder()
const shared = globalThis as unknown as { __causewayStreams?: { open: number; of: Map<string, number> } }
const streams = (shared.__causewayStreams ??= { open: 0, of: new Map() })

export const openStreams = (): number => streams.open
export const openStreamsOf = (userId: string): number => streams.of.get(userId) ?? 0

function count(userId: string, change: 1 | -1): void {
  streams.open += change
  const left = openStreamsOf(userId) + change
  if (left > 0) streams.of.set(userId, left)
  else streams.of.delete(userId)
}

/** Whose stream it is. `who` asks again and is null for nobody any more; `visible` keeps what a person may hear of. */
export type Listener = { viewer: Person; who: () => Promise<Person | null>; visible: (viewer: Person, requestIds: string[]) => string[] | Promise<string[]> }

/**
 * One page's event stream: `requests`, `look`, and `beat` as a sign of life. Ends when the reader leaves, the process stops, or its
 * person is signed out, of which it tells with `signed-out`. A changed role is told as if everything had changed.
 */
export function eventStream(query: EventsQuery, signal: AbortSignal, listener: Listener): ReadableStream<Uint8Array> {
  let { viewer } = listener
  const { userId } = viewer
  let release = () => {}
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let ended = false
        const send = (text: string) => {
          if (ended || text === '') return
          controller.enqueue(encoder.encode(text))
          if ((controller.desiredSize ?? 0) < -BEHIND_AT_MOST) end()
        }
        const stopListening = listen((announcement) => {
          if (announcement.type === 'goodbye') return end()
          if (announcement.type === 'access') return void askWho()
          if (announcement.type === 'look') return send(messageFor(announcement, query))
          const visible = listener.visible(viewer, announcement.requestIds)
          if (Array.isArray(visible)) return send(messageFor({ ...announcement, requestIds: visible }, query))
          visible.then((requestIds) => send(messageFor({ ...announcement, requestIds }, query)), end)
        })
        const askWho = async () => {
          // who cannot be asked for is not known to be allowed
          const now = await listener.who().catch(() => null)
          if (ended) return
          if (!now) {
            send('event: signed-out\ndata: {}\n\n')
            return end()
          }
          if (now.role !== viewer.role) send(message('requests', { requestIds: [] }))
          viewer = now
        }
        const asking = setInterval(() => void askWho(), WHO_MS)
        asking.unref()
        const beat = setInterval(() => send('event: beat\ndata: {}\n\n'), BEAT_MS)
        beat.unref()
        count(userId, 1)

        release = () => {
          if (ended) return
          ended = true
          count(userId, -1)
          stopListening()
          clearInterval(beat)
          clearInterval(asking)
          signal.removeEventListener('abort', end)
        }
        function end() {
          if (ended) return
          release()
          controller.close()
        }
        signal.addEventListener('abort', end)
        if (signal.aborted) return end()
        // The first bytes go out at once: a proxy and the browser then know that the answer has begun.
        send(`: open\n\n${firstLook(query)}`)
      },
      // A reader that cancels has closed the stream itself: closing it again would throw.
      cancel: () => release(),
    },
    { highWaterMark: 0 },
  )
}

const message = (event: string, data: unknown): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`

/** The text a stream is sent, or '' where the announcement is none of its business. */
export function messageFor(announcement: Exclude<Announcement, { type: 'goodbye' | 'access' }>, { ids, accountId, region }: EventsQuery): string {
  if (announcement.type === 'look') {
    const { reach, status } = announcement
    if (accountId && (reach.accountId !== accountId || reach.region !== region)) return ''
    return message('look', { ...status, reach })
  }
  const requestIds = ids ? announcement.requestIds.filter((id) => ids.has(id)) : announcement.requestIds
  if (requestIds.length === 0) return ''
  return message('requests', { requestIds: requestIds.length > IDS_AT_MOST ? [] : requestIds })
}

function firstLook({ accountId, region }: EventsQuery): string {
  if (!accountId || !region) return ''
  const reach = { accountId, region }
  const status = lookStatusOf(reach)
  return status.lastTriedAt ? message('look', { ...status, reach }) : ''
}
