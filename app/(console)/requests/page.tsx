import type { Metadata } from 'next'
import { LiveMark } from '@/components/live/live-mark'
import { LiveProvider } from '@/components/live/live-provider'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Plus } from '@/components/ui/icons'
import { ListKeys } from '@/components/ui/list-keys'
import { formatDay } from '@/components/ui/time-format'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { viewerWhoMay } from '@/lib/auth/viewer'
import { listRequests, type RequestRow } from '@/lib/db/requests'
import { askWhoWeAre } from '@/lib/operations/accounts'
import { paths } from '@/lib/paths'
import { mayDo, reasonOf } from '@/lib/privatelink/roles'
import { PlanModeOffer } from '../plan-mode-offer'
import { FirstTime } from './first-time'
import { RequestFilters } from './filters'
import { isFiltered, type ListQuery } from './list-choices'
import { parseListQuery, toRequestQuery } from './list-query'
import { knownPlaces } from './places'
import { RequestTable } from './request-table'
import type { ListedRequest } from './listed-request'

export const metadata: Metadata = { title: 'Requests' }

/** A list may change many times a second while a thousand endpoints move; once a second is as often as anybody can read it. */
const REFRESH_MS = 1_000

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function RequestsPage({ searchParams }: Props) {
  const viewer = await viewerWhoMay('listRequests')
  const query = parseListQuery(await searchParams)
  const [page, places] = await Promise.all([listRequests(toRequestQuery(query)), knownPlaces()])
  const narrowed = isFiltered(query)
  const empty = page.rows.length === 0
  const offBecause = reasonOf(mayDo(viewer, 'startRequest'))

  if (empty && !narrowed && !query.cursor) {
    const { own, noCredentials } = await askWhoWeAre()
    const offer = own === null && noCredentials ? <PlanModeOffer offBecause={reasonOf(mayDo(viewer, 'manageAccounts'))} /> : null
    return (
      <LiveProvider everyMs={REFRESH_MS}>
        <FirstTime offBecause={offBecause} offer={offer} />
      </LiveProvider>
    )
  }
  const turnTo = (cursor: string | null) => (cursor ? paths.requests({ ...query, cursor }) : undefined)
  return (
    <LiveProvider everyMs={REFRESH_MS}>
      <PageHeader
        title="Requests"
        status={<LiveMark />}
        actions={
          <LinkButton href={paths.newRequest()} variant="primary" disabledReason={offBecause}>
            <Plus />
            New request
          </LinkButton>
        }
      />
      <RequestFilters query={query} places={places} />
      {empty && narrowed && <NothingMatches query={query} />}
      {!empty && (
        <>
          <ListKeys />
          <RequestTable rows={page.rows.map(toListed)} accountNames={places.accountNames} />
        </>
      )}
      <Pagination previous={turnTo(page.previous)} next={turnTo(page.next)} summary={empty ? null : <KeyHint />} />
    </LiveProvider>
  )
}

const KeyHint = () => <span className="text-faint max-sm:hidden">j and k move, Enter opens, / searches</span>

function NothingMatches({ query }: { query: ListQuery }) {
  return (
    <EmptyState title="No request matches" actions={<LinkButton href={paths.requests({ sort: query.sort })}>Clear filters</LinkButton>}>
      <p>
        The text is looked for in names, hostnames, ids, contacts and notes. Every word has to occur, and the state, region and
        account have to fit as well.
      </p>
    </EmptyState>
  )
}

/** What a row shows and nothing more: this is sent twice, as text and as data. */
function toListed(row: RequestRow): ListedRequest {
  const { told, standing } = row
  return {
    requestId: row.requestId,
    name: row.name,
    state: row.state,
    since: row.stateSince.getTime(),
    hostname: row.hostnames[0] ?? null,
    moreHostnames: Math.max(0, row.hostnames.length - 1),
    accountId: row.accountId,
    region: row.region,
    vpcId: row.vpcId,
    endpointId: row.endpointId,
    ...(standing && { standing }),
    ...(row.drifts && { drifts: true as const }),
    ...(told && { told: `Reported by ${told.by}, ${formatDay(told.at.toISOString())}` }),
  }
}
