import { Callout } from '@/components/ui/callout'
import { LinkButton } from '@/components/ui/button'
import { Id } from '@/components/ui/id'
import { Panel } from '@/components/ui/panel'
import { UtcTime } from '@/components/ui/time'
import { DifferenceList } from '@/components/request/difference-list'
import type { Person } from '@/lib/privatelink/actor'
import { AppError } from '@/lib/errors'
import { compareEndpoint, type Compared } from '@/lib/operations/compare-endpoint'
import { paths } from '@/lib/paths'
import { blockOf } from '@/lib/privatelink/drift'
import { STATE_FACE } from '@/lib/privatelink/state'
import { AdoptForm } from './adopt-form'

type Props = { requestId: string; endpointId: string; viewer: Person; /** What is compared comes from a paste. */ inPlanMode: boolean }

/** An endpoint that somebody made beside the plan of the draft, as AWS shows it now. */
export async function OwnEndpoint({ requestId, endpointId, viewer, inPlanMode }: Props) {
  const compared = await compare({ requestId, endpointId, viewer })
  if ('problem' in compared)
    return (
      <Callout tone="attention" title="The endpoint was not found">
        <p>{compared.problem}</p>
      </Callout>
    )
  const { endpoint, differences, trackedBy } = compared
  const block = blockOf(differences)
  const at = new Date().toISOString()
  return (
    <div className="space-y-6">
      <Panel
        flush
        title={differences.length === 0 ? 'It is as planned' : `${differences.length === 1 ? 'One thing differs' : `${differences.length} things differ`} from the plan`}
        description="Service, VPC, zones and subnets, security groups, private DNS and tags were compared."
        footer={
          <>
            <Id value={endpoint.endpointId} what="endpoint id" />, “{STATE_FACE[endpoint.state].label}”. {inPlanMode ? 'From what was pasted, not from AWS itself.' : <>Read from AWS, <UtcTime at={at} />.</>}
          </>
        }
      >
        {differences.length > 0 && <DifferenceList differences={differences} />}
      </Panel>
      {trackedBy && (
        <Callout
          tone="attention"
          title="A request looks after this endpoint already"
          actions={
            <LinkButton size="sm" href={paths.request(trackedBy.requestId)}>
              Open that request
            </LinkButton>
          }
        />
      )}
      {!trackedBy && block && (
        <Callout tone="bad" title="It cannot be taken over for this request">
          <p>{block.meaning}</p>
        </Callout>
      )}
      {!trackedBy && !block && (
        <Callout tone="good" title="It can be taken over">
          <p>Causeway looks after it from then on, like one it made itself. Nothing is changed in AWS{differences.length > 0 ? ', and the plan becomes what AWS shows' : ''}.</p>
          <AdoptForm requestId={requestId} endpoints={[{ endpointId: endpoint.endpointId, state: endpoint.state }]} />
        </Callout>
      )}
    </div>
  )
}

async function compare({ requestId, endpointId, viewer }: Omit<Props, 'inPlanMode'>): Promise<Compared | { problem: string }> {
  try {
    return await compareEndpoint(requestId, endpointId, { actor: { ...viewer, kind: 'user', from: null } })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { problem: error.message }
  }
}
