import { Panel } from '@/components/ui/panel'
import { Skeleton } from '@/components/ui/skeleton'
import { Untrusted } from '@/components/ui/text'
import { UtcTime } from '@/components/ui/time'
import { RetryButton } from '../../requests/new/retry-button'
import { searchAccount, type PlaceToSearch, type SearchedRegion } from '@/lib/operations/find-untracked'
import type { Person } from '@/lib/privatelink/actor'
import { listWords } from '@/lib/privatelink/text'
import { TakeOverForm } from './take-over-form'

/** One account: what was found, what is not known, and where there was nothing. */
export async function AccountSection({ place, viewer }: { place: PlaceToSearch; viewer: Person }) {
  const searched = await searchAccount(place, { actor: { ...viewer, kind: 'user', from: null } })
  const endpoints = searched.flatMap((region) => (region.known ? region.endpoints : []))
  const unknown = searched.filter((region) => !region.known)
  const unsure = searched.flatMap((region) => (region.known ? region.unsure.map((each) => ({ ...each, region: region.region })) : []))
  const at = new Date().toISOString()
  return (
    <Panel
      flush
      title={<Untrusted max={80}>{place.name}</Untrusted>}
      description={told(searched, endpoints.length)}
      actions={<RetryButton>Look again</RetryButton>}
      footer={
        <>
          Account <span className="font-mono">{place.accountId}</span>, read from AWS, <UtcTime at={at} />.
        </>
      }
    >
      {(unknown.length > 0 || unsure.length > 0) && (
        <ul className="space-y-1.5 border-b border-line px-4 py-3 text-sm last:border-b-0 sm:px-5">
          {byReason(unknown).map(([reason, regions]) => (
            <li key={reason} className="max-w-prose text-pretty wrap-anywhere">
              <span className="font-medium text-attention-ink">Not known in {listWords(regions)}:</span> {reason}
            </li>
          ))}
          {unsure.map(({ serviceName, endpointIds, reason, region }) => (
            <li key={`${region}/${serviceName}`} className="max-w-prose text-pretty wrap-anywhere">
              <span className="font-medium text-attention-ink">Not known whose service it is in {region}:</span> {listWords(endpointIds.slice(0, 5))}
              {endpointIds.length > 5 && ` and ${endpointIds.length - 5} more`} to <code className="font-mono">{serviceName}</code>. {reason}
            </li>
          ))}
        </ul>
      )}
      <TakeOverForm accountName={place.name} endpoints={endpoints} />
    </Panel>
  )
}

function told(searched: readonly SearchedRegion[], found: number): string {
  const known = searched.filter((region) => region.known).length
  const where = known === 1 ? 'one region' : `${known} regions`
  if (known === 0) return 'No region could be looked at, so it is not known whether there are endpoints.'
  if (found === 0) return `Nothing in the ${where} that could be looked at: every endpoint to ClickHouse there is looked after.`
  return `${found === 1 ? 'One endpoint' : `${found} endpoints`} in the ${where} that could be looked at.`
}

/** The same refusal for twenty regions is one line. */
function byReason(unknown: readonly SearchedRegion[]): [string, string[]][] {
  const groups = new Map<string, string[]>()
  for (const region of unknown) if (!region.known) groups.set(region.reason.replaceAll(region.region, 'the region'), [...(groups.get(region.reason.replaceAll(region.region, 'the region')) ?? []), region.region])
  return [...groups]
}

export function AccountSkeleton({ place }: { place: PlaceToSearch }) {
  return (
    <Panel title={<Untrusted max={80}>{place.name}</Untrusted>} description={`Looking in ${place.regions.length === 1 ? 'one region' : `${place.regions.length} regions`}…`}>
      <div role="status">
        <span className="sr-only">Looking for endpoints in {place.name}…</span>
        <Skeleton className="h-24" />
      </div>
    </Panel>
  )
}
