import { listWords } from './text'

export type ActionOutcome = 'allowed' | 'denied' | 'unknown'

/** What a test of an account's connection found. `unknown` is an outcome of its own: it is neither a yes nor a no. */
export type ConnectionTest = {
  /** Who answered; null where nobody did. */
  answered: { accountId: string; arn: string } | null
  /** Why nobody answered, as a sentence. */
  problem: string | null
  /** Whether the role refuses to be assumed without its ExternalId and with another one; `none` where no role is assumed. */
  trust: 'guarded' | 'open' | 'unknown' | 'none'
  /** Why that could not be told. */
  trustProblem: string | null
  regions: { region: string; outcome: 'answers' | 'refused' | 'unknown'; said: string | null }[]
  /** The region the actions were tried in. */
  triedIn: string | null
  actions: { action: string; outcome: ActionOutcome; said: string | null }[]
}

export type Judged = {
  /** The account may be used: it is the right one, and only Causeway can use its role. */
  passed: boolean
  /** For use from now on: null or the reason why not; `undefined` leaves it as it was. */
  held: string | null | undefined
  title: string
  /** The next thing to do, as a sentence; null where there is nothing. */
  next: string | null
}

const OPEN =
  'The role can be assumed without the ExternalId, or with a wrong one, so anybody whom its principal serves could use it through Causeway. Put the condition on sts:ExternalId into its trust policy, then test again.'

/** What a test means for the use of the account. Missing permissions do not keep it from use: they are told where they are needed. */
export function judgeConnection(test: ConnectionTest, accountId: string): Judged {
  const { answered, trust } = test
  if (!answered) return { passed: false, held: undefined, title: 'Nobody answered', next: test.problem }
  if (answered.accountId !== accountId) {
    const next = `Account ${answered.accountId} answered instead of ${accountId}. Correct the role or profile of this account, or add ${answered.accountId} as an account of its own.`
    return { passed: false, held: next, title: 'Another account answered', next }
  }
  if (trust === 'open') return { passed: false, held: OPEN, title: 'The role is open', next: OPEN }
  if (trust === 'unknown') {
    const next = `It could not be told whether the role refuses to be assumed without its ExternalId. ${test.trustProblem ?? ''} Test again.`.replace(/ {2,}/g, ' ')
    return { passed: false, held: undefined, title: 'Not tested to the end', next }
  }
  return { passed: true, held: null, ...missing(test) }
}

function missing({ actions, regions }: ConnectionTest): Pick<Judged, 'title' | 'next'> {
  const closed = regions.filter(({ outcome }) => outcome === 'refused').map(({ region }) => region)
  const denied = actions.filter(({ outcome }) => outcome === 'denied').map(({ action }) => action)
  if (denied.length > 0) return { title: 'Connected, with permissions missing', next: `Allow ${listWords(denied)} in the permission policy, or choose a lower level for this account.` }
  if (closed.length > 0) return { title: 'Connected, not in every region', next: `${listWords(closed)} did not answer: enable ${closed.length > 1 ? 'them' : 'it'} in the account, or take ${closed.length > 1 ? 'them' : 'it'} off its regions.` }
  return { title: 'Connected', next: null }
}
