import 'server-only'
import { z } from 'zod'

export const SORTS = ['newest', 'oldest', 'name', 'since'] as const
export type Sort = (typeof SORTS)[number]

/** A place in a sorted list: the sort key and id of a row, and which way to go from it. */
export type Cursor = { sort: Sort; way: 'after' | 'before'; key: string | number; requestId: string }

const shape = z.tuple([z.enum(SORTS), z.enum(['after', 'before']), z.union([z.string().max(2_000), z.number().int()]), z.string().max(100)])
const isText = { newest: false, oldest: false, since: false, name: true } satisfies Record<Sort, boolean>

export function encodeCursor({ sort, way, key, requestId }: Cursor): string {
  return Buffer.from(JSON.stringify([sort, way, key, requestId])).toString('base64url')
}

/** Null for anything that is not a cursor of this sort: the reader then starts at the first page. */
export function decodeCursor(text: string | undefined, sort: Sort): Cursor | null {
  if (!text || text.length > 4_000) return null
  const parsed = shape.safeParse(jsonOf(Buffer.from(text, 'base64url').toString('utf8')))
  if (!parsed.success) return null
  const [ofSort, way, key, requestId] = parsed.data
  if (ofSort !== sort || (typeof key === 'string') !== isText[sort]) return null
  return { sort, way, key, requestId }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
