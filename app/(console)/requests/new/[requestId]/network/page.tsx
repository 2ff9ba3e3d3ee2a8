import type { Metadata } from 'next'
import { Suspense } from 'react'
import { WhatHappens } from '@/components/wizard/what-happens'
import { WizardFrame } from '@/components/wizard/wizard-frame'
import { stepPageTitle } from '@/components/wizard/wizard-steps'
import { SnapshotSection } from '../../../../snapshot-section'
import { DiscardButton } from '../../discard-button'
import { NetworkStep, NetworkStepSkeleton } from '../../network-step'
import { openDraft } from '../../open-draft'

export const metadata: Metadata = { title: stepPageTitle('network') }

export default async function Page({ params }: { params: Promise<{ requestId: string }> }) {
  const request = await openDraft((await params).requestId, 'network')
  const { requestId, draft } = request
  return (
    <WizardFrame
      step="network"
      requestId={requestId}
      draft={draft}
      intro={`Where the endpoint shall be in ${draft.region} of account ${draft.accountId}, and who may talk to it.`}
      actions={<DiscardButton requestId={requestId} />}
    >
      <SnapshotSection accountId={draft.accountId} region={draft.region} serviceName={draft.serviceName} className="mb-6" />
      <Suspense fallback={<NetworkStepSkeleton chosen={draft.vpcId !== null} />}>
        <NetworkStep request={request} />
      </Suspense>
      <WhatHappens step="network" />
    </WizardFrame>
  )
}
