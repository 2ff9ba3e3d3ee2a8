type Listener = (now: number) => void

const listeners = new Set<Listener>()
let timer: ReturnType<typeof setInterval> | undefined

/**
 * Calls back at once and then every second with the time in ms; returns the way to stop. One timer for the whole page, so that
 * five hundred times in a table cost one wake-up.
 */
export function everySecond(listener: Listener): () => void {
  listeners.add(listener)
  listener(Date.now())
  timer ??= setInterval(() => {
    const now = Date.now()
    for (const each of listeners) each(now)
  }, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}
