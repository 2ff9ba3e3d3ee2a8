import 'server-only'
import { listen, type Announcement } from '@/lib/operations/announce'
import { lookStatusOf } from '@/lib/operations/look-status'
import type { EventsQuery } from './schema'

const BEAT_MS = 15_000
/** A reader that is this many messages behind is let go: it comes back and reads the page anew, which is cheaper than a queue. */
const BEHIND_AT_MOST = 64
/** More ids than this in one announcement are not worth sending to a page that shows forty rows: an empty list means "many". */
const IDS_AT_MOST = 200

const encoder = new TextEncoder()
const shared = globalThis as unknown as { __causewayStreams?: { open: number } }
const streams = (shared.__causewayStreams ??= { open: 0 })

export const openStreams = (): number => streams.open

/** One page's event stream: `requests`, `look`, and `beat` as a sign of life. Ends when the reader leaves or the process stops. */
export function eventStream(query: EventsQuery, signal: AbortSignal): ReadableStream<Uint8Array> {
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
          if (announcement.type === 'goodbye') end()
          else send(messageFor(announcement, query))
        })
        const beat = setInterval(() => send('event: beat\ndata: {}\n\n'), BEAT_MS)
        beat.unref()
        streams.open += 1

        release = () => {
          if (ended) return
          ended = true
          streams.open -= 1
          stopListening()
          clearInterval(beat)
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
export function messageFor(announcement: Exclude<Announcement, { type: 'goodbye' }>, { ids, accountId, region }: EventsQuery): string {
  if (announcement.type === 'look') {
    const { reach, status } = announcement
    if (accountId && (reach.accountId !== accountId || reach.region !== region)) return ''
    return message('look', { ...status, reach })
  }
  const requestIds = ids ? announcement.requestIds.filter((id) => ids.has(id)) : announcement.requestIds
  if (ids && requestIds.length === 0) return ''
  return message('requests', { requestIds: requestIds.length > IDS_AT_MOST ? [] : requestIds })
}

function firstLook({ accountId, region }: EventsQuery): string {
  if (!accountId || !region) return ''
  const reach = { accountId, region }
  const status = lookStatusOf(reach)
  return status.lastTriedAt ? message('look', { ...status, reach }) : ''
}
