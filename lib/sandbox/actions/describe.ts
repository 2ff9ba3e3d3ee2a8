import { AwsError } from '../wire/errors'
import { readFilters, type Filters } from '../wire/filters'
import { page, pageRequest, STANDARD, type PagingRule } from '../wire/paging'
import type { XmlTree, XmlValue } from '../wire/xml'
import type { Tag } from '../world/types'
import type { Call } from './action'
import { checkShape, notFound, type IdKind } from './ids'

/** How one noun is listed: which ids and filters it knows, how a row is written. */
export type Listing<Row> = {
  setName: string
  rows: readonly Row[]
  /** `param` is the list's wire name; `excludesPaging`: ids and MaxResults may not come together. */
  ids?: { param: string; kind: IdKind; of: (row: Row) => string; excludesPaging?: string }
  filters: Filters<Row>
  tagsOf?: (row: Row) => readonly Tag[]
  paging?: PagingRule
  isVisible?: (row: Row) => boolean
  render: (row: Row) => XmlValue
}

/** A page of rows as AWS answers it. Unknown ids, filters and tokens are AWS's errors. */
export function describe<Row>(call: Call, listing: Listing<Row>): XmlTree {
  const { params } = call
  const { ids, isVisible = () => true } = listing
  const wanted = ids ? params.list(ids.param) : []
  if (ids && wanted.length > 0) checkShape(ids.kind, wanted)
  if (ids?.excludesPaging && wanted.length > 0 && params.text('MaxResults')) {
    const message = `The parameter ${ids.excludesPaging} cannot be used with the parameter maxResults`
    throw new AwsError('InvalidParameterCombination', message)
  }
  const request = pageRequest(call.action, params, listing.paging ?? STANDARD)
  const matches = readFilters(params, listing.filters, listing.tagsOf)
  const rows = ids && wanted.length > 0 ? pickById(listing.rows.filter(isVisible), ids, wanted) : listing.rows
  const found = page(rows, (row) => isVisible(row) && matches(row), request)
  return { [listing.setName]: found.rows.map(listing.render), nextToken: found.nextToken }
}

function pickById<Row>(rows: readonly Row[], ids: NonNullable<Listing<Row>['ids']>, wanted: readonly string[]): Row[] {
  const asked = new Set(wanted)
  const found = rows.filter((row) => asked.has(ids.of(row)))
  for (const row of found) asked.delete(ids.of(row))
  if (asked.size > 0) throw notFound(ids.kind, [...asked])
  return found
}

export const renderTags = (tags: readonly Tag[]): XmlValue => tags.map(({ key, value }) => ({ key, value }))
