import 'server-only'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { write } from './client'
import { insertRows } from './request-rows'

const ROWS_A_STATEMENT = 1_000
const ROWS_A_TRANSACTION = 10_000

/** Fills a database for benchmarks and tests, without events and without asking whether a place is free. Not for the product. */
export async function insertRequestsInBulk(requests: readonly EndpointRequest[]): Promise<void> {
  for (let from = 0; from < requests.length; from += ROWS_A_TRANSACTION) {
    const batch = requests.slice(from, from + ROWS_A_TRANSACTION)
    await write(async (tx) => {
      for (let at = 0; at < batch.length; at += ROWS_A_STATEMENT) {
        await insertRows(tx, batch.slice(at, at + ROWS_A_STATEMENT).map((request) => ({ request, fingerprint: null, idempotencyKey: null })))
      }
    }, { unaudited: 'rows that never happened' })
  }
}
