import type { EndpointState } from '../state'
import type { ByHand } from './by-hand'
import { commandsFor } from './by-hand'
import type { CheckId, Outcome, Verdict } from './check'
import type { Picture } from './picture'

export type ProofId = 'create' | 'ticket' | 'accepted' | 'tcp' | 'shift' | 'verify'

/** `done` needs proof; `unproved` means that nobody could say so yet. */
export type ProofStep = { id: ProofId; title: string; state: 'done' | 'current' | 'broken' | 'unproved' | 'later'; sentence: string; commands: ByHand[] }

/** All that a list needs to know: everything is proved, something fails, or neither. */
export const STANDINGS = ['proved', 'broken', 'unproved'] as const
export type Standing = (typeof STANDINGS)[number]

export function standingOf(proof: readonly ProofStep[]): Standing {
  if (proof.some(({ state }) => state === 'broken')) return 'broken'
  return proof.length > 0 && proof.every(({ state }) => state === 'done') ? 'proved' : 'unproved'
}

const MADE: readonly EndpointState[] = ['pending-acceptance', 'pending', 'available', 'rejected', 'expired', 'failed', 'partial', 'unrecognised']
const ACCEPTED: readonly EndpointState[] = ['pending', 'available', 'partial']

const PARTS: { id: ProofId; title: string; checks: CheckId[]; command: CheckId | null }[] = [
  { id: 'tcp', title: 'Test TCP to the endpoint', checks: ['configuration', 'tcp'], command: 'tcp' },
  { id: 'shift', title: 'Shift the traffic: let the hostname resolve to the endpoint', checks: ['resolution'], command: 'resolution' },
  { id: 'verify', title: 'Verify: TLS, HTTPS, the native port and a query', checks: ['certificate', 'https', 'native', 'query'], command: 'https' },
]

/** The source document’s order, from what AWS and the verdicts say: create, ticket, accepted, TCP, shift the traffic, verify. */
export function deriveProof(verdicts: readonly Verdict[], picture: Picture): ProofStep[] {
  const { state } = picture.facts.request
  const [made, accepted] = [MADE.includes(state), ACCEPTED.includes(state)]
  const early: ProofStep[] = [
    simple('create', 'Create the endpoint', made ? 'done' : 'current', made ? 'AWS has made the endpoint.' : 'There is no endpoint yet.'),
    simple('ticket', 'Hand the ticket to ClickHouse', accepted ? 'done' : made ? 'current' : 'later', accepted ? 'ClickHouse has accepted, so the ticket is no longer needed.' : 'ClickHouse learns the endpoint’s id from it.'),
    simple('accepted', 'ClickHouse accepts the connection', accepted ? 'done' : made ? 'current' : 'later', accepted ? 'The connection is accepted.' : 'ClickHouse has not accepted yet.'),
  ]
  return [...early, ...PARTS.map(({ id, title, checks, command }): ProofStep => {
    const own = verdicts.filter((verdict) => checks.includes(verdict.id))
    return { id, title, ...stateOf(own), commands: command ? commandsFor(command, picture) : [] }
  })]
}

const simple = (id: ProofId, title: string, state: ProofStep['state'], sentence: string): ProofStep => ({ id, title, state, sentence, commands: [] })

/** The model of the configuration may be unknown where a connection was seen: what was seen is the proof. */
function stateOf(own: readonly Verdict[]): Pick<ProofStep, 'state' | 'sentence'> {
  const broken = own.find(({ outcome }) => outcome === 'fail')
  if (broken) return { state: 'broken', sentence: broken.diagnosis?.cause ?? broken.summary }
  const observed = own.filter(({ id }) => id !== 'configuration')
  const counted = (outcome: Outcome) => observed.filter((verdict) => verdict.outcome === outcome)
  if (observed.length > 0 && counted('pass').length === observed.length) return { state: 'done', sentence: observed.map(({ summary }) => summary).join(' ') }
  const open = counted('unknown')[0]
  if (open) return { state: 'unproved', sentence: open.summary }
  return { state: 'later', sentence: observed[0]?.summary ?? '' }
}
