import { COMMANDS } from './commands'
import type { Answer } from './read-snapshot'

type Kept = { output: Record<string, unknown> | null; complete: boolean }

/** Lists of which people paste a part again and again: one endpoint, its interfaces. The rest is replaced as it is. */
const BY_ID: Partial<Record<Answer['command'], string>> = { 'describe-vpc-endpoints': 'VpcEndpointId', 'describe-network-interfaces': 'NetworkInterfaceId' }

/** What is kept once a newer answer has come: of a part of a list, the rest stays as it was. */
export function mergeAnswers(before: Kept, { command, output, complete }: Answer): Kept {
  const id = BY_ID[command]
  const list = COMMANDS[command].key
  if (!id || !list || complete || !output || !before.output) return { output, complete }
  const newer = output[list] as Record<string, unknown>[]
  const rest = (before.output[list] as Record<string, unknown>[]).filter((item) => !newer.some((one) => one[id] === item[id]))
  return { output: { [list]: [...rest, ...newer] }, complete: before.complete }
}

/** How many things an answer holds; what answers one thing counts as one. */
export function countIn(output: Record<string, unknown> | null): number {
  if (!output) return 0
  const lists = Object.values(output).filter(Array.isArray)
  return lists.length === 0 ? 1 : lists.reduce((sum, list) => sum + list.length, 0)
}
