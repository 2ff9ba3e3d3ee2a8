import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Download } from '@/components/ui/icons'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { viewerWhoMay } from '@/lib/auth/viewer'
import { listAudit, listAuditFacets } from '@/lib/db/read-audit'
import { paths } from '@/lib/paths'
import { filtersOf, isFiltered, parseAuditQuery, toAuditFilter, type AuditQuery } from './audit-query'
import { AuditTable } from './audit-table'
import { AuditFilters } from './filters'
import { VerifyChain } from './verify-button'

export const metadata: Metadata = { title: 'Audit' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** Everything that was changed, by whom, from where. */
export default async function AuditPage({ searchParams }: Props) {
  await viewerWhoMay('viewAudit')
  const query = parseAuditQuery(await searchParams)
  const place = { before: query.before && Number(query.before), after: query.after && Number(query.after) }
  const [page, facets] = await Promise.all([listAudit(toAuditFilter(query), { before: place.before || undefined, after: place.after || undefined }), listAuditFacets()])
  const filtered = isFiltered(query)
  const filters = filtersOf(query)
  const turnTo = (way: 'before' | 'after', id: number | null) => (id === null ? undefined : paths.audit({ ...filters, [way]: String(id) }))
  return (
    <>
      <PageHeader
        title="Audit"
        description="Every change with who made it, from which address, and what it was before and after. Rows are only ever added."
        actions={
          <>
            <Export format="csv" query={query} />
            <Export format="jsonl" query={query} />
          </>
        }
      />
      <VerifyChain />
      <AuditFilters said={filters as Parameters<typeof AuditFilters>[0]['said']} people={facets.people} actions={facets.actions} filtered={filtered} />
      {page.rows.length > 0 ? <AuditTable rows={page.rows} /> : <Nothing filtered={filtered} />}
      <Pagination previous={turnTo('after', page.newer)} next={turnTo('before', page.older)} summary={page.rows.length > 0 ? 'The newest first, times in UTC on hover.' : null} />
    </>
  )
}

function Export({ format, query }: { format: 'csv' | 'jsonl'; query: AuditQuery }) {
  return (
    <LinkButton plain download size="sm" href={paths.auditExport(format, filtersOf(query))}>
      <Download />
      {format === 'csv' ? 'CSV' : 'JSON lines'}
      <span className="sr-only"> of the rows that match</span>
    </LinkButton>
  )
}

function Nothing({ filtered }: { filtered: boolean }) {
  if (!filtered) {
    return (
      <EmptyState title="Nothing has happened yet">
        <p>Each change made from now on has its row here.</p>
      </EmptyState>
    )
  }
  return (
    <EmptyState title="No row matches" actions={<LinkButton href={paths.audit()}>Clear filters</LinkButton>}>
      <p>Every word has to occur in a name, an id, an action, an address or in what was changed, and the other filters have to fit as well.</p>
    </EmptyState>
  )
}
