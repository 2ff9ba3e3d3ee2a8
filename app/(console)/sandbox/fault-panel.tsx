'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { SelectField, TextField } from '@/components/ui/input'
import { Panel } from '@/components/ui/panel'
import type { SandboxFault } from '@/lib/operations/play-clickhouse'
import { faultAction, mendAction } from './actions'
import { FAULT_ACTIONS, FAULT_KINDS } from './faults'

/** Switches for faults: the same ones the tests throw, so that every failure can be seen in the running product. */
export function FaultPanel({ faults }: { faults: SandboxFault[] }) {
  const [state, breakCalls, breaking] = useActionState(faultAction, {})
  const [mended, mend, mending] = useActionState(mendAction, {})
  const error = state.error ?? mended.error
  return (
    <Panel title="Make AWS misbehave" description="The next calls of the kind you choose go wrong, then everything is well again. Watch what Causeway makes of it.">
      {error && (
        <div className="mb-4">
          <Callout tone="bad" title={error} announce="alert" />
        </div>
      )}
      <form action={breakCalls} className="grid items-end gap-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_6rem_auto]">
        <SelectField label="Calls" name="action" error={state.fields?.action}>
          {FAULT_ACTIONS.map(({ action, label }) => (
            <option key={action} value={action}>
              {label}
            </option>
          ))}
        </SelectField>
        <SelectField label="What goes wrong" name="kind" error={state.fields?.kind}>
          {FAULT_KINDS.map(({ kind, label }) => (
            <option key={kind} value={kind}>
              {label}
            </option>
          ))}
        </SelectField>
        <TextField label="How often" name="times" inputMode="numeric" defaultValue="3" error={state.fields?.times} autoComplete="off" />
        <Button type="submit" pending={breaking} className="h-9">
          Arm
        </Button>
      </form>
      <div aria-live="polite" className="mt-4 min-h-6 text-sm text-muted">
        {faults.length === 0 && 'Nothing is armed: AWS behaves.'}
        {faults.length > 0 && (
          <form action={mend} className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <span>Armed: {faults.map((fault) => `${fault.action === '*' ? 'any call' : fault.action} ${fault.kind} (${fault.left} left)`).join(', ')}</span>
            <Button type="submit" size="sm" pending={mending}>
              Disarm all
            </Button>
          </form>
        )}
      </div>
    </Panel>
  )
}
