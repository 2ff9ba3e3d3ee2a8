import 'server-only'
import { askForSwitch, type RecordedAnswer, type StoredWish } from '@/lib/db/private-dns'
import { getRequest } from '@/lib/db/requests'
import { AppError } from '@/lib/errors'
import type { Actor } from '@/lib/privatelink/actor'
import { nameThatMoves } from '@/lib/privatelink/private-dns'
import { switchBlocked } from '@/lib/privatelink/private-dns-preflight'
import { canDo } from '@/lib/privatelink/state'
import { announceRequests } from './announce'
import { authorise } from './authorise'
import { checkSwitch } from './check-switch'
import { finishSwitch } from './finish-switch'

type On = {
  wanted: true
  /** One of the hostnames that move, typed by hand: the whole VPC is concerned. */
  confirmed: string
  /** What the names resolve to now, from wherever that was asked. */
  answersBefore: RecordedAnswer[]
}
/** Undoing needs no confirmation: it is one click at every moment. */
type Off = { wanted: false }

/**
 * Writes down that private DNS shall be on or off, and only then lets it be switched. Pressing twice is one wish. On is checked against
 * AWS once more and refused with the reason where it cannot work.
 */
export async function switchPrivateDns(requestId: string, how: On | Off, { actor, now }: { actor: Actor; now: Date }): Promise<StoredWish> {
  const before = await getRequest(requestId)
  authorise(actor, 'switchPrivateDns', before)
  if (how.wanted) await mustBePossible(requestId, how.confirmed)

  const { wish, isNew } = await askForSwitch(
    { requestId, wanted: how.wanted, askedAt: now, askedBy: 'name' in actor ? actor.name : actor.kind, answersBefore: how.wanted ? how.answersBefore : null },
    {
      event: { at: now, actor, kind: 'private-dns-requested', from: null, to: null, detail: { enabled: String(how.wanted) } },
      allow: (request) => {
        authorise(actor, 'switchPrivateDns', request)
        const allowed = canDo(how.wanted ? 'enablePrivateDns' : 'disablePrivateDns', request.state)
        if (!allowed.ok) throw new AppError(allowed.reason, { code: 'not-switchable', status: 409 })
      },
    },
  )
  if (isNew) announceRequests(requestId)
  finishSwitch(requestId)
  return wish
}

async function mustBePossible(requestId: string, confirmed: string): Promise<void> {
  const { lines, hostnames, privateName } = await checkSwitch(requestId)
  const blocked = switchBlocked(lines)
  if (blocked) throw new AppError(blocked, { code: 'switch-blocked', status: 409 })
  const moving = hostnames.map((hostname) => nameThatMoves(hostname, privateName))
  if (moving.includes(confirmed.trim().toLowerCase())) return
  throw new AppError(`Type one of the names that move to confirm: ${moving.join(' or ')}.`, { code: 'not-confirmed' })
}
