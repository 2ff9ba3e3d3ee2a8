import 'server-only'
import { holdsPlace, isOpen, STATES, type EndpointState } from '@/lib/privatelink/state'
import { reader } from './client'
import type { Prisma } from './generated/client'
import { toState } from './request-columns'

export type OpenRequest = { requestId: string; name: string; state: EndpointState }

/** States in which Causeway still has something to look after in the account. */
const LOOKED_AFTER = STATES.filter((state) => isOpen(state) || holdsPlace(state))
const SHOWN = 20

/** How many requests are open in the account, and the oldest of them. */
export async function listOpenRequestsOf(accountId: string, from: Pick<Prisma.TransactionClient, 'endpointRequest'> = reader()): Promise<{ count: number; requests: OpenRequest[] }> {
  const where = { accountId, state: { in: LOOKED_AFTER } }
  const count = await from.endpointRequest.count({ where })
  const rows = count === 0 ? [] : await from.endpointRequest.findMany({ where, select: { requestId: true, name: true, state: true }, orderBy: { createdAt: 'asc' }, take: SHOWN })
  return { count, requests: rows.map((row) => ({ ...row, state: toState(row.state) })) }
}

/** Open requests by account. */
export async function countOpenByAccount(): Promise<Map<string, number>> {
  const rows = await reader().endpointRequest.groupBy({ by: ['accountId'], where: { state: { in: LOOKED_AFTER }, accountId: { not: null } }, _count: { _all: true } })
  return new Map(rows.flatMap((row) => (row.accountId ? [[row.accountId, row._count._all] as const] : [])))
}
