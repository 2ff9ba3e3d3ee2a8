'use client'

import clsx from 'clsx'
import { useEffect, useState } from 'react'
import { everySecond } from './every-second'
import { formatAgo, formatDuration, formatUtc } from './time-format'

type At = {
  /** ISO 8601 instant. */
  at: string
  className?: string
}

/**
 * "3 h 12 m ago", kept right while the page is open; the exact UTC time on hover. The server writes the text of its own
 * moment; a second's difference at hydration is expected and mended by the next tick.
 */
export function TimeAgo({ at, className }: At) {
  const [text, setText] = useState(() => formatAgo(at, Date.now()))
  useEffect(() => everySecond((now) => setText(formatAgo(at, now))), [at])
  return (
    <time dateTime={at} title={formatUtc(at)} suppressHydrationWarning className={clsx('whitespace-nowrap', className)}>
      {text}
    </time>
  )
}

/** How long it has been going on, without "ago": "3 h 12 m". */
export function TimeSince({ at, className }: At) {
  const [text, setText] = useState(() => formatDuration(Date.now() - Date.parse(at)))
  useEffect(() => everySecond((now) => setText(formatDuration(now - Date.parse(at)))), [at])
  return (
    <time dateTime={at} title={`since ${formatUtc(at)}`} suppressHydrationWarning className={clsx('whitespace-nowrap', className)}>
      {text}
    </time>
  )
}

/** The exact time, where the distance does not matter. */
export function UtcTime({ at, className }: At) {
  return (
    <time dateTime={at} className={clsx('whitespace-nowrap', className)}>
      {formatUtc(at)}
    </time>
  )
}
