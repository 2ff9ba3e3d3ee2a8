import 'server-only'
import { readRow } from './client'
import { Prisma } from './generated/client'

/**
 * A reading that can share one statement with others. `sql` gives one JSON text, or null; `read` makes of it what was asked for.
 *
 * Prisma takes longer over each question than SQLite over a dozen, and one statement sees everything as of one moment.
 */
export type Part<T> = { sql: Prisma.Sql; read: (json: string | null) => T }

type Parts = Record<string, Part<unknown>>
type Read<P extends Parts> = { [Name in keyof P]: P[Name] extends Part<infer T> ? T : never }

/** Asks for all parts in one statement; of what is committed, or inside `write`, with its `tx`, of what is there then. */
export async function readTogether<P extends Parts>(parts: P, tx?: Prisma.TransactionClient): Promise<Read<P>> {
  const names = Object.keys(parts)
  const columns = names.map((name, at) => Prisma.sql`(${parts[name]!.sql}) AS ${Prisma.raw(`"part${at}"`)}`)
  const cells = tx ? Object.values((await tx.$queryRaw<object[]>`SELECT ${Prisma.join(columns)}`)[0]!) : readRow(Prisma.sql`SELECT ${Prisma.join(columns)}`)!
  return Object.fromEntries(names.map((name, at) => [name, parts[name]!.read(cells[at] as string | null)])) as Read<P>
}

export const readPart = async <T>(part: Part<T>, tx?: Prisma.TransactionClient): Promise<T> => (await readTogether({ part }, tx)).part as T

type Kind<V> = [NonNullable<V>] extends [Date] ? 'date' : [NonNullable<V>] extends [boolean] ? 'flag' : 'plain'

/** A table whose rows can be part of a statement. Each column says what its JSON becomes: dates are milliseconds there, flags 0 and 1. */
export function table<Model extends object>(name: string, kinds: { [Column in keyof Model]-?: Kind<Model[Column]> }) {
  const columns = Object.keys(kinds) as (keyof Model & string)[]
  // Raw text in SQL is safe here: a table and columns of ours, never anybody's input.
  const cells = Prisma.raw(`json_array(${columns.map((column) => `"${column}"`).join(', ')})`)
  const from = Prisma.raw(`"${name}"`)
  const toModel = (row: unknown[]) => Object.fromEntries(columns.map((column, at) => [column, toValue(row[at], kinds[column])])) as Model

  return {
    /** The rows after `FROM … rest`, in its order. */
    rows: <T>(rest: Prisma.Sql, to: (row: Model) => T): Part<T[]> => ({
      sql: Prisma.sql`SELECT json_group_array(${cells}) FROM (SELECT * FROM ${from} ${rest})`,
      read: (json) => (JSON.parse(json ?? '[]') as unknown[][]).map((row) => to(toModel(row))),
    }),
    /** The first row, or null where there is none. */
    row: <T>(rest: Prisma.Sql, to: (row: Model) => T): Part<T | null> => ({
      sql: Prisma.sql`SELECT ${cells} FROM ${from} ${rest} LIMIT 1`,
      read: (json) => (json === null ? null : to(toModel(JSON.parse(json) as unknown[]))),
    }),
  }
}

function toValue(cell: unknown, kind: 'date' | 'flag' | 'plain'): unknown {
  if (cell === null || kind === 'plain') return cell
  return kind === 'date' ? new Date(cell as number) : cell === 1
}
