import type { Metadata } from 'next'
import { Suspense } from 'react'
import { WhatHappens } from '@/components/wizard/what-happens'
import { WizardFrame } from '@/components/wizard/wizard-frame'
import { stepPageTitle } from '@/components/wizard/wizard-steps'
import { AccountStep, AccountStepSkeleton } from '../../account-step'
import { DiscardButton } from '../../discard-button'
import { openDraft } from '../../open-draft'

export const metadata: Metadata = { title: stepPageTitle('account') }

export default async function Page({ params }: { params: Promise<{ requestId: string }> }) {
  const request = await openDraft((await params).requestId, 'account')
  return (
    <WizardFrame
      step="account"
      requestId={request.requestId}
      draft={request.draft}
      intro="Choose the account. Causeway then asks AWS whether that account can see ClickHouse’s service."
      actions={<DiscardButton requestId={request.requestId} />}
    >
      <Suspense fallback={<AccountStepSkeleton request={request} />}>
        <AccountStep request={request} />
      </Suspense>
      <WhatHappens step="account" />
    </WizardFrame>
  )
}
