import { PasteEndpoints } from '@/components/snapshot/paste-endpoints'
import { Disclosure } from '@/components/ui/disclosure'
import { Panel } from '@/components/ui/panel'
import { STATE_FACE } from '@/lib/privatelink/state'
import { TELLABLE, type TellableState } from '@/lib/privatelink/told'
import { giveSnapshotNow } from '../../snapshot-actions'
import type { RequestView } from './request-view'
import { TellByHand } from './tell-by-hand'

type Props = { requestId: string; endpointId: string | null; plan: NonNullable<RequestView['planMode']> }

const CHOICES = (Object.keys(TELLABLE) as TellableState[]).map((state) => ({ state, label: `${STATE_FACE[state].label} (${TELLABLE[state]})` }))

/**
 * Causeway does not look at this account: the commands that tell how the endpoint stands, or a person’s own word for it. Drawn on the
 * server, which alone needs the tables of states and commands.
 */
export function TellPanel({ requestId, endpointId, plan: { accountId, region, off } }: Props) {
  return (
    <Panel id="tell" title="Tell Causeway what AWS says" description={`It has no access to account ${accountId}, so this page changes when somebody tells it. What is told is shown as reported, with who and when.`}>
      <div className="space-y-5">
        <PasteEndpoints accountId={accountId} region={region} endpointId={endpointId} action={giveSnapshotNow} offBecause={off} />
        <Disclosure summary="Nobody can run the commands: say it by hand" className="[&>div]:max-w-none">
          <TellByHand requestId={requestId} choices={CHOICES} off={off} />
        </Disclosure>
      </div>
    </Panel>
  )
}
