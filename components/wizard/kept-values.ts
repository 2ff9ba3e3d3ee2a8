/** What was typed and is not yet stored on the server, kept by the window: a reload in between loses nothing. */
const nameOf = (key: string) => `causeway/unsaved/${key}`

export function keepValues(key: string, values: unknown): void {
  try {
    sessionStorage.setItem(nameOf(key), JSON.stringify(values))
  } catch {
    // A full or forbidden store costs only this safety net; the server is the place where drafts live.
  }
}

export function forgetValues(key: string): void {
  try {
    sessionStorage.removeItem(nameOf(key))
  } catch {
    // As above.
  }
}

/** The kept values where they have the shape of `like` (same keys, same types), else null. */
export function findKeptValues<Values extends object>(key: string, like: Values): Values | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(nameOf(key)) ?? 'null')
    return isLike(kept, like) ? kept : null
  } catch {
    return null
  }
}

function isLike<Values extends object>(kept: unknown, like: Values): kept is Values {
  if (typeof kept !== 'object' || kept === null) return false
  return Object.entries(like).every(([name, value]) => {
    const found = (kept as Record<string, unknown>)[name]
    return typeof found === typeof value && Array.isArray(found) === Array.isArray(value)
  })
}
