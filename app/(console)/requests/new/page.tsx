import type { Metadata } from 'next'
import { WhatHappens } from '@/components/wizard/what-happens'
import { WizardFrame } from '@/components/wizard/wizard-frame'
import { stepPageTitle } from '@/components/wizard/wizard-steps'
import { viewerWhoMay } from '@/lib/auth/viewer'
import { currentCatalogue } from '@/lib/operations/edit-catalogue'
import { EMPTY_DRAFT } from '@/lib/privatelink/request'
import { ClickhouseStep } from './clickhouse-step'
import { CLICKHOUSE_INTRO, exampleHostnames, newFormKey } from './clickhouse-page'

export const metadata: Metadata = { title: stepPageTitle('clickhouse') }

/** The wizard before anything was typed. Looking at it makes no draft: the first change does. */
export default async function Page() {
  await viewerWhoMay('startRequest')
  const initial = { key: newFormKey(), hostnamesText: '', serviceName: '', name: '', contact: '', note: '' }
  return (
    <WizardFrame step="clickhouse" requestId={null} draft={EMPTY_DRAFT} intro={CLICKHOUSE_INTRO}>
      <ClickhouseStep requestId={null} initial={initial} example={exampleHostnames()} catalogue={await currentCatalogue()} />
      <WhatHappens step="clickhouse" />
    </WizardFrame>
  )
}
