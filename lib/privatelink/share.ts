/** A read-only link to one request, for somebody without an account. */
export type ShareLink = {
  linkId: string
  requestId: string
  /** For whom, in the words of who made it. */
  label: string
  /** Account ids and internal addresses are shown. */
  showsInternals: boolean
  madeById: string | null
  madeByName: string
  createdAt: Date
  expiresAt: Date
  revokedAt: Date | null
  lastOpenedAt: Date | null
  opens: number
}

/** What is signed and travels in the link. */
export type ShareClaims = Pick<ShareLink, 'linkId' | 'requestId' | 'expiresAt' | 'showsInternals'>

/** How long a link may live, in days, and what is offered. */
export const SHARE_DAYS = { least: 1, most: 90, offered: [1, 7, 30, 90], usual: 7 } as const

/** Links of one request that work at the same time; more are a sign of a program gone wild. */
export const MOST_SHARES = 50

export type ShareStanding = 'active' | 'expired' | 'revoked'
export const standingOfShare = ({ expiresAt, revokedAt }: Pick<ShareLink, 'expiresAt' | 'revokedAt'>, now: Date): ShareStanding =>
  revokedAt ? 'revoked' : expiresAt.getTime() <= now.getTime() ? 'expired' : 'active'

const TOLD_EVERY_MS = 3_600_000
/** Whether an opening gets a row in the audit trail: the first, and then one an hour, so that nobody can fill the disk by opening. */
export const isOpeningTold = (lastToldAt: Date | null, now: Date): boolean => lastToldAt === null || now.getTime() - lastToldAt.getTime() >= TOLD_EVERY_MS
