/** Addresses that are a key by themselves: whoever has one has what it opens. `shared` is for who has no account, and is only read. */
const KEYED = /^[/\\]+(shared|invite|renew)[/\\]+./

/** As a server reads it: dots walked, escapes undone. What cannot be read is refused before. */
function asRead(path: string): string {
  try {
    return decodeURIComponent(new URL(path, 'http://localhost').pathname)
  } catch {
    return path
  }
}

/** The path as a log may tell it: without what opens something. */
export function shownPath(path: string): string {
  const found = KEYED.exec(asRead(path))
  return found ? `/${found[1]}/…` : path
}

/** Whether this is an address of the pages that are shared with people outside. */
export const isSharedPath = (path: string): boolean => KEYED.exec(asRead(path))?.[1] === 'shared'
