import { Callout } from '@/components/ui/callout'
import { CircleHelp } from '@/components/ui/icons'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { UtcTime } from '@/components/ui/time'
import type { AccountView } from '@/lib/operations/view-accounts'
import { currentCatalogue } from '@/lib/operations/edit-catalogue'
import { listSnapshots } from '@/lib/operations/view-snapshot'
import { paths } from '@/lib/paths'
import { SnapshotSection } from '../snapshot-section'

/** In place of the test: the snapshot of one region, and the way to those of others. */
export async function SnapshotPart({ view: { accountId, regions }, wanted }: { view: AccountView; wanted: string | null }) {
  const [kept, catalogue] = await Promise.all([listSnapshots(accountId), currentCatalogue()])
  const offered = [...new Set([...kept.map(({ region }) => region), ...(regions ?? catalogue.map(({ region }) => region))])].sort()
  const chosen = (wanted && offered.includes(wanted) && wanted) || kept[0]?.region || (offered.length === 1 ? offered[0]! : null)
  const serviceName = catalogue.find(({ region }) => region === chosen)?.serviceName ?? null
  return (
    <div className="space-y-5">
      <Callout tone="neutral" icon={CircleHelp} title="Plan mode: Causeway never reaches this account">
        <p>What it knows comes from read-only commands that somebody runs and pastes, a region at a time. You make the changes yourself; Causeway writes them down for you.</p>
      </Callout>
      <Panel title="Regions" description="A snapshot is of one region.">
        <ul className="flex flex-wrap gap-x-5 gap-y-2">
          {offered.map((region) => {
            const last = kept.find((each) => each.region === region)?.last
            return (
              <li key={region} className="text-sm">
                {region === chosen ? (
                  <span className="font-mono font-medium" aria-current="true">
                    {region}
                  </span>
                ) : (
                  <TextLink href={paths.account(accountId, region)} className="font-mono">
                    {region}
                  </TextLink>
                )}
                {last && (
                  <span className="text-muted">
                    {' '}
                    <UtcTime at={last.at} />
                  </span>
                )}
              </li>
            )
          })}
        </ul>
      </Panel>
      {chosen && <SnapshotSection accountId={accountId} region={chosen} serviceName={serviceName} folds={false} />}
    </div>
  )
}
