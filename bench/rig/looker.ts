import { fork } from 'node:child_process'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { LookCost, Order } from '../processes/looker'
import type { ChangeCost } from '../processes/thousand-changes'
import { makeFleet, type Fleet, type FleetPlan } from './fleet'
import type { Workshop } from './workshop'

/** So many changes, written in one way or the other. */
type Change = (how: 'changeTogether' | 'changeOneByOne', count: number) => Promise<ChangeCost>

/** A fleet and a process that looks at it when told to. Settled: everything AWS has to say of it has been folded in. */
export type Looker = {
  fleet: Fleet
  look: () => Promise<LookCost>
  change: Change
  /** The same in a process of its own with a copy of the database: neither finds its file written, or its heap filled, by the other. */
  apart: (name: string) => Promise<Change>
}

export const settledLooker = (workshop: Workshop): Promise<Looker> =>
  workshop.shared('settled looker', async () => startLooker(workshop, { name: 'waiting', count: workshop.quick ? 1_000 : 10_000 }))

export async function startLooker(workshop: Workshop, plan: FleetPlan): Promise<Looker> {
  workshop.say(`making ${plan.count} endpoints that wait for acceptance`)
  const fleet = await makeFleet(workshop, plan)
  const { ask, change } = await hire(workshop, fleet)
  const apart = async (name: string) => {
    const databaseFile = join(workshop.folder, `${name}.db`)
    const database = new Database(fleet.databaseFile, { readonly: true })
    await database.backup(databaseFile)
    database.close()
    return (await hire(workshop, { ...fleet, databaseFile })).change
  }
  const look = async () => {
    const cost = (await ask('look', 0)) as LookCost
    if (cost.problems.length > 0) throw new Error(`A look failed: ${cost.problems[0]}`)
    return cost
  }
  await settle(fleet.databaseFile, look)
  return { fleet, look, change, apart }
}

/** The first look learns names and addresses, the second that they are known; until a look has nothing to write. */
async function settle(databaseFile: string, look: () => Promise<LookCost>): Promise<void> {
  const database = new Database(databaseFile, { readonly: true })
  try {
    for (let n = 0; n < 5; n++) {
      const before = commitsOf(database)
      await look()
      if (commitsOf(database) === before) return
    }
  } finally {
    database.close()
  }
  throw new Error('The looks do not come to rest: the fifth still had something to write.')
}

/** A number that changes with every commit of another connection. */
export const commitsOf = (database: Database.Database): number => Number(database.pragma('data_version', { simple: true }))

async function hire(workshop: Workshop, { databaseFile, aws }: Fleet) {
  const env = { PATH: process.env.PATH, NODE_ENV: 'production' as const, AWS_MODE: 'sandbox', SANDBOX_PORT: String(aws.port), LOG_LEVEL: 'warn' }
  const child = fork('bench/processes/looker.ts', [databaseFile], { execArgv: ['--conditions=react-server', '--import', 'tsx'], env })
  const asked = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>()
  const answerOf = (id: number) => new Promise<unknown>((resolve, reject) => asked.set(id, { resolve, reject }))
  child.on('message', ({ id, result, failure }: { id: number; result?: unknown; failure?: string }) => {
    const asker = asked.get(id)
    asked.delete(id)
    if (failure === undefined) asker?.resolve(result)
    else asker?.reject(new Error(failure))
  })
  child.once('exit', (code) => {
    for (const { reject } of asked.values()) reject(new Error(`The looking process ended with ${code}.`))
  })
  workshop.onClose(() => child.kill('SIGKILL'))
  await answerOf(0)
  let last = 0
  const ask = (order: Order['order'], count: number) => {
    const id = ++last
    child.send({ id, order, count } satisfies Order)
    return answerOf(id)
  }
  const change: Change = async (how, changes) => (await ask(how, changes)) as ChangeCost
  return { ask, change }
}
