import { covers } from './checks/names'
import type { Endpoint } from './endpoint'
import { isPrivateHostname } from './hostnames'

/**
 * Somebody's wish that private DNS be on or off, one for each request: the newest counts. `asked`: no call was sent for it.
 * `sending`: a call may have been sent, its answer is not known. `sent`: AWS took it. The rest are ends.
 */
export type SwitchWish = {
  requestId: string
  wanted: boolean
  phase: SwitchPhase
  askedAt: Date
  askedBy: string
  sentAt: Date | null
  settledAt: Date | null
  /** Why it was refused, or why it is not known what became of it. */
  problem: string | null
}
export const SWITCH_PHASES = ['asked', 'sending', 'sent', 'done', 'refused', 'unclear'] as const
export type SwitchPhase = (typeof SWITCH_PHASES)[number]

export const isUnderWay = ({ phase }: Pick<SwitchWish, 'phase'>): boolean => phase === 'asked' || phase === 'sending' || phase === 'sent'

/** What came of the last thing that was done for a wish; `none` also after a restart. */
export type SwitchAttempt =
  | { kind: 'none' }
  | { kind: 'looked'; endpoint: Endpoint | null }
  | { kind: 'taken' }
  | { kind: 'refused'; reason: string }
  | { kind: 'unanswered'; during: 'look' | 'call'; throttled: boolean; effectPossible: boolean; reason: string }

export type SwitchStep =
  | { do: 'look' }
  | { do: 'call' }
  | { do: 'wait'; ms: number; phase?: 'asked' | 'sent' }
  | { do: 'settle'; phase: 'done' | 'refused' | 'unclear'; problem: string | null }

/** EC2 is eventually consistent: what a lost call did shows within seconds, so before that no second one is sent. */
export const SHOWS_WITHIN_MS = 20_000
/** AWS takes a minute or three over a change; after ten nobody should go on hoping in silence. */
export const GIVE_UP_AFTER_MS = 10 * 60_000
const LOOK_EVERY_MS = 2_000
/** The bucket of ModifyVpcEndpoint gives a token every 3.3 s. */
const THROTTLED_WAIT_MS = 3_400
const UNANSWERED_WAIT_MS = 4_000

/**
 * What to do next for a wish. ModifyVpcEndpoint knows no client token, so AWS is asked how the endpoint stands before every call, and
 * a second call is only sent where the first has visibly had no effect. Pure: every crash and lost answer is a row of its test.
 */
export function switchStep(wish: SwitchWish, last: SwitchAttempt, now: Date): SwitchStep {
  if (last.kind === 'none') return { do: 'look' }
  if (last.kind === 'looked') return afterLooking(wish, last.endpoint, now)
  if (last.kind === 'taken') return { do: 'wait', ms: LOOK_EVERY_MS, phase: 'sent' }
  if (last.kind === 'refused') return { do: 'settle', phase: 'refused', problem: last.reason }
  if (isTooLate(wish, now)) return { do: 'settle', phase: 'unclear', problem: `${last.reason} It is not known whether private DNS was switched: look again, then switch once more if it was not.` }
  const ms = last.throttled ? THROTTLED_WAIT_MS : UNANSWERED_WAIT_MS
  // A call that certainly had no effect was never sent, as far as AWS is concerned.
  return last.during === 'call' && !last.effectPossible ? { do: 'wait', ms, phase: 'asked' } : { do: 'wait', ms }
}

function afterLooking(wish: SwitchWish, endpoint: Endpoint | null, now: Date): SwitchStep {
  if (!endpoint) return { do: 'settle', phase: 'refused', problem: 'The endpoint is no longer at AWS.' }
  if (endpoint.privateDnsEnabled === wish.wanted && endpoint.state !== 'pending') return { do: 'settle', phase: 'done', problem: null }
  if (endpoint.state === 'pending') return waitOrGiveUp(wish, now)
  if (endpoint.state !== 'available') return { do: 'settle', phase: 'refused', problem: `AWS reports the endpoint as ${endpoint.awsState}: private DNS can only be switched while it is available.` }
  if (wish.phase === 'asked') return { do: 'call' }
  if (wish.phase === 'sending' && wish.sentAt && now.getTime() - wish.sentAt.getTime() > SHOWS_WITHIN_MS) return { do: 'call' }
  return waitOrGiveUp(wish, now)
}

function waitOrGiveUp(wish: SwitchWish, now: Date): SwitchStep {
  if (!isTooLate(wish, now)) return { do: 'wait', ms: LOOK_EVERY_MS }
  return { do: 'settle', phase: 'unclear', problem: 'AWS took the change and still does not show it. Look at the endpoint in the AWS console, then switch again if it is not what you want.' }
}

const isTooLate = ({ sentAt, askedAt }: SwitchWish, now: Date) => now.getTime() - (sentAt ?? askedAt).getTime() > GIVE_UP_AFTER_MS

/**
 * The name that leads to the endpoint once private DNS is on: since December 2023 ClickHouse has a private name beside the public one,
 * which keeps leading over the internet. Where the service’s private name covers the public one itself, that one moves.
 */
export function nameThatMoves(hostname: string, privateName: string | null): string {
  if (isPrivateHostname(hostname) || (privateName && covers(privateName, hostname))) return hostname
  return hostname.replace(/\.aws\.clickhouse\.cloud$/, '.vpce.aws.clickhouse.cloud')
}
