import 'server-only'
import type { Event } from '@/lib/privatelink/event'
import { isUnderWay, SWITCH_PHASES, type SwitchPhase, type SwitchWish } from '@/lib/privatelink/private-dns'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { reader, write } from './client'
import { insertEvents } from './events'
import { Prisma } from './generated/client'
import type { PrivateDnsWishModel } from './generated/models'
import { readPart, table, type Part } from './parts'
import { requestInside } from './request-rows'

/** What a name resolved to, and where that was asked. */
export type RecordedAnswer = { name: string; server: string; at: string; outcome: string; addresses: string[] }
export type StoredWish = SwitchWish & { answersBefore: RecordedAnswer[] | null }

const WISHES = table<PrivateDnsWishModel>('PrivateDnsWish', {
  requestId: 'plain', wanted: 'flag', phase: 'plain', askedAt: 'date', askedBy: 'plain', sentAt: 'date', settledAt: 'date', problem: 'plain', answersBefore: 'plain',
})

export const wishOf = (requestId: string): Part<StoredWish | null> => WISHES.row(Prisma.sql`WHERE "requestId" = ${requestId}`, toWish)

export const findWish = (requestId: string): Promise<StoredWish | null> => readPart(wishOf(requestId))

/** The wishes that a crash may have left half-way. */
export async function listWishesUnderWay(): Promise<StoredWish[]> {
  const rows = await reader().privateDnsWish.findMany({ where: { phase: { in: SWITCH_PHASES.filter((phase) => isUnderWay({ phase })) } } })
  return rows.map(toWish)
}

type Asked = Pick<StoredWish, 'requestId' | 'wanted' | 'askedAt' | 'askedBy' | 'answersBefore'>

/**
 * Stores a wish in the place of the earlier one, with its event, in one transaction. `allow` is asked of the stored request and may
 * refuse by throwing. The same wish while it is under way stores nothing and gives that one back.
 */
export async function askForSwitch(asked: Asked, { event, allow }: { event: Event; allow: (request: EndpointRequest) => void }): Promise<{ wish: StoredWish; isNew: boolean }> {
  return write(async (tx) => {
    const { requestId, answersBefore, ...wish } = asked
    const request = await requestInside(tx, requestId)
    allow(request)
    const earlier = await tx.privateDnsWish.findUnique({ where: { requestId } })
    if (earlier && earlier.wanted === wish.wanted && isUnderWay({ phase: toPhase(earlier.phase) })) return { wish: toWish(earlier), isNew: false }
    // What the names led to before the first switch is what “before” means; an undo does not forget it.
    const kept = wish.wanted ? answersBefore && JSON.stringify(answersBefore) : (earlier?.answersBefore ?? null)
    const values = { ...wish, phase: 'asked', sentAt: null, settledAt: null, problem: null, answersBefore: kept }
    const row = await tx.privateDnsWish.upsert({ where: { requestId }, create: { requestId, ...values }, update: values })
    await insertEvents(tx, [{ requestId, name: request.name, event }])
    return { wish: toWish(row), isNew: true }
  })
}

type Progress = Partial<Pick<SwitchWish, 'phase' | 'sentAt' | 'settledAt' | 'problem'>>

/**
 * Notes how far a wish is, unless another has taken its place meanwhile (`askedAt` tells them apart): false then. An end is told by
 * `event`.
 */
export async function noteProgress({ requestId, askedAt }: Pick<SwitchWish, 'requestId' | 'askedAt'>, progress: Progress, event?: { name: string; event: Event }): Promise<boolean> {
  return write(
    async (tx) => {
      const { count } = await tx.privateDnsWish.updateMany({ where: { requestId, askedAt }, data: progress })
      if (count > 0 && event) await insertEvents(tx, [{ requestId, ...event }])
      return count > 0
    },
    { unaudited: 'how far a wish is; the wish and its end are told by their events' },
  )
}

function toWish({ phase, answersBefore, ...row }: PrivateDnsWishModel): StoredWish {
  return { ...row, phase: toPhase(phase), answersBefore: answersBefore === null ? null : (JSON.parse(answersBefore) as RecordedAnswer[]) }
}

function toPhase(text: string): SwitchPhase {
  const phase = SWITCH_PHASES.find((known) => known === text)
  if (!phase) throw new Error(`The database holds the unknown phase ${JSON.stringify(text)}.`)
  return phase
}
