import type { Metadata } from 'next'
import { Suspense } from 'react'
import { Callout } from '@/components/ui/callout'
import { TextLink } from '@/components/ui/text-link'
import { WhatHappens } from '@/components/wizard/what-happens'
import { WizardFrame } from '@/components/wizard/wizard-frame'
import { stepPageTitle } from '@/components/wizard/wizard-steps'
import { whyNoAccess } from '@/lib/operations/accounts'
import { paths } from '@/lib/paths'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { SnapshotSection } from '../../../../snapshot-section'
import { DiscardButton } from '../../discard-button'
import { findCorrected, openDraft } from '../../open-draft'
import { ReviewStep, ReviewStepSkeleton } from '../../review-step'

export const metadata: Metadata = { title: stepPageTitle('review') }

export default async function Page({ params }: { params: Promise<{ requestId: string }> }) {
  const request = await openDraft((await params).requestId, 'review')
  const corrected = await findCorrected(request)
  const { accountId, region, serviceName } = request.draft
  const inPlanMode = accountId !== null && (await whyNoAccess(accountId)) !== null
  return (
    <WizardFrame
      step="review"
      requestId={request.requestId}
      draft={request.draft}
      intro={inPlanMode ? 'Read what to make and what it costs. Causeway changes nothing: you make the endpoint with your own tools, then say which it is.' : 'Read what will be made and what it costs. Nothing happens at AWS before you press the button at the end.'}
      actions={<DiscardButton requestId={request.requestId} />}
    >
      {request.state === 'refused' && request.problem && (
        <div className="mb-6">
          <Callout tone="bad" title="AWS refused this; nothing was made">
            <p>{request.problem}</p>
          </Callout>
        </div>
      )}
      {corrected && <WhyCorrected original={corrected} />}
      <SnapshotSection {...{ accountId, region, serviceName }} className="mb-6" />
      <Suspense fallback={<ReviewStepSkeleton request={request} />}>
        <ReviewStep request={request} inPlanMode={inPlanMode} />
      </Suspense>
      <WhatHappens step="review" />
    </WizardFrame>
  )
}

/** What was said against the request that this one corrects. */
function WhyCorrected({ original }: { original: EndpointRequest }) {
  return (
    <div className="mb-6">
      <Callout tone="bad" title="What was wrong with the request that this one corrects">
        <p>{original.problem}</p>
        <p>
          Check that it is mended here. <TextLink href={paths.request(original.requestId)}>Open that request</TextLink>
        </p>
      </Callout>
    </div>
  )
}
