import 'server-only'
import { AppError, NotFoundError } from '@/lib/errors'
import type { Person, Who } from '@/lib/privatelink/actor'
import { userIdOf } from '@/lib/privatelink/actor'
import type { Reading } from '@/lib/privatelink/evidence'
import { PLACES, type Place } from '@/lib/privatelink/evidence/places'
import { isRole } from '@/lib/privatelink/roles'
import { Prisma } from './generated/client'
import type { EvidenceModel, ReportTokenModel } from './generated/models'
import { readPart, table, type Part } from './parts'
import { forgetStanding } from './standings'

/** What somebody pasted, or the script reported, and what was understood of it when it came. */
export type Evidence = {
  evidenceId: string
  requestId: string
  at: Date
  actor: Extract<Who, { name: string }>
  origin: 'paste' | 'script'
  place: Place
  text: string
  reading: Reading
  /** Kinds of secrets that were taken out of the text. */
  blanked: string[]
}

/** More would be kept than anybody reads; the oldest can be deleted to make room. */
export const MOST_EVIDENCE = 200

const EVIDENCE = table<EvidenceModel>('Evidence', {
  evidenceId: 'plain', requestId: 'plain', at: 'date', actorKind: 'plain', actorName: 'plain', actorId: 'plain', origin: 'plain', place: 'plain', text: 'plain', reading: 'plain', blanked: 'plain',
})

/** The evidence of a request, newest first. */
export const evidenceOf = (requestId: string, { limit = 50 }: { limit?: number } = {}): Part<Evidence[]> =>
  EVIDENCE.rows(Prisma.sql`WHERE "requestId" = ${requestId} ORDER BY "at" DESC, "evidenceId" DESC LIMIT ${limit}`, toEvidence)

export const listEvidence = (...asked: Parameters<typeof evidenceOf>): Promise<Evidence[]> => readPart(evidenceOf(...asked))

/** For use inside `write`, with its row of the audit trail. Refuses (`too-much-evidence`, 409) where a request has as much as is kept. */
export async function insertEvidence(tx: Prisma.TransactionClient, { actor, reading, blanked, ...rest }: Evidence): Promise<void> {
  const there = await tx.evidence.count({ where: { requestId: rest.requestId } })
  if (there >= MOST_EVIDENCE) throw new AppError(`This request has ${MOST_EVIDENCE} pieces of evidence, and no more are kept. Delete some that are no longer of use.`, { code: 'too-much-evidence', status: 409 })
  const { kind, name } = actor
  await tx.evidence.create({ data: { ...rest, actorKind: kind, actorName: name, actorId: userIdOf(actor), reading: JSON.stringify(reading), blanked: JSON.stringify(blanked) } })
  await forgetStanding(tx, rest.requestId)
}

/** One piece, as it is inside the transaction. */
export async function findEvidence(tx: Prisma.TransactionClient, evidenceId: string): Promise<Evidence | null> {
  const row = await tx.evidence.findUnique({ where: { evidenceId } })
  return row && toEvidence(row)
}

/** The same; throws not-found. */
export async function getEvidence(tx: Prisma.TransactionClient, evidenceId: string): Promise<Evidence> {
  const evidence = await findEvidence(tx, evidenceId)
  if (!evidence) throw new NotFoundError('The evidence')
  return evidence
}

export async function deleteEvidenceRow(tx: Prisma.TransactionClient, evidenceId: string): Promise<void> {
  const { requestId } = await tx.evidence.delete({ where: { evidenceId }, select: { requestId: true } })
  await forgetStanding(tx, requestId)
}

/** A key of the script. `person`: who made it, as they were then. */
export type ReportToken = { tokenHash: string; requestId: string; madeAt: Date; expiresAt: Date; usedAt: Date | null; place: Place; person: Person }

/** Keeps the newest few of a request; what is older cannot be used any more. */
const MOST_TOKENS = 20

export async function insertReportToken(tx: Prisma.TransactionClient, { person, ...token }: ReportToken): Promise<void> {
  await tx.reportToken.create({ data: { ...token, userId: person.userId, userName: person.name, userRole: person.role } })
  const old = await tx.reportToken.findMany({ where: { requestId: token.requestId }, orderBy: { madeAt: 'desc' }, skip: MOST_TOKENS, select: { tokenHash: true } })
  await tx.reportToken.deleteMany({ where: { tokenHash: { in: old.map(({ tokenHash }) => tokenHash) } } })
}

export async function findReportToken(tx: Prisma.TransactionClient, tokenHash: string): Promise<ReportToken | null> {
  const row = await tx.reportToken.findUnique({ where: { tokenHash } })
  return row && toToken(row)
}

export async function markTokenUsed(tx: Prisma.TransactionClient, tokenHash: string, now: Date): Promise<void> {
  await tx.reportToken.update({ where: { tokenHash }, data: { usedAt: now } })
}

function toToken({ userId, userName, userRole, ...row }: ReportTokenModel): ReportToken {
  if (!isRole(userRole)) throw new Error(`The database holds the unknown role ${JSON.stringify(userRole)}.`)
  return { ...row, place: toPlace(row.place), person: { userId, name: userName, role: userRole } }
}

function toEvidence({ actorKind, actorName, actorId, origin, place, reading, blanked, ...row }: EvidenceModel): Evidence {
  return {
    ...row,
    actor: { kind: actorKind === 'token' ? 'token' : 'user', name: actorName, ...(actorId !== null && { userId: actorId }) },
    origin: origin === 'script' ? 'script' : 'paste',
    place: toPlace(place),
    reading: JSON.parse(reading, revive) as Reading,
    blanked: JSON.parse(blanked) as string[],
  }
}

const toPlace = (text: string): Place => PLACES.find((known) => known === text) ?? 'elsewhere'

/** The two moments a finding may hold. */
const revive = (key: string, value: unknown): unknown => ((key === 'at' || key === 'notAfter') && typeof value === 'string' ? new Date(value) : value)
