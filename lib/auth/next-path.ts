import 'server-only'
import { paths } from '@/lib/paths'

const BASE = 'http://causeway.invalid'

/**
 * Where `?next=` leads after a sign-in: a path of this site, or home. A browser reads `//evil`, `/\evil`, and a path with a tab or a
 * line end in it as another site, so the address is judged by the same rules browsers follow, and only its path is kept.
 */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string' || next.length > 2_000 || !/^\/[\x21-\x7e]*$/.test(next) || /^\/[/\\]/.test(next)) return paths.home()
  if (!URL.canParse(next, BASE)) return paths.home()
  const { origin, pathname, search } = new URL(next, BASE)
  // `/.//evil` and `/x/..//evil` are paths of this site whose own path is another site's address
  if (origin !== BASE || /^\/[/\\]/.test(pathname) || NOT_BACK_TO.some((path) => pathname === path || pathname.startsWith(`${path}/`))) return paths.home()
  return `${pathname}${search}`
}

/** Nobody wants to be led back to the door they came in by, nor to an answer for programs. */
const NOT_BACK_TO = [paths.signIn(), paths.setUp(), paths.invitations(), paths.renewals(), '/api']
