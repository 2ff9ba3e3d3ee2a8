import type { Tag } from '../world/types'
import { AwsError, invalidValue } from './errors'
import type { Params } from './params'

/** A filter's name → the values a row has for it. A row matches when one of its values matches one of the asked ones. */
export type Filters<Row> = Record<string, (row: Row) => readonly FilterValue[]>
type FilterValue = string | number | boolean | null | undefined

type Rule<Row> = { valuesOf: (row: Row) => readonly FilterValue[]; patterns: Pattern[] }

/** AWS's ceiling for the values of one call. */
const MAX_VALUES = 200

/**
 * `Filter.N` as a predicate: several filters must all match, one of a filter's values is enough, `*` and `?` are wildcards
 * and a backslash takes their meaning away. An unknown name is an error, as at AWS. `tagsOf` adds `tag:KEY`, `tag-key`, `tag-value`.
 */
export function readFilters<Row>(params: Params, filters: Filters<Row>, tagsOf?: (row: Row) => readonly Tag[]): (row: Row) => boolean {
  const asked = params.structures('Filter').map((filter, index) => {
    const name = filter.text('Name')
    if (!name) throw invalidValue('The filter \'null\' is invalid')
    const values = filter.rawList('Value')
    if (values.length > 0) return { name, values }
    throw new AwsError('MissingParameter', `The request must contain the parameter Filter.${index + 1}.Value`)
  })
  if (asked.reduce((sum, { values }) => sum + values.length, 0) > MAX_VALUES) {
    throw new AwsError('FilterLimitExceeded', `The maximum number of filter values specified on a single call is ${MAX_VALUES}`)
  }
  const rules = asked.map(({ name, values }): Rule<Row> => ({ valuesOf: find(name, filters, tagsOf), patterns: values.map(toPattern) }))
  return (row) => rules.every((rule) => rule.valuesOf(row).some((value) => matches(value, rule.patterns)))
}

function find<Row>(name: string, filters: Filters<Row>, tagsOf?: (row: Row) => readonly Tag[]): (row: Row) => readonly FilterValue[] {
  if (tagsOf && name.startsWith('tag:')) {
    const key = name.slice('tag:'.length)
    return (row) => tagsOf(row).filter((tag) => tag.key === key).map((tag) => tag.value)
  }
  if (tagsOf && name === 'tag-key') return (row) => tagsOf(row).map((tag) => tag.key)
  if (tagsOf && name === 'tag-value') return (row) => tagsOf(row).map((tag) => tag.value)
  const filter = Object.hasOwn(filters, name) ? filters[name] : undefined
  if (!filter) throw invalidValue(`The filter '${name}' is invalid`)
  return filter
}

const matches = (value: FilterValue, patterns: Pattern[]) =>
  value !== null && value !== undefined && patterns.some((pattern) => pattern(String(value)))

type Pattern = (text: string) => boolean

const ANY_RUN = Symbol('*')
const ANY_ONE = Symbol('?')
type Token = string | typeof ANY_RUN | typeof ANY_ONE

/** `us-west-2?` as a predicate. Not a regular expression: a hostile pattern full of stars would make one very slow. */
export function toPattern(text: string): Pattern {
  const tokens: Token[] = []
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!
    if (char === '\\' && at + 1 < text.length) tokens.push(text[++at]!)
    else if (char === '*') tokens.push(ANY_RUN)
    else tokens.push(char === '?' ? ANY_ONE : char)
  }
  if (tokens.every((token) => typeof token === 'string')) {
    const exact = tokens.join('')
    return (value) => value === exact
  }
  return (value) => globMatches(tokens, value)
}

/** Greedy, remembering only the last star: at most pattern × text steps. */
function globMatches(tokens: readonly Token[], text: string): boolean {
  let token = 0
  let at = 0
  let star = -1
  let resume = 0
  while (at < text.length) {
    const wanted = tokens[token]
    if (wanted === ANY_RUN) {
      star = token++
      resume = at
    } else if (wanted === ANY_ONE || wanted === text[at]) {
      token++
      at++
    } else if (star >= 0) {
      token = star + 1
      at = ++resume
    } else return false
  }
  while (tokens[token] === ANY_RUN) token++
  return token === tokens.length
}
