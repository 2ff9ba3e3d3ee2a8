/** Set by lib/http's start, which waits for this word; in production Next itself does not wait for `register`. */
const shared = globalThis as typeof globalThis & { __causewayBooted?: (failure?: unknown) => void }

/** Next calls this once in every runtime; only the Node one may touch the database and the watcher. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  try {
    const { boot } = await import('@/lib/operations/boot')
    await boot()
  } catch (failure) {
    if (!shared.__causewayBooted) throw failure
    return shared.__causewayBooted(failure)
  }
  shared.__causewayBooted?.()
}
