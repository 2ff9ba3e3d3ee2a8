'use client'

import { useActionState, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { TextField } from '@/components/ui/input'
import { KeptForm } from '@/components/ui/kept-form'
import { switchOnNow } from './actions'

type Props = { requestId: string; vpcId: string; names: string[]; disabledReason: string | null }

/** Says what moves, then asks for one of the names to be typed. */
export function SwitchOn({ requestId, vpcId, names, disabledReason }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <div className="space-y-3">
      <p className="max-w-prose text-pretty text-muted">
        For every machine in <code className="font-mono text-sm">{vpcId}</code>, new connections to {names.length === 1 ? 'this name' : 'these names'} go through the endpoint. One click brings it back, here, at any moment.
      </p>
      <Button variant="primary" disabledReason={disabledReason} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Switch private DNS on…
      </Button>
      <Dialog open={open && !disabledReason} onClose={() => setOpen(false)} title="Switch private DNS on?">
        <Confirm requestId={requestId} vpcId={vpcId} names={names} />
      </Dialog>
    </div>
  )
}

function Confirm({ requestId, vpcId, names }: Omit<Props, 'disabledReason'>) {
  const [state, send, pending] = useActionState(switchOnNow, {})
  return (
    <KeptForm send={send} className="grid gap-4">
      {state.error && <Callout tone="bad" title={state.error} announce="alert" />}
      <input type="hidden" name="requestId" value={requestId} />
      <div>
        <p>What moves, for the whole of <code className="font-mono text-sm">{vpcId}</code>:</p>
        <ul className="mt-1.5 max-h-40 overflow-y-auto font-mono text-sm wrap-anywhere text-muted">
          {names.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      </div>
      <TextField label="Type one of these names to confirm" name="confirmed" mono autoComplete="off" spellCheck={false} error={state.fields?.confirmed} />
      <div className="flex flex-wrap justify-end gap-2">
        <DialogClose>Leave it off</DialogClose>
        <Button type="submit" variant="primary" pending={pending}>
          Switch it on
        </Button>
      </div>
    </KeptForm>
  )
}
