import type { Metadata } from 'next'
import { WhatHappens } from '@/components/wizard/what-happens'
import { WizardFrame } from '@/components/wizard/wizard-frame'
import { stepPageTitle } from '@/components/wizard/wizard-steps'
import { currentCatalogue } from '@/lib/operations/edit-catalogue'
import { nameFromHostnames } from '@/lib/privatelink/request'
import { CLICKHOUSE_INTRO, exampleHostnames, newFormKey } from '../../clickhouse-page'
import { ClickhouseStep } from '../../clickhouse-step'
import { DiscardButton } from '../../discard-button'
import { openDraft } from '../../open-draft'

export const metadata: Metadata = { title: stepPageTitle('clickhouse') }

export default async function Page({ params }: { params: Promise<{ requestId: string }> }) {
  const { requestId, draft } = await openDraft((await params).requestId, 'clickhouse')
  const { hostnamesText, contact, note } = draft
  // A name that was made from the hostnames goes on following them.
  const name = draft.name === nameFromHostnames(draft.hostnames, draft.region) ? '' : draft.name
  const initial = { key: newFormKey(), hostnamesText, serviceName: draft.serviceName ?? '', name, contact, note }
  return (
    <WizardFrame step="clickhouse" requestId={requestId} draft={draft} intro={CLICKHOUSE_INTRO} actions={<DiscardButton requestId={requestId} />}>
      <ClickhouseStep requestId={requestId} initial={initial} example={exampleHostnames()} catalogue={await currentCatalogue()} />
      <WhatHappens step="clickhouse" />
    </WizardFrame>
  )
}
