import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { saveAccount, type NewAccount } from '@/lib/db/accounts'
import { closeDatabase, openDatabase } from '@/lib/db/client'
import { sampleRequest } from '@/lib/db/sample-requests'
import { insertRequestsInBulk } from '@/lib/db/seed-bulk'
import { SYSTEM } from '@/lib/privatelink/actor'
import type { EndpointRequest } from '@/lib/privatelink/request'
import type { Workshop } from './workshop'

/** Makes a database file by the product's own door, and closes it, so that a product can open it. */
export async function fillDatabase(file: string, { requests, accounts = [] }: { requests: EndpointRequest[]; accounts?: NewAccount[] }): Promise<string> {
  await openDatabase(file)
  for (const account of accounts) await saveAccount(account, { actor: SYSTEM, now: new Date() })
  await insertRequestsInBulk(requests)
  await closeDatabase()
  return file
}

/** A database of its own with so many requests of all kinds: a copy of one that is filled once. */
export async function databaseOf(workshop: Workshop, count: number, name: string): Promise<string> {
  const filled = await workshop.shared(`database of ${count}`, () => {
    workshop.say(`filling a database with ${count} requests`)
    return fillDatabase(join(workshop.folder, `filled-${count}.db`), { requests: Array.from({ length: count }, (_, n) => sampleRequest(n)) })
  })
  const file = join(workshop.folder, `${name}.db`)
  copyFileSync(filled, file)
  return file
}
