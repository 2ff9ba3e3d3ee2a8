import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { FIRST_PREVIOUS, hashOfRow, type AuditCells } from './audit'
import { reader, readList } from './client'
import { Prisma } from './generated/client'

/** The first thing that is wrong with the chain: at which row, and what was done to it. `cut-off`: rows at the end are missing. */
export type Break = { id: number | null; why: 'changed' | 'taken-out' | 'put-in' | 'order' | 'cut-off' | 'no-mark' }
export type Verified = { rows: number; broken: Break | null }

type Link = { id: number; cells: AuditCells; previous: string; hash: string }

/** Rows judged between two turns of the event loop: a few milliseconds of work. */
const SLICE = 250

/**
 * Walks the whole chain and compares its end with the head mark. Reads in slices and lets everything else run in between; what is
 * written meanwhile is left for the next time.
 */
export async function verifyChain(): Promise<Verified> {
  // The mark first: rows that come later are beyond it.
  const mark = await reader().auditHead.findUnique({ where: { id: 1 } })
  if (!mark) return { rows: 0, broken: { id: null, why: 'no-mark' } }

  let last: Pick<Link, 'id' | 'hash' | 'previous'> = { id: 0, hash: FIRST_PREVIOUS, previous: '' }
  let rows = 0
  while (rows < mark.count) {
    const links = await readLinks(last.id, Math.min(SLICE, mark.count - rows))
    for (const link of links) {
      const broken = await judge(last, link)
      if (broken) return { rows, broken }
      last = link
      rows += 1
    }
    if (links.length === 0) break
    await nextTurn()
  }
  if (rows < mark.count) return { rows, broken: { id: last.id || null, why: 'cut-off' } }
  if (last.hash !== mark.hash) return { rows, broken: { id: last.id, why: 'changed' } }
  return { rows, broken: null }
}

async function judge(last: Pick<Link, 'id' | 'hash' | 'previous'>, link: Link): Promise<Break | null> {
  const own = hashOfRow(link.previous, link.cells) === link.hash
  if (link.previous === last.hash) return own ? null : { id: link.id, why: 'changed' }
  if (!own) return { id: link.id, why: 'changed' }
  // It is whole, but does not follow the row before it.
  if (link.previous === last.previous) return { id: last.id, why: 'put-in' }
  if (await isElsewhere(link.previous, last.id)) return { id: link.id, why: 'order' }
  if (link.id === last.id + 1 && last.id > 0) return { id: last.id, why: 'changed' }
  return { id: link.id, why: 'taken-out' }
}

/** Whether the row it follows stands somewhere behind. Asked once, of a chain that is broken already. */
async function isElsewhere(hash: string, after: number): Promise<boolean> {
  return (await reader().audit.findFirst({ where: { hash, id: { gt: after } }, select: { id: true } })) !== null
}

async function readLinks(after: number, limit: number): Promise<Link[]> {
  return readList<[number, AuditCells, string, string]>(Prisma.sql`
    SELECT json_group_array(json_array("id", json_array("at", "actorKind", "actorName", "actorId", "fromAddress", "action", "objectKind", "objectId", "objectName", "before", "after"), "previous", "hash"))
    FROM (SELECT * FROM "Audit" WHERE "id" > ${after} ORDER BY "id" LIMIT ${limit})`).map(([id, cells, previous, hash]) => ({ id, cells, previous, hash }))
}
