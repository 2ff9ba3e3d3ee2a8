import 'server-only'
import type { Who } from '@/lib/privatelink/actor'
import type { ServiceEdit } from '@/lib/privatelink/catalogue'
import { insertAudit } from './audit'
import { reader, write } from './client'
import type { ServiceEditModel } from './generated/models'

/** Who, when, and what the audit trail calls it. */
type By = { actor: Who; now: Date; action: string }

/** What people changed of the region catalogue, in the order of regions and names. */
export async function listServiceEdits(): Promise<ServiceEdit[]> {
  const rows = await reader().serviceEdit.findMany({ orderBy: [{ region: 'asc' }, { serviceName: 'asc' }] })
  return rows.map(toEdit)
}

export async function saveServiceEdit({ serviceName, ...edit }: ServiceEdit, { actor, now, action }: By): Promise<void> {
  await write(async (tx) => {
    const before = await tx.serviceEdit.findUnique({ where: { serviceName } })
    const values = { ...edit, zoneIds: JSON.stringify(edit.zoneIds), updatedAt: now }
    await tx.serviceEdit.upsert({ where: { serviceName }, create: { serviceName, ...values }, update: values })
    await insertAudit(tx, [{ at: now, actor, action, object: { kind: 'service', id: serviceName, name: serviceName }, before: before && told(toEdit(before)), after: told(edit) }])
  })
}

/** Nothing happens where there was no change to take back. */
export async function deleteServiceEdit(serviceName: string, { actor, now, action }: By): Promise<void> {
  await write(async (tx) => {
    const before = await tx.serviceEdit.findUnique({ where: { serviceName } })
    if (!before) return
    await tx.serviceEdit.delete({ where: { serviceName } })
    await insertAudit(tx, [{ at: now, actor, action, object: { kind: 'service', id: serviceName, name: serviceName }, before: told(toEdit(before)) }])
  })
}

const toEdit = ({ updatedAt: _, ...row }: ServiceEditModel): ServiceEdit => ({ ...row, zoneIds: JSON.parse(row.zoneIds) })

const told = ({ region, zoneIds, note, hidden }: Omit<ServiceEdit, 'serviceName'>) => ({ region, zoneIds, note, hidden })
