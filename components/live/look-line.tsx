'use client'

import clsx from 'clsx'
import { formatAgo, formatDuration, formatUtc } from '@/components/ui/time-format'
import { isStale, type Look } from './look'
import { useLive } from './live-provider'
import { useNow } from './use-now'

export type LookLineProps = {
  /** What the server knew when it made the page. */
  initial: Look
  /** That moment, in ms. */
  renderedAt: number
}

/** When AWS was last looked at and when it will be again; grey when that is too long ago, with the reason where there is one. */
export function LookLine({ initial, renderedAt }: LookLineProps) {
  const { look: told } = useLive()
  const now = useNow(renderedAt)
  const look = newerOf(initial, told)
  const stale = isStale(look, now)
  return (
    <div className="text-sm text-pretty text-muted">
      <p className={clsx(stale && 'text-faint')}>
        {lastWords(look, now, stale)}
        <span className="text-faint"> · {nextWords(look, now)}</span>
      </p>
      {look.problem && <p className="mt-1 wrap-anywhere text-attention-ink">The last look told nothing: {look.problem}</p>}
    </div>
  )
}

/** A page that was refreshed may know more than the last thing the stream said. */
function newerOf(initial: Look, told: Look | null): Look {
  if (!told) return initial
  const at = (look: Look) => Date.parse(look.lastTriedAt ?? '') || 0
  return at(told) >= at(initial) ? told : initial
}

function lastWords({ lastGoodAt }: Look, now: number, stale: boolean) {
  if (!lastGoodAt) return 'Not looked at since Causeway was started'
  const time = (
    <time dateTime={lastGoodAt} title={formatUtc(lastGoodAt)} className="whitespace-nowrap">
      {stale ? formatUtc(lastGoodAt) : formatAgo(lastGoodAt, now)}
    </time>
  )
  if (stale) return <>Not heard since {time}: this may be out of date</>
  return <>Looked at AWS {time}</>
}

function nextWords({ nextAt }: Look, now: number) {
  const ms = nextAt ? Date.parse(nextAt) - now : 0
  if (!nextAt || ms < 1_000) return 'looking again now'
  return `again in ${formatDuration(ms)}`
}
