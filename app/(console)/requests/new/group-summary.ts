import type { Tone } from '@/components/ui/tone'
import type { PortJudgement } from '@/lib/privatelink/security'
import { listWords } from '@/lib/privatelink/text'

/** What groups do for the ports ClickHouse needs, in a few words, for a badge. */
export function summarise(judgements: readonly PortJudgement[]): { tone: Tone; words: string } {
  const needed = judgements.filter((port) => port.needed)
  const ports = (verdict: PortJudgement['verdict']) => needed.filter((port) => port.verdict === verdict).map((port) => String(port.port))
  const [open, partly, closed] = [ports('open'), ports('partly'), ports('closed')]
  if (open.length === needed.length) return { tone: 'good', words: `opens ${listWords(open)}` }
  if (closed.length === needed.length) return { tone: 'attention', words: `opens neither ${closed.join(' nor ')}` }
  if (open.length > 0) return { tone: 'attention', words: `opens only ${listWords(open)}` }
  return { tone: 'attention', words: `opens ${listWords(partly)} to some` }
}

const RANK = { open: 0, partly: 1, closed: 2 } as const

/** Orders groups so that the ones that open what ClickHouse needs come first. Smaller is better. */
export const rankOf = (judgements: readonly PortJudgement[]): number =>
  judgements.filter((port) => port.needed).reduce((sum, port) => sum + RANK[port.verdict], 0)
