/** What Causeway keeps in the memory of its process, and how a test takes it away as a kill would. */
type Running = { runs: Map<string, Promise<void>>; stopping: AbortController }
const shared = globalThis as unknown as {
  __causewayIntents?: Running
  __causewaySwitches?: Running
  __causewayRecently?: Map<string, unknown>
  __causewayLooks?: Map<string, unknown>
  __causewayLooking?: Map<string, unknown>
}

const abandoned: Running[] = []

/** Everything under way is left alone and forgotten; it may still get its answer, as a second process would. */
export function abandonIntents(): void {
  for (const one of [shared.__causewayIntents, shared.__causewaySwitches]) if (one) abandoned.push(one)
  shared.__causewayIntents = undefined
  shared.__causewaySwitches = undefined
}

/** From now on intents are written and nothing is done for them: the process dies between the commit and the call. */
export function dieBeforeCalling(): void {
  abandonIntents()
  const stopping = new AbortController()
  stopping.abort()
  shared.__causewayIntents = { runs: new Map(), stopping }
  shared.__causewaySwitches = { runs: new Map(), stopping }
}

/** What was abandoned must not reach into the next test. */
export async function settleAbandoned(): Promise<void> {
  for (const { stopping } of abandoned) stopping.abort()
  await Promise.allSettled(abandoned.splice(0).flatMap(({ runs }) => [...runs.values()]))
}

/** The maps themselves stay: modules hold on to them. */
export function forgetMemory(): void {
  shared.__causewayIntents = undefined
  shared.__causewaySwitches = undefined
  shared.__causewayRecently?.clear()
  shared.__causewayLooks?.clear()
  shared.__causewayLooking?.clear()
}

/**
 * Lets some timers of this process run out early: `{ 15_000: 300 }` turns each wait of 15 s into one of 0.3 s. The product has
 * no setting for its time-outs, and a suite cannot wait for them. Gives the way back.
 */
export function hurry(table: Record<number, number>): () => void {
  const unhurried = globalThis.setTimeout
  const hurried = (run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => unhurried(run, table[ms ?? 0] ?? ms, ...args)
  globalThis.setTimeout = Object.assign(hurried, unhurried) as typeof setTimeout
  return () => void (globalThis.setTimeout = unhurried)
}
