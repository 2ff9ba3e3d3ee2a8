'use client'

import { useActionState, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Checkbox } from '@/components/ui/choice'
import { Dialog } from '@/components/ui/dialog'
import { SelectField, TextField } from '@/components/ui/input'
import { KeptForm } from '@/components/ui/kept-form'
import { ShownOnce } from '@/components/ui/shown-once'
import { SHARE_DAYS } from '@/lib/privatelink/share'
import { shareNow } from './share-actions'

/** A button that opens the form of a new link and, once it is made, shows it: that one time. */
export function NewShare({ requestId, off }: { requestId: string; off: string | null }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="sm" aria-haspopup="dialog" disabledReason={off} onClick={() => setOpen(true)}>
        New link
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="New shared link">
        <ShareForm requestId={requestId} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function ShareForm({ requestId, onDone }: { requestId: string; onDone: () => void }) {
  const [state, share, pending] = useActionState(shareNow, {})
  if (state.done)
    return (
      <ShownOnce what="link" code={state.done} wrap onDone={onDone}>
        Whoever has it can read this request until it ends or you revoke it.
      </ShownOnce>
    )
  return (
    <KeptForm send={share} className="grid gap-4">
      {state.error && <Callout tone="bad" title={state.error} announce="alert" />}
      <input type="hidden" name="requestId" value={requestId} />
      <TextField label="For whom" name="label" error={state.fields?.label} autoComplete="off" maxLength={80} hint="Only you and your team see this." />
      <SelectField label="Works for" name="days" defaultValue={SHARE_DAYS.usual} error={state.fields?.days}>
        {SHARE_DAYS.offered.map((days) => (
          <option key={days} value={days}>
            {days === 1 ? '1 day' : `${days} days`}
          </option>
        ))}
      </SelectField>
      <Checkbox name="showsInternals" value="yes" label="Show account ids and internal addresses" hint="Without it, neither is sent. Names of people, tags and the history never are." />
      <div className="flex justify-end pt-1">
        <Button type="submit" variant="primary" pending={pending}>
          Make link
        </Button>
      </div>
    </KeptForm>
  )
}
