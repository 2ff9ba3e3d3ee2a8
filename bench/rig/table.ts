import { shown } from './figures'
import { isReached, isWrong, type Measurement } from './measurement'

export type Told = Measurement & { id: string }

const HEAD = ['goal', 'what', 'ours', 'goal', 'peer', 'ours ÷ peer', 'reached']

/** The table people read: one line a figure. */
export function tableOf(told: readonly Told[]): string {
  const rows = [HEAD, ...told.map(cellsOf)]
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  const line = (row: string[]) => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd()
  return [line(HEAD), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.slice(1).map(line)].join('\n')
}

function cellsOf(told: Told): string[] {
  const { id, what, note, ours, unit, goal, peer } = told
  const withUnit = (value: number) => `${shown(value)} ${unit}`.trim()
  return [
    id,
    note ? `${what} (${note})` : what,
    withUnit(ours),
    goal === null ? '' : `≤ ${withUnit(goal)}`,
    peer ? `${withUnit(peer.figure)} (${peer.from})` : '',
    peer && peer.figure > 0 ? `${shown(ours / peer.figure)} ×` : '',
    isWrong(told) ? 'WRONG' : { true: 'yes', false: 'no', null: '' }[String(isReached(told)) as 'true' | 'false' | 'null'],
  ]
}
