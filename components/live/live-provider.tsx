'use client'

import { useRouter } from 'next/navigation'
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { eventsUrl, keepConnected, type LinkState, type Watch } from './connection'
import type { Look } from './look'
import { throttle } from './throttle'

type Live = { link: LinkState; look: Look | null }

const LiveContext = createContext<Live>({ link: 'connecting', look: null })

/** How the event stream stands and the last look it told of; null until it told one. */
export const useLive = (): Live => useContext(LiveContext)

export type LiveProviderProps = Watch & {
  /** Shortest time between two refreshes of the page, in ms. */
  everyMs?: number
  children: ReactNode
}

/** The whole page anew: it leads to the sign-in and back, and nothing of what it showed stays. */
const onSignedOut = () => window.location.reload()

/** The page's one event stream. What changed is asked for again by the page's own way; looks are handed on as they come. */
export function LiveProvider({ requestIds, reach, everyMs = 300, children }: LiveProviderProps) {
  const router = useRouter()
  const [link, setLink] = useState<LinkState>('connecting')
  const [look, setLook] = useState<Look | null>(null)
  const url = eventsUrl({ requestIds, reach })

  useEffect(() => {
    const refresh = throttle(() => router.refresh(), everyMs)
    const onLink = (state: LinkState) => {
      // Next leaves a page that it asks for and does not get; what was put off is asked for when the stream is back
      if (state === 'reconnecting') refresh.cancel()
      setLink(state)
    }
    const disconnect = keepConnected(url, { onChange: refresh, onLook: setLook, onLink, onSignedOut })
    return () => {
      disconnect()
      refresh.cancel()
    }
  }, [url, everyMs, router])

  const live = useMemo(() => ({ link, look }), [link, look])
  return <LiveContext value={live}>{children}</LiveContext>
}
