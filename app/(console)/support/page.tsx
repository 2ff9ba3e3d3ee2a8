import type { Metadata } from 'next'
import { Counters, type ShownCounter } from '@/components/desk/counters'
import { LiveMark } from '@/components/live/live-mark'
import { LiveProvider } from '@/components/live/live-provider'
import { LinkButton } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { viewerWhoMay } from '@/lib/auth/viewer'
import { listAccounts } from '@/lib/db/accounts'
import type { QueuePage } from '@/lib/db/list-desk'
import { readTogether } from '@/lib/db/parts'
import { standingsAmong } from '@/lib/db/standings'
import { toldAmong } from '@/lib/db/told-answers'
import { lookStatusOf } from '@/lib/operations/look-status'
import type { DeskSummary } from '@/lib/operations/view-desk'
import { paths } from '@/lib/paths'
import type { Person } from '@/lib/privatelink/actor'
import { uncountedDesk } from '@/lib/privatelink/desk-counters'
import { mayDo, reasonOf, type Operation } from '@/lib/privatelink/roles'
import { isNarrowed, isSameView, type DeskView } from './desk-choices'
import { parseDeskView } from './desk-query'
import { DeskTable } from './desk-table'
import { DeskFilters } from './filters'
import { toQueuedRow, type QueuedRow } from './queued-row'
import { readQueue, readSummary, type Known } from './read-desk'

export const metadata: Metadata = { title: 'Support desk' }

/** A queue may change many times a second while a thousand endpoints move; once a second is as often as anybody can read it. */
const REFRESH_MS = 1_000

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function SupportDesk({ searchParams }: Props) {
  const viewer = await viewerWhoMay('viewDesk')
  const view = parseDeskView(await searchParams)
  const [summary, accounts] = await Promise.all([readSummary(new Date()), listAccounts()])
  const queue = await readQueue(view, summary)
  const accountNames = Object.fromEntries(accounts.map(({ accountId, name }) => [accountId, name]))
  const { regions, accountIds, requesters } = 'known' in summary ? summary.known : NO_MENUS
  return (
    <LiveProvider everyMs={REFRESH_MS}>
      <PageHeader title="Support desk" status={<LiveMark />} description="What waits for ClickHouse, longest first. Select some for one ticket, send it, and mark it as sent." />
      <Counters counters={countersOf(summary, view)} problem={'problem' in summary ? summary.problem : null} />
      <DeskFilters view={view} menus={{ regions, accountIds, requesters, accountNames }} />
      {'problem' in queue ? (
        <Callout tone="bad" title="It is not known what is on the desk" announce="alert">
          <p>{queue.problem} Reload the page to try again.</p>
        </Callout>
      ) : (
        <Queue page={queue.known} view={view} rows={await toRows(queue.known, summary, accountNames)} viewer={viewer} />
      )}
    </LiveProvider>
  )
}

const NO_MENUS = { regions: [], accountIds: [], requesters: [] }

function Queue({ page, view, rows, viewer }: { page: QueuePage; view: DeskView; rows: QueuedRow[]; viewer: Person }) {
  const turnTo = (cursor: string | null) => (cursor ? paths.desk({ ...view, cursor }) : undefined)
  return (
    <>
      {rows.length === 0 ? (
        <NothingHere narrowed={isNarrowed(view)} />
      ) : (
        <DeskTable rows={rows} may={{ markSent: whyNot(viewer, 'markSent'), recordOutcome: whyNot(viewer, 'recordOutcome'), writeNote: whyNot(viewer, 'writeNote') }} />
      )}
      <Pagination previous={turnTo(page.previous)} next={turnTo(page.next)} summary={rows.length === 0 ? null : <KeyHint />} />
    </>
  )
}

const KeyHint = () => <span className="text-faint max-sm:hidden">j and k move, Enter opens, x selects, / searches</span>

function NothingHere({ narrowed }: { narrowed: boolean }) {
  if (!narrowed) {
    return (
      <EmptyState title="Nothing waits for ClickHouse" actions={<LinkButton href={paths.desk({ state: 'all' })}>Show everything</LinkButton>}>
        <p>A request comes here by itself when its endpoint is made and waits to be accepted.</p>
      </EmptyState>
    )
  }
  return (
    <EmptyState title="Nothing on the desk matches" actions={<LinkButton href={paths.desk()}>Clear filters</LinkButton>}>
      <p>The text is looked for in names, hostnames, ids, contacts, requesters and ticket numbers. Every word has to occur, and the other filters have to fit as well.</p>
    </EmptyState>
  )
}

function whyNot(viewer: Person, operation: Operation): string | null {
  return reasonOf(mayDo(viewer, operation))
}

function countersOf(summary: Known<DeskSummary>, view: DeskView): ShownCounter[] {
  const counters = 'known' in summary ? summary.known.counters : uncountedDesk().map((counter) => ({ ...counter, count: null }))
  return counters.map(({ key, label, count, view: counted }) => ({ key, label, count, href: paths.desk(counted), current: isSameView(counted, view) }))
}

async function toRows(page: QueuePage, summary: Known<DeskSummary>, accountNames: Record<string, string>): Promise<QueuedRow[]> {
  const ids = page.rows.map(({ requestId }) => requestId)
  const { told, standings } = await readTogether({ told: toldAmong(ids), standings: standingsAmong(ids) })
  return page.rows.map((request) => {
    const { accountId, region, requestId } = request
    const look = accountId && region ? lookStatusOf({ accountId, region }) : { lastGoodAt: null, problem: null }
    const contradictions = 'known' in summary ? (summary.known.contradictions.get(requestId) ?? []) : []
    return toQueuedRow(request, { accountName: accountId ? (accountNames[accountId] ?? null) : null, look, told: told.get(requestId), standing: standings.get(requestId), contradictions })
  })
}
