'use client'

import { useMemo } from 'react'
import { ChecksPanel } from '@/components/checks/checks-panel'
import type { ChecksView, ShownMend } from '@/components/checks/checks-view'
import { unpack, type Packed } from '@/components/request/packed'
import { ActionForm } from '@/components/ui/action-form'
import { addRuleNow, runChecksNow, turnOnDnsNow } from './checks-actions'

/** The checks of this request, with the buttons that belong to this route. */
export function ChecksSection({ record }: { record: Packed<ChecksView> }) {
  const view = useMemo(() => unpack(record), [record])
  const { requestId, offBecause, ranAt } = view
  const run = <ActionForm action={runChecksNow} fields={{ requestId }} label={ranAt ? 'Run checks again' : 'Run checks'} size="sm" pendingLabel="Running the checks" disabledReason={offBecause.run} />
  return <ChecksPanel view={view} run={run} mend={(mend) => <MendButton key={mend.seen} requestId={requestId} mend={mend} off={offBecause.mend} />} />
}

function MendButton({ requestId, mend: { what, seen, ports }, off }: { requestId: string; mend: ShownMend; off: string | null }) {
  if (what === 'add-rule') return <ActionForm action={addRuleNow} fields={{ requestId, seen, ports }} label="Add the rule" pendingLabel="Adding the rule" disabledReason={off} />
  return <ActionForm action={turnOnDnsNow} fields={{ requestId, seen }} label="Turn them on for the whole VPC" pendingLabel="Turning DNS on" disabledReason={off} />
}
