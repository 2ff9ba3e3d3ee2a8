import 'server-only'
import { createHash } from 'node:crypto'
import { countTry, forgiveTry, type Allowance } from '@/lib/db/tries'

const MINUTE = 60_000

/** What is limited, and how: tries of one account (or token) from anywhere, and tries of anything from one address. */
const LIMITS = {
  'sign-in': { account: { most: 10, withinMs: 15 * MINUTE }, address: { most: 50, withinMs: 15 * MINUTE } },
  'set-up': { account: null, address: { most: 20, withinMs: 15 * MINUTE } },
  invitation: { account: { most: 30, withinMs: 15 * MINUTE }, address: { most: 60, withinMs: 15 * MINUTE } },
  // Many people of one office may open links at once; one that works counts for nothing.
  share: { account: null, address: { most: 60, withinMs: 15 * MINUTE } },
  password: { account: { most: 10, withinMs: 15 * MINUTE }, address: null },
  provider: { account: null, address: { most: 60, withinMs: 15 * MINUTE } },
} satisfies Record<string, { account: Allowance | null; address: Allowance | null }>
export type Limited = keyof typeof LIMITS

type Tried = { what: Limited; account?: string; address: string | null; now: Date }
/** `forgive`: it ended well, so it counts for nothing. */
export type Counted = { ok: true; forgive: () => Promise<void> } | { ok: false; reason: string }

/** Counts a try before it is made. The limits are in the database, so a restart does not forget them. */
export async function mayTry({ what, account, address, now }: Tried): Promise<Counted> {
  const subjects = [
    ...(account !== undefined && LIMITS[what].account ? [{ subject: `${what}|account|${short(account)}`, allowance: LIMITS[what].account }] : []),
    ...(LIMITS[what].address ? [{ subject: `${what}|address|${address ?? 'unknown'}`, allowance: LIMITS[what].address }] : []),
  ]
  const waitMs = await countTry(subjects, now)
  if (waitMs === null) return { ok: true, forgive: () => forgiveTry(subjects.map(({ subject }) => subject)) }
  const minutes = Math.max(1, Math.ceil(waitMs / MINUTE))
  return { ok: false, reason: `There were too many tries. Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`} and try again.` }
}

/** An e-mail address that was typed may be a password in the wrong field, so it is not kept as it is. */
const short = (text: string) => createHash('sha256').update(text.toLowerCase()).digest('base64url').slice(0, 22)
