import 'server-only'

export type Ended = { signal: AbortSignal; timedOut: () => boolean; cancelled: () => boolean }

/**
 * Runs `work` under a deadline and under the caller's own signal, and stops waiting when either fires, whether `work` heeds the
 * signal or not (finding credentials does not). Own timer and listener, both taken away at the end: AbortSignal.timeout and
 * AbortSignal.any keep theirs until they fire, which adds up under a signal that lives as long as the process.
 */
export async function withDeadline<T>({ timeoutMs, signal: outer }: { timeoutMs: number; signal?: AbortSignal }, work: (ended: Ended) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const { signal } = controller
  let timedOut = false
  const timer = setTimeout(() => ((timedOut = true), controller.abort(new Error(`no answer within ${timeoutMs} ms`))), timeoutMs)
  const onOuter = () => controller.abort(outer?.reason)
  if (outer?.aborted) onOuter()
  else outer?.addEventListener('abort', onOuter, { once: true })
  try {
    return await work({ signal, timedOut: () => timedOut, cancelled: () => outer?.aborted ?? false })
  } finally {
    clearTimeout(timer)
    outer?.removeEventListener('abort', onOuter)
  }
}

/** `work`, or the signal's reason as soon as it fires. */
export function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
