import { z } from 'zod'
import type { AuditFilter } from '@/lib/db/read-audit'

const DAY_MS = 86_400_000

const text = (max: number) => z.string().trim().max(max).optional().catch(undefined).transform((value) => value || undefined)
const day = z.iso.date().optional().catch(undefined)
const id = z.string().regex(/^[1-9]\d{0,14}$/).optional().catch(undefined)

// Whatever is repeated, unknown or strange is left out: an old bookmark shows a wider list, never an error.
const shape = z.object({ q: text(200), who: text(100), action: text(100), kind: text(60), object: text(200), from: text(60), since: day, until: day, before: id, after: id })

export type AuditQuery = z.output<typeof shape>

export const parseAuditQuery = (params: Record<string, string | string[] | undefined>): AuditQuery => shape.parse(params)

/** What is filtered by, without the place in the list. */
export const filtersOf = ({ before: _before, after: _after, ...filters }: AuditQuery) => filters

export const isFiltered = (query: AuditQuery): boolean => Object.values(filtersOf(query)).some((value) => value !== undefined)

/** Days are those of UTC; the last one counts as a whole. */
export function toAuditFilter({ q, who, action, kind, object, from, since, until }: AuditQuery): AuditFilter {
  return { text: q, who, action, kind, objectId: object, from, since: since && Date.parse(since), until: until && Date.parse(until) + DAY_MS } as AuditFilter
}
