import 'server-only'
import type { Prisma } from './generated/client'
import type { RequestColumns } from './request-row'

/** Reads whole rows by id; ids that are not there are missing from the answer. */
export async function readRows(client: Prisma.TransactionClient, requestIds: string[]): Promise<Map<string, RequestColumns>> {
  const rows: RequestColumns[] = []
  for (let from = 0; from < requestIds.length; from += 500) {
    rows.push(...(await client.endpointRequest.findMany({ where: { requestId: { in: requestIds.slice(from, from + 500) } } })))
  }
  return new Map(rows.map((row) => [row.requestId, row]))
}
