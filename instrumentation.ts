/** Next calls this once in every runtime before it serves; only the Node one may touch the database and the watcher. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { boot } = await import('@/lib/operations/boot')
  await boot()
}
