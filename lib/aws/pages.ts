import 'server-only'
import type { Reach } from './accounts'
import { AwsError } from './errors'
import { explain } from './explain'

/** 200,000 things of one kind in one account and region is more than any quota allows. */
const MOST_PAGES = 200

/** EC2's largest page. (EC2 API Reference, MaxResults.) */
export const PAGE_SIZE = 1000
/** EC2 takes at most this many values in one filter. (EC2 API Reference, "Filter".) */
export const MOST_FILTER_VALUES = 200

/**
 * Every page, or none: a token that comes twice or a list without end voids the whole, since a partial list looks like deletions.
 * AWS marks the end with a missing or an empty token.
 */
export async function allPages<Page extends { NextToken?: string }>(
  about: { action: string; reach: Reach },
  ask: (token: string | undefined) => Promise<Page>,
): Promise<Page[]> {
  const pages: Page[] = []
  const seen = new Set<string>()
  let token: string | undefined
  do {
    const page = await ask(token)
    pages.push(page)
    token = page.NextToken || undefined
    if (token && (seen.has(token) || pages.length >= MOST_PAGES)) throw unusable('a list that never ends', about)
    if (token) seen.add(token)
  } while (token)
  return pages
}

/** An answer that parses but cannot be true. */
export function unusable(said: string, about: { action: string; reach: Reach }, cause?: unknown): AwsError {
  return new AwsError(explain({ kind: 'garbage', awsCode: null, said, ...about }), { kind: 'garbage', cause })
}

export function chunks<T>(values: readonly T[], size = MOST_FILTER_VALUES): T[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) => values.slice(index * size, (index + 1) * size))
}
