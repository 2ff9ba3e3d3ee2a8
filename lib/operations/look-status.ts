import 'server-only'
import type { Reach } from '@/lib/aws/clients'

/**
 * When an account and region was last looked at, and how that went. Kept in memory on purpose: a quiet look must not write,
 * and a time that is lost with the process is honestly "not since the start".
 */
export type LookStatus = {
  /** ISO time of the last complete look, or null when there was none since the start. */
  lastGoodAt: string | null
  /** ISO time of the last try, good or not. */
  lastTriedAt: string | null
  /** ISO time of the next try. */
  nextAt: string | null
  /** Why the last try did not answer; null when it did. */
  problem: string | null
  /** Seconds between looks at present; a page calls what is older than three of these stale. */
  everySeconds: number
}

const shared = globalThis as unknown as { __causewayLooks?: Map<string, LookStatus> }
const looks = (shared.__causewayLooks ??= new Map<string, LookStatus>())

const keyOf = ({ accountId, region }: Reach) => `${accountId}/${region}`

const NEVER: LookStatus = { lastGoodAt: null, lastTriedAt: null, nextAt: null, problem: null, everySeconds: 0 }

export const lookStatusOf = (reach: Reach): LookStatus => looks.get(keyOf(reach)) ?? NEVER

export function noteLook(reach: Reach, change: Partial<LookStatus>): LookStatus {
  const status = { ...lookStatusOf(reach), ...change }
  looks.set(keyOf(reach), status)
  return status
}

/** Every look of this process at an account, by region. */
export const looksAt = (accountId: string): (LookStatus & { region: string })[] =>
  [...looks].flatMap(([key, status]) => (key.startsWith(`${accountId}/`) ? [{ ...status, region: key.slice(accountId.length + 1) }] : []))
