import 'server-only'
import { listUnjudged } from '@/lib/db/standings'
import { log } from '@/lib/log'
import { judgeAnew } from './judge-anew'

/** At one go: each takes some milliseconds of the one writer, and others wait for it. */
const AT_MOST = 200

/**
 * Judges for lists what is known and not judged: all connections once the ports are others, and those where a process ended between
 * learning and judging. Returns how many there were; where some are left, the watcher goes on with them.
 */
export async function judgeUnjudged(now: Date): Promise<number> {
  const unjudged = await listUnjudged(AT_MOST)
  for (const requestId of unjudged) {
    await judgeAnew(requestId, now).catch((error: unknown) => log().warn({ err: error, requestId }, 'what is known of a connection could not be judged; it is tried again'))
  }
  return unjudged.length
}
