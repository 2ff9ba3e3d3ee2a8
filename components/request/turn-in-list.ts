import type { Standing } from '@/lib/privatelink/checks/proof'
import { STATE_FACE, type EndpointState, type Turn } from '@/lib/privatelink/state'

export const TURN_NAME: Record<Turn, string> = { you: 'You', clickhouse: 'ClickHouse', aws: 'AWS', nobody: 'Nobody' }

/** Whose turn it is, short enough for a table, with what to do where that is one thing. */
export function turnInList({ state, standing }: { state: EndpointState; standing?: Standing }): { who: Turn; short: string } {
  if (state === 'draft') return { who: 'you', short: 'You: continue →' }
  if (state !== 'available') return { who: STATE_FACE[state].turn, short: TURN_NAME[STATE_FACE[state].turn] }
  if (standing === 'proved') return { who: 'nobody', short: TURN_NAME.nobody }
  return { who: 'you', short: standing === 'broken' ? 'You: a check fails' : 'You: prove it' }
}
