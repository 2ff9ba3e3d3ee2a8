import { judgeConnection, type ConnectionTest } from './account-test'
import type { Tone } from './state'

/** What is known of an account now. `looks` are the last looks of the watcher at its regions; `ownProblem` is of the process's own credentials. */
export type AccountFacts = {
  accountId: string
  heldBecause: string | null
  test: { at: Date; result: ConnectionTest } | null
  looks: { region: string; lastTriedAt: string | null; problem: string | null }[]
  ownProblem: string | null
}

export type AccountHealth = {
  tone: Tone
  label: string
  /** The next thing to do, as a sentence; null where there is nothing. */
  next: string | null
}

/** An account in plan mode by the newest paste: nothing is heard of it but what people bring. */
export function planModeHealth(lastPaste: Date | null): AccountHealth {
  return { tone: 'neutral', label: lastPaste ? 'Plan mode' : 'No snapshot yet', next: lastPaste ? null : 'Run the read-only commands on its page and paste what they print.' }
}

/**
 * How an account stands, by what was heard last: a look that failed after the last good test counts, one before it does not.
 * What was never heard is said to be not known, never good.
 */
export function judgeAccountHealth({ accountId, heldBecause, test, looks, ownProblem }: AccountFacts): AccountHealth {
  if (heldBecause) return { tone: 'attention', label: test ? 'Needs attention' : 'Not tested yet', next: heldBecause }
  if (ownProblem) return { tone: 'attention', label: 'Needs attention', next: ownProblem }
  const judged = test && judgeConnection(test.result, accountId)
  const testedAt = test?.at.getTime() ?? 0
  const failed = looks.find((look) => look.problem !== null && Date.parse(look.lastTriedAt ?? '') >= (judged?.passed ? testedAt : 0))
  if (failed) return { tone: 'attention', label: 'Needs attention', next: failed.problem }
  const lookedSince = looks.some((look) => look.problem === null && Date.parse(look.lastTriedAt ?? '') > testedAt)
  if (judged && !judged.passed && !lookedSince) return { tone: 'attention', label: 'Needs attention', next: judged.next }
  if (judged?.passed && judged.next) return { tone: 'attention', label: 'Works in part', next: judged.next }
  if (judged?.passed || lookedSince) return { tone: 'good', label: 'Connected', next: null }
  return { tone: 'neutral', label: 'Not tested yet', next: null }
}
