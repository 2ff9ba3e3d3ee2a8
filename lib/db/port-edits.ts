import 'server-only'
import type { Who } from '@/lib/privatelink/actor'
import type { PortEdit } from '@/lib/privatelink/ports'
import { insertAudit } from './audit'
import { write } from './client'
import { Prisma } from './generated/client'
import type { PortEditModel } from './generated/models'
import { readPart, table, type Part } from './parts'
import { forgetStandings } from './standings'

/** Who, when, and what the audit trail calls it. `allow` may refuse, by throwing, what the list would become. */
type By = { actor: Who; now: Date; action: string; allow: (others: PortEdit[]) => void }

const EDITS = table<PortEditModel>('PortEdit', { port: 'plain', name: 'plain', needed: 'flag', hidden: 'flag', updatedAt: 'date' })

/** What people changed of the ports, by number. */
export const PORT_EDITS: Part<PortEdit[]> = EDITS.rows(Prisma.sql`ORDER BY "port"`, ({ port, name, needed, hidden }) => ({ port, name, needed, hidden }))

export const listPortEdits = (): Promise<PortEdit[]> => readPart(PORT_EDITS)

const SHOWN = { port: true, name: true, needed: true, hidden: true } as const

const editsInside = (tx: Prisma.TransactionClient): Promise<PortEdit[]> => tx.portEdit.findMany({ orderBy: { port: 'asc' }, select: SHOWN })

/** Connections are proved on the ports that count, so what was judged of them is forgotten with every change. */
export async function savePortEdit({ port, name, needed, hidden }: PortEdit, { actor, now, action, allow }: By): Promise<void> {
  const values = { name, needed, hidden }
  await write(async (tx) => {
    const edits = await editsInside(tx)
    allow(edits.filter((each) => each.port !== port))
    await tx.portEdit.upsert({ where: { port }, create: { port, ...values, updatedAt: now }, update: { ...values, updatedAt: now } })
    await forgetStandings(tx)
    await insertAudit(tx, [{ at: now, actor, action, object: objectOf(port), before: told(edits.find((each) => each.port === port)), after: values }])
  })
}

/** Nothing happens where there was no change to take back. */
export async function deletePortEdit(port: number, { actor, now, action, allow }: By): Promise<void> {
  await write(async (tx) => {
    const edits = await editsInside(tx)
    const before = edits.find((each) => each.port === port)
    if (!before) return
    allow(edits.filter((each) => each.port !== port))
    await tx.portEdit.delete({ where: { port } })
    await forgetStandings(tx)
    await insertAudit(tx, [{ at: now, actor, action, object: objectOf(port), before: told(before) }])
  })
}

const objectOf = (port: number) => ({ kind: 'port', id: String(port), name: String(port) })
const told = (edit: PortEdit | undefined) => (edit ? { name: edit.name, needed: edit.needed, hidden: edit.hidden } : null)
