import { Prisma } from '@/lib/db/generated/client'
import { openedDatabase } from '@/lib/db/opened'

type Ask = Prisma.TransactionClient['$queryRaw']
type Work = (tx: Prisma.TransactionClient) => Promise<unknown>

/**
 * Holds the answer to the next statement that reads `table`, on whichever connection it is asked: whoever asked has seen what there was
 * and goes on only once something else has been done in between.
 */
export function holdReading(table: string) {
  const { reader, writer } = openedDatabase()
  const [ask, transact] = [reader.$queryRaw.bind(reader) as Ask, writer.$transaction.bind(writer)]
  let letGo: () => void
  const gone = new Promise<void>((resolve) => (letGo = resolve))
  let tellHeld: (where: { inWrite: boolean }) => void
  const held = new Promise<{ inWrite: boolean }>((resolve) => (tellHeld = resolve))
  let waits = true

  const holding = (inner: Ask, inWrite: boolean) =>
    (async (strings: TemplateStringsArray, ...values: unknown[]) => {
      const answer = await inner(strings, ...values)
      if (!waits || !Prisma.sql(strings, ...values).sql.includes(`"${table}"`)) return answer
      waits = false
      tellHeld({ inWrite })
      await gone
      return answer
    }) as unknown as Ask
  const within = (tx: Prisma.TransactionClient) => new Proxy(tx, { get: (target, key) => (key === '$queryRaw' ? holding(target.$queryRaw.bind(target) as Ask, true) : (Reflect.get(target, key) as unknown)) })
  Object.assign(reader, { $queryRaw: holding(ask, false) })
  Object.assign(writer, { $transaction: (work: Work) => transact((tx) => work(within(tx))) })

  return {
    /** Does `work` while the answer is held, as far as it gets: where it is held inside a write, other writes wait for that one's end. */
    async overtakenBy<T>(work: () => Promise<T>): Promise<T> {
      const { inWrite } = await held
      const overtaking = work()
      if (!inWrite) await overtaking
      letGo()
      Object.assign(reader, { $queryRaw: ask })
      Object.assign(writer, { $transaction: transact })
      return overtaking
    },
  }
}
