import type { CommandName } from './commands'

/** One command of the snapshot as a page lists it. */
export type SnapshotLine = {
  command: CommandName
  /** What it costs to be without it, as a sentence; null where it is there or may well be missing. */
  missing: string | null
  /** Things in the newest answers, and how old the oldest of them is; null where there is none. */
  told: { count: number; thing: string; at: string; refusal: string | null } | null
  /** The command alone, for what answers everything at once. */
  line: string | null
}

export type SnapshotView = {
  accountId: string
  accountName: string
  region: string
  /** The last paste; null where there is none for this region. `at`: when the block was run, as far as it is known. ISO times. */
  last: { at: string; pastedAt: string; pastedBy: string } | null
  lines: SnapshotLine[]
  /** The commands to paste into a terminal, and as a file. */
  block: string
  script: string
  /** What the person who runs them needs. */
  actions: string[]
  policy: string
}
