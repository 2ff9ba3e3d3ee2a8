'use client'

import { useEffect, useState } from 'react'
import { everySecond } from '@/components/ui/every-second'

/** The time in ms, once a second. Starts with the moment the server wrote the page, so that the first paint of both is the same. */
export function useNow(renderedAt: number): number {
  const [now, setNow] = useState(renderedAt)
  useEffect(() => everySecond(setNow), [])
  return now
}
