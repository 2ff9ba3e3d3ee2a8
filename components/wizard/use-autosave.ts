'use client'

import { useEffect, useRef, useState } from 'react'
import { findKeptValues, forgetValues, keepValues } from './kept-values'
import { Saver, type SaveStatus } from './saver'

export type Autosave<Values> = {
  status: SaveStatus
  /** Tell it every change; `now` for a choice that is final, such as a radio button. */
  change: (values: Values, when?: 'soon' | 'now') => void
  flush: () => Promise<void>
  isBusy: () => boolean
  stop: () => void
}

/**
 * Saves a form while it is being filled in. What is not stored yet is kept in the window under `key`, and handed to `restore`
 * when the form is opened again.
 */
export function useAutosave<Values extends object>({ key, initial, save, restore }: {
  key: string
  initial: Values
  save: (values: Values) => Promise<string | null>
  restore: (values: Values) => void
}): Autosave<Values> {
  const [status, setStatus] = useState<SaveStatus>({ kind: 'idle' })
  const latest = useRef({ save, restore, initial })
  const saver = useRef<Saver<Values> | null>(null)

  useEffect(() => {
    latest.current = { save, restore, initial }
  })

  useEffect(() => {
    const own = new Saver<Values>({
      save: (values) => latest.current.save(values),
      onStatus: setStatus,
      onKept: () => forgetValues(key),
    })
    saver.current = own
    const kept = findKeptValues(key, latest.current.initial)
    if (kept) {
      latest.current.restore(kept)
      own.change(kept)
    }
    const leave = () => void own.flush()
    document.addEventListener('visibilitychange', leave)
    return () => {
      document.removeEventListener('visibilitychange', leave)
      // Leaving by a link: what waits is still sent, by the saver that outlives the form.
      void own.flush()
    }
  }, [key])

  return {
    status,
    change(values, when = 'soon') {
      keepValues(key, values)
      saver.current?.change(values)
      if (when === 'now') void saver.current?.flush()
    },
    flush: async () => saver.current?.flush(),
    isBusy: () => saver.current?.busy ?? false,
    stop: () => saver.current?.stop(),
  }
}
