import 'server-only'
import { askForSwitch, type StoredWish } from '@/lib/db/private-dns'
import { getRequest } from '@/lib/db/requests'
import { AppError } from '@/lib/errors'
import type { Actor } from '@/lib/privatelink/actor'
import { nameThatMoves } from '@/lib/privatelink/private-dns'
import { switchBlocked } from '@/lib/privatelink/private-dns-preflight'
import { canDo } from '@/lib/privatelink/state'
import { refuseWithoutAccessTo } from './accounts'
import { announceRequests } from './announce'
import { authorise } from './authorise'
import { checkSwitch } from './check-switch'
import { finishSwitch } from './finish-switch'
import { lookUpNames } from './look-up-names'

type By = { actor: Actor; now: Date }

/**
 * Writes down that private DNS shall be on, and only then lets it be switched. `confirmed` is one of the names that move, typed by hand,
 * since the whole VPC is concerned. What the names lead to now is recorded first. Checked against AWS once more, and refused with the
 * reason where it cannot work. Pressing twice is one wish.
 */
export async function switchOn(requestId: string, { actor, now, confirmed }: By & { confirmed: string }): Promise<StoredWish> {
  const request = await getRequest(requestId)
  authorise(actor, 'switchPrivateDns', request)
  await refuseWithoutAccessTo(requestId)
  const privateName = await mustBePossible(requestId, confirmed)
  const { answers } = await lookUpNames(request, privateName)
  return ask({ requestId, wanted: true, answersBefore: answers }, { actor, now })
}

/** The undo: one click at every moment, also while the switch to on is under way. */
export async function switchOff(requestId: string, by: By): Promise<StoredWish> {
  await refuseWithoutAccessTo(requestId)
  return ask({ requestId, wanted: false, answersBefore: null }, by)
}

async function ask({ requestId, wanted, answersBefore }: Pick<StoredWish, 'requestId' | 'wanted' | 'answersBefore'>, { actor, now }: By): Promise<StoredWish> {
  const { wish, isNew } = await askForSwitch(
    { requestId, wanted, askedAt: now, askedBy: 'name' in actor ? actor.name : actor.kind, answersBefore },
    {
      event: { at: now, actor, kind: 'private-dns-requested', from: null, to: null, detail: { enabled: String(wanted) } },
      allow: (request) => {
        authorise(actor, 'switchPrivateDns', request)
        const allowed = canDo(wanted ? 'enablePrivateDns' : 'disablePrivateDns', request.state)
        if (!allowed.ok) throw new AppError(allowed.reason, { code: 'not-switchable', status: 409 })
      },
    },
  )
  if (isNew) announceRequests(requestId)
  finishSwitch(requestId)
  return wish
}

/** The service’s private name, once everything allows the switch and one of the names that move was typed. */
async function mustBePossible(requestId: string, confirmed: string): Promise<string | null> {
  const { lines, hostnames, privateName } = await checkSwitch(requestId)
  const blocked = switchBlocked(lines)
  if (blocked) throw new AppError(blocked, { code: 'switch-blocked', status: 409 })
  const moving = hostnames.map((hostname) => nameThatMoves(hostname, privateName))
  if (moving.includes(confirmed.trim().toLowerCase())) return privateName
  throw new AppError(`Type one of the names that move to confirm: ${moving.join(' or ')}.`, { code: 'not-confirmed' })
}
