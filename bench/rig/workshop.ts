import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where benchmarks work: a folder of their own, things that several of them use, and the order to leave. */
export type Workshop = {
  folder: string
  /** Smaller sizes: to see that a benchmark works, not what it says. */
  quick: boolean
  /** An hour of load where otherwise minutes are enough. */
  long: boolean
  say: (line: string) => void
  /** Makes it at the first call; everybody after gets the same. */
  shared: <T>(name: string, make: () => Promise<T>) => Promise<T>
  /** Ends what was started, the last first. */
  onClose: (end: () => unknown) => void
  close: () => Promise<void>
}

export function openWorkshop({ quick, long }: { quick: boolean; long: boolean }): Workshop {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-bench-'))
  const things = new Map<string, Promise<unknown>>()
  const ends: (() => unknown)[] = []
  return {
    folder,
    quick,
    long,
    say: (line) => process.stderr.write(`  ${line}\n`),
    shared: <T>(name: string, make: () => Promise<T>) => {
      const thing = (things.get(name) as Promise<T> | undefined) ?? make()
      things.set(name, thing)
      return thing
    },
    onClose: (end) => void ends.push(end),
    close: async () => {
      for (const end of ends.reverse()) await Promise.resolve(end()).catch(() => undefined)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
