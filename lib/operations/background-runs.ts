import 'server-only'

/** What runs in the background of this process, by the request it is for. */
export type Running = { runs: Map<string, Promise<void>>; stopping: AbortController }

/** No new calls from now on; those under way are waited for, at most `ms`. */
export async function drain({ runs, stopping }: Running, ms: number): Promise<void> {
  stopping.abort()
  await Promise.race([Promise.allSettled(runs.values()), new Promise((resolve) => setTimeout(resolve, ms).unref())])
}

/** Over early when everything stops. */
export function sleep(ms: number, stopping: AbortSignal): Promise<void> {
  if (stopping.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    stopping.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
}
