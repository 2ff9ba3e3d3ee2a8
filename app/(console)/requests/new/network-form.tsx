'use client'

import { useActionState, useEffect, useRef, useState, useTransition } from 'react'
import { FieldError } from '@/components/ui/field'
import { Panel } from '@/components/ui/panel'
import { Spinner } from '@/components/ui/spinner'
import { SubmitButton } from '@/components/ui/submit-button'
import { FormError } from '@/components/wizard/form-error'
import { StepFooter } from '@/components/wizard/step-footer'
import { useFocusOnError } from '@/components/wizard/use-focus-on-error'
import { paths } from '@/lib/paths'
import type { SecurityGroup } from '@/lib/privatelink/network'
import type { ClickHousePort } from '@/lib/privatelink/ports'
import type { Fact } from '@/lib/privatelink/preflight'
import type { ZoneGrid } from '@/lib/privatelink/zones'
import { continueFromNetwork, saveVpc } from './actions'
import type { NetworkValues } from './network-choice'
import { NetworkChoices } from './network-choices'
import { VpcPicker, type VpcOption } from './vpc-picker'

/** Moving through the cards with the arrow keys asks AWS only about the one where the hand rests. */
const SETTLE_MS = 250

export function NetworkForm({ requestId, region, vpcs, vpcId, grid, groups, ports, kept }: {
  requestId: string
  region: string
  vpcs: VpcOption[]
  /** The stored choice. */
  vpcId: string | null
  grid: Fact<ZoneGrid>
  groups: Fact<SecurityGroup[]>
  ports: readonly ClickHousePort[]
  kept: NetworkValues
}) {
  const form = useRef<HTMLFormElement>(null)
  const [answer, submit] = useActionState(continueFromNetwork, {})
  const [wanted, setWanted] = useState(vpcId)
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, startTransition] = useTransition()
  const settle = useRef<ReturnType<typeof setTimeout> | null>(null)
  const vpc = vpcs.find((each) => each.vpcId === vpcId)
  useFocusOnError(form, answer)
  useEffect(() => () => clearTimeout(settle.current ?? undefined), [])

  function choose(next: string) {
    setWanted(next)
    clearTimeout(settle.current ?? undefined)
    settle.current = setTimeout(() => startTransition(() => store(next)), SETTLE_MS)
  }

  async function store(next: string) {
    const fields = new FormData()
    fields.set('requestId', requestId)
    fields.set('vpcId', next)
    const saved = await saveVpc({}, fields).catch(() => ({ error: 'The server did not answer. Choose the VPC again.' }))
    setProblem(saved.error ?? null)
  }

  const reading = pending || wanted !== vpcId
  return (
    <form ref={form} action={submit} autoComplete="off" noValidate className="space-y-6">
      <input type="hidden" name="requestId" value={requestId} />
      {answer.error && <FormError>{answer.error}</FormError>}
      <div className="relative">
        <Panel title="VPC" description="The network your programs run in. The endpoint is made in one VPC.">
          <VpcPicker vpcs={vpcs} chosen={wanted} error={answer.fields?.vpcId} onChoose={choose} />
          {problem && <FieldError>Not saved: {problem}</FieldError>}
        </Panel>
        {/* Over the panel's head, so that it takes no room. */}
        <p role="status" className="absolute top-3.5 right-4 flex items-center gap-1.5 bg-surface text-sm text-muted sm:right-5">
          {reading && problem === null && (
            <>
              <Spinner /> Reading {wanted}…
            </>
          )}
        </p>
      </div>
      {vpc ? (
        <div aria-busy={reading} className={reading ? 'space-y-6 opacity-50 transition-opacity' : 'space-y-6 transition-opacity'}>
          <NetworkChoices key={`${vpc.vpcId} ${grid.known}`} {...{ requestId, region, vpc, grid, groups, ports, kept, answer }} />
        </div>
      ) : (
        <StepFooter
          back={paths.wizard(requestId, 'account')}
          primary={<SubmitButton disabledReason={wanted === null && 'Choose a VPC first.'}>Show its subnets</SubmitButton>}
        />
      )}
    </form>
  )
}
