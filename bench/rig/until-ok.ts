import { setTimeout as sleep } from 'node:timers/promises'

/** Asks this address every hundredth of a second until it answers well. Throws where it does not within a minute. */
export async function untilOk(url: string): Promise<void> {
  const deadline = performance.now() + 60_000
  while (performance.now() < deadline) {
    if (await fetch(url).then((answer) => answer.ok, () => false)) return
    await sleep(10)
  }
  throw new Error(`${url} did not answer within a minute.`)
}
