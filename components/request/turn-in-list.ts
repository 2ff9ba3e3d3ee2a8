import type { Standing } from '@/lib/privatelink/checks/proof'
import { turnOf, type EndpointState, type Turn } from '@/lib/privatelink/state'

export const TURN_NAME: Record<Turn, string> = { you: 'You', clickhouse: 'ClickHouse', aws: 'AWS', nobody: 'Nobody' }

/** Whose turn it is, short enough for a table, with what to do where that is one thing. */
export function turnInList({ state, standing }: { state: EndpointState; standing?: Standing }): { who: Turn; short: string } {
  const who = turnOf(state, standing)
  if (state === 'draft') return { who, short: 'You: continue →' }
  if (state === 'available' && who === 'you') return { who, short: standing === 'broken' ? 'You: a check fails' : 'You: prove it' }
  return { who, short: TURN_NAME[who] }
}
