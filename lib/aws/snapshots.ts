import 'server-only'
import type { Reach } from './accounts'

/** An answer of AWS that a person brought. One of `output` and `refusal` is there. */
export type ToldAnswer = {
  output: Record<string, unknown> | null
  refusal: { code: string | null; message: string } | null
  /** What is not in it is not there. */
  complete: boolean
  /** When it was asked for, as far as that is known; else when it was pasted. */
  at: Date
}

type FindAnswer = (reach: Reach, key: string) => Promise<ToldAnswer | null>

// Next loads a module more than once; registered at boot in one copy and used from the others.
const shared = globalThis as typeof globalThis & { __causewaySnapshots?: FindAnswer }

/** Hands in how the answers of a snapshot are looked up (a database read), once at boot. */
export function useSnapshots(find: FindAnswer): void {
  shared.__causewaySnapshots = find
}

/** The answer kept under `key` (see `answerKey`) for an account and region, or null. */
export function findToldAnswer(reach: Reach, key: string): Promise<ToldAnswer | null> {
  if (!shared.__causewaySnapshots) throw new Error('useSnapshots was not called at boot')
  return shared.__causewaySnapshots(reach, key)
}
