import { SnapshotPanel } from '@/components/snapshot/snapshot-panel'
import { currentViewer } from '@/lib/auth/viewer'
import { seeSnapshot } from '@/lib/operations/view-snapshot'
import { mayDo, reasonOf } from '@/lib/privatelink/roles'
import { giveSnapshotNow } from './snapshot-actions'

type Props = { accountId: string | null; region: string | null; serviceName: string | null; /** Folded once everything is there. */ folds?: boolean; className?: string }

/** For an account that Causeway may not reach: from when the answers are, what is missing, what to run, and the box for it. Nothing for any other. */
export async function SnapshotSection({ accountId, region, serviceName, folds = true, className }: Props) {
  const view = accountId && region ? await seeSnapshot({ accountId, region, serviceName }) : null
  if (!view) return null
  return (
    <div className={className}>
      <SnapshotPanel view={view} action={giveSnapshotNow} offBecause={reasonOf(mayDo(await currentViewer(), 'giveSnapshot'))} folds={folds} />
    </div>
  )
}
