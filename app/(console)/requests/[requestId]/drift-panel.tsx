import { DifferenceList } from '@/components/request/difference-list'
import { LinkButton } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { TimeAgo } from '@/components/ui/time'
import { ActionForm } from '@/components/ui/action-form'
import { acceptDriftNow } from './drift-actions'
import type { DriftPart } from './request-view'

/** Intent against what AWS shows, field by field, and the two ways to make them agree. */
export function DriftPanel({ requestId, drift: { differences, since, digest, off } }: { requestId: string; drift: DriftPart }) {
  if (differences.length === 0 || !digest)
    return <Panel title="Plan and AWS agree" description="Subnets, security groups, tags and private DNS are as planned. Every look compares them." />
  return (
    <Panel
      flush
      title="AWS shows something else than the plan"
      description={
        <>
          Somebody changed the endpoint with another tool. First seen {since && <TimeAgo at={since} />}.
        </>
      }
      footer={
        <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
          <ActionForm key={digest} action={acceptDriftNow} fields={{ requestId, digest }} label="Accept what AWS shows" size="sm" pendingLabel="Reading it once more" disabledReason={off} />
          <LinkButton size="sm" href="#take-away">
            Restore the plan by export
          </LinkButton>
          <p className="max-w-prose grow basis-72 text-pretty">Accepting makes it the plan and changes nothing in AWS. The exports below hold the plan as it is now: applied, they bring the endpoint back to it.</p>
        </div>
      }
    >
      <DifferenceList differences={differences} />
    </Panel>
  )
}
