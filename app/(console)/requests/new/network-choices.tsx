'use client'

import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Panel } from '@/components/ui/panel'
import { SubmitButton } from '@/components/ui/submit-button'
import { StepFooter } from '@/components/wizard/step-footer'
import { useAutosave } from '@/components/wizard/use-autosave'
import { paths } from '@/lib/paths'
import type { SecurityGroup, Vpc } from '@/lib/privatelink/network'
import { neededPorts, type ClickHousePort } from '@/lib/privatelink/ports'
import type { Fact } from '@/lib/privatelink/preflight'
import { secretInTags } from '@/lib/privatelink/secrets'
import { listWords } from '@/lib/privatelink/text'
import { checkTags } from '@/lib/privatelink/tags'
import type { ZoneGrid } from '@/lib/privatelink/zones'
import { saveNetwork } from './actions'
import { GroupPicker } from './group-picker'
import { GroupVerdict } from './group-verdict'
import { filledTags, startingSubnets, toNetworkForm, type NetworkValues } from './network-choice'
import { TagRows } from './tag-rows'
import { NotRead } from './not-read'
import { ZoneRows } from './zone-rows'

/** Subnets, groups and tags inside one VPC. Made anew for another VPC, and when subnets that could not be read are there. */
export function NetworkChoices({ requestId, region, vpc, grid, groups, ports, kept, answer }: {
  requestId: string
  region: string
  vpc: Vpc
  grid: Fact<ZoneGrid>
  groups: Fact<SecurityGroup[]>
  ports: readonly ClickHousePort[]
  kept: NetworkValues
  /** What the last try to go on was answered. */
  answer: { fields?: Record<string, string> }
}) {
  const start = grid.known ? startingSubnets(grid.value, kept.subnets) : { subnets: kept.subnets, lost: [] }
  const [values, setValues] = useState<NetworkValues>({ ...kept, subnets: start.subnets })
  const autosave = useAutosave({
    key: `${requestId}/${vpc.vpcId}`,
    initial: values,
    restore: setValues,
    save: async (latest: NetworkValues) => (await saveNetwork({}, toNetworkForm({ requestId, vpcId: vpc.vpcId, values: latest }))).error ?? null,
  })

  // What is preselected counts as chosen, so it is stored like a choice; once, for the VPC this was made for.
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    const preselected = JSON.stringify(values.subnets) !== JSON.stringify(kept.subnets)
    if (preselected && grid.known && !autosave.isBusy()) autosave.change(values, 'now')
  })

  function change(patch: Partial<NetworkValues>, when: 'soon' | 'now') {
    const next = { ...values, ...patch }
    setValues(next)
    autosave.change(next, when)
  }

  function chooseSubnet(zoneId: string, subnetId: string) {
    const { [zoneId]: _before, ...others } = values.subnets
    change({ subnets: subnetId === '' ? others : { ...others, [zoneId]: subnetId } }, 'now')
  }

  return (
    <>
      <Panel title="Zones and subnets" description="One row for each zone the service is offered in. The endpoint gets one address in each subnet you choose.">
        {start.lost.length > 0 && (
          <div className="mb-4">
            <Callout tone="attention" title="A subnet of this draft can no longer be used">
              <p>{start.lost.join(', ')} cannot carry the endpoint any more. Choose another one.</p>
            </Callout>
          </div>
        )}
        {grid.known ? (
          <ZoneRows grid={grid.value} subnets={values.subnets} error={answer.fields?.subnets} onChoose={chooseSubnet} />
        ) : (
          <NotRead what="The subnets" reason={grid.reason} />
        )}
      </Panel>
      <Panel title="Security groups" description={`They decide which of your clients may talk to the endpoint. ClickHouse needs TCP ${listWords(neededPorts(ports).map(String))}.`}>
        {groups.known ? (
          <div className="space-y-5">
            <GroupPicker groups={groups.value} cidrs={vpc.cidrs} ports={ports} chosen={values.groups} error={answer.fields?.groups} onChange={(next) => change({ groups: next }, 'now')} />
            <GroupVerdict groups={groups.value} chosen={values.groups} cidrs={vpc.cidrs} ports={ports} region={region} />
          </div>
        ) : (
          <NotRead what="The security groups" reason={groups.reason} />
        )}
      </Panel>
      <Panel title="Tags" description="For your own bookkeeping at AWS. They can stay empty.">
        <TagRows tags={values.tags} error={answer.fields?.tags} onChange={(tags) => change({ tags }, 'soon')} onBlur={() => void autosave.flush()} />
      </Panel>
      <StepFooter
        back={paths.wizard(requestId, 'account')}
        status={autosave.status}
        primary={<GoOn blocked={whyNot(values, grid)} onSend={autosave.stop} />}
      />
    </>
  )
}

function GoOn({ blocked, onSend }: { blocked: string | null; onSend: () => void }) {
  if (blocked) {
    return (
      <Button type="submit" variant="primary" disabledReason={blocked}>
        Continue to review
      </Button>
    )
  }
  return (
    <SubmitButton pendingLabel="Saving and going on…" onClick={onSend}>
      Continue to review
    </SubmitButton>
  )
}

function whyNot({ subnets, tags }: NetworkValues, grid: Fact<ZoneGrid>): string | null {
  if (!grid.known) return 'The subnets have to be read first.'
  if (Object.keys(subnets).length === 0) return 'Choose a subnet in at least one zone.'
  return checkTags(filledTags(tags)) ?? secretInTags(filledTags(tags))
}
