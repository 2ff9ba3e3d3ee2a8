import 'server-only'
import { Prisma } from './generated/client'

export type Cell = string | number | boolean | null

/**
 * Many rows of cells as parts of one statement: `from` is what to select from, `cell(n)` the nth cell of each row. What all rows share is
 * bound once, and only the rest travels as JSON, because taking a cell out of JSON costs SQLite a microsecond. At least one row.
 */
export function bulk(rows: readonly (readonly Cell[])[]): { from: Prisma.Sql; cell: (column: number) => Prisma.Sql } {
  const first = rows[0]!
  const varying = first.map((_, at) => at).filter((at) => rows.some((row) => row[at] !== first[at]))
  const json = JSON.stringify(rows.map((row) => varying.map((at) => row[at])))
  return {
    from: Prisma.sql`json_each(${json}) AS bulk`,
    cell: (column) => (varying.includes(column) ? Prisma.sql`(bulk.value ->> ${Prisma.raw(String(varying.indexOf(column)))})` : bound(first[column]!)),
  }
}

/** SQLite knows no booleans; `->>` makes numbers of them as well. */
const bound = (cell: Cell) => Prisma.sql`${typeof cell === 'boolean' ? Number(cell) : cell}`
