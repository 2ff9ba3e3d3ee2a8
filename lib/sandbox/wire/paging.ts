import { AwsError, invalidValue } from './errors'
import type { Params } from './params'

/** What an action's `MaxResults` may be. `clamp`: a larger value means the largest (DescribeVpcEndpoints says so). */
export type PagingRule = { min: number; max: number; clamp?: boolean }

export const STANDARD: PagingRule = { min: 5, max: 1000 }
/** DescribeVpcEndpoints, DescribeVpcEndpointServices and DescribePrefixLists document no smallest value. */
export const LENIENT: PagingRule = { min: 1, max: 1000, clamp: true }

export type PageRequest = { action: string; size: number; start: number; number: number }

/** Where a page begins. The token is opaque to callers: action, page number and position, in base64. */
export function pageRequest(action: string, params: Params, rule: PagingRule): PageRequest {
  const asked = params.integer('MaxResults')
  if (asked !== undefined && asked < rule.min) {
    throw invalidValue(`Value ( ${asked} ) for parameter maxResults is invalid. Expecting a value greater than or equal to ${rule.min}.`)
  }
  if (asked !== undefined && asked > rule.max && !rule.clamp) {
    throw invalidValue(`Value ( ${asked} ) for parameter maxResults is invalid. Expecting a value less than or equal to ${rule.max}.`)
  }
  const token = params.text('NextToken')
  const size = Math.min(asked ?? 1000, rule.max)
  return token ? { action, size, ...readToken(action, token) } : { action, size, start: 0, number: 1 }
}

/**
 * One page of the rows that `keep` wants, with the token of the next one, or none where this was the last.
 * Positions count the rows before keeping, so a row that changes or goes between two pages shifts nothing.
 */
export function page<Row>(rows: readonly Row[], keep: (row: Row) => boolean, request: PageRequest): { rows: Row[]; nextToken?: string } {
  const found: Row[] = []
  for (let at = request.start; at < rows.length; at++) {
    const row = rows[at]!
    if (!keep(row)) continue
    if (found.length === request.size) return { rows: found, nextToken: writeToken(request, at) }
    found.push(row)
  }
  return { rows: found }
}

const writeToken = (request: PageRequest, start: number) =>
  Buffer.from(JSON.stringify([request.action, request.number + 1, start])).toString('base64')

function readToken(action: string, token: string): { number: number; start: number } {
  try {
    const parts: unknown = JSON.parse(Buffer.from(token, 'base64').toString())
    if (!Array.isArray(parts)) throw new Error('not a token')
    const [owner, number, start]: unknown[] = parts
    if (owner === action && Number.isSafeInteger(number) && Number.isSafeInteger(start) && Number(start) >= 0) {
      return { number: Number(number), start: Number(start) }
    }
  } catch {
    // Falls through: whatever it was, it is not a token of ours.
  }
  throw new AwsError('InvalidNextToken', 'The specified NextToken is not valid.')
}
