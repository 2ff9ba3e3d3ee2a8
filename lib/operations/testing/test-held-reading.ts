import { Prisma } from '@/lib/db/generated/client'
import { openedDatabase } from '@/lib/db/opened'

type Ask = Prisma.TransactionClient['$queryRaw']
type Work = (tx: Prisma.TransactionClient) => Promise<unknown>

/**
 * Holds the answer to the next statement inside a write that reads `table`: whoever asked has seen what there was, and goes on only once
 * somebody else has begun.
 */
export function holdReading(table: string) {
  const { writer } = openedDatabase()
  const transact = writer.$transaction.bind(writer)
  let letGo: () => void
  const gone = new Promise<void>((resolve) => (letGo = resolve))
  let tellHeld: () => void
  const held = new Promise<void>((resolve) => (tellHeld = resolve))
  let waits = true

  const holding = (inner: Ask) =>
    (async (strings: TemplateStringsArray, ...values: unknown[]) => {
      const answer = await inner(strings, ...values)
      if (!waits || !Prisma.sql(strings, ...values).sql.includes(`"${table}"`)) return answer
      waits = false
      tellHeld()
      await gone
      return answer
    }) as unknown as Ask
  const within = (tx: Prisma.TransactionClient) => new Proxy(tx, { get: (target, key) => (key === '$queryRaw' ? holding(target.$queryRaw.bind(target) as Ask) : (Reflect.get(target, key) as unknown)) })
  Object.assign(writer, { $transaction: (work: Work) => transact((tx) => work(within(tx))) })

  return {
    /** Begins `work` while the answer is held from `asker`. Throws where that one ends without such a reading: it read elsewhere, where others can come between. */
    async overtakenBy<T>(asker: Promise<unknown>, work: () => Promise<T>): Promise<T> {
      const missed = asker.then(() => {
        throw new Error(`Nothing inside a write has read ${table}.`)
      })
      try {
        await Promise.race([held, missed])
        const overtaking = work()
        letGo()
        return await overtaking
      } finally {
        Object.assign(writer, { $transaction: transact })
      }
    },
  }
}
