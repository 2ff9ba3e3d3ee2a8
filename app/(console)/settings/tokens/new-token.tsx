'use client'

import { useActionState, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Checkbox } from '@/components/ui/choice'
import { Dialog } from '@/components/ui/dialog'
import { FieldGroup } from '@/components/ui/field'
import { TextField } from '@/components/ui/input'
import { KeptForm } from '@/components/ui/kept-form'
import { ShownOnce } from '@/components/ui/shown-once'
import { SCOPE_MEANING, TOKEN_DAYS, TOKEN_SCOPES } from '@/lib/privatelink/tokens'
import { createTokenAction } from './actions'

/** A button that opens the form of a new token and, once it is made, shows it: that one time. `notForPeople`: why the viewer’s token may not change who has access. */
export function NewToken({ notForPeople }: { notForPeople: string | null }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="primary" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        New token
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="New API token">
        <TokenForm notForPeople={notForPeople} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function TokenForm({ notForPeople, onDone }: { notForPeople: string | null; onDone: () => void }) {
  const [state, create, pending] = useActionState(createTokenAction, {})
  if (state.done)
    return (
      <ShownOnce what="API token" code={state.done} onDone={onDone}>
        Causeway keeps only its hash. If it is lost, revoke it and make another.
      </ShownOnce>
    )
  return (
    <KeptForm send={create} className="grid gap-4">
      {state.error && <Callout tone="bad" title={state.error} announce="alert" />}
      <TextField label="Name" name="name" error={state.fields?.name} autoComplete="off" hint="Where it will be used, so that you know later which one to revoke." />
      <FieldGroup legend="What it may be used for" hint="Never more than your own role allows, and no longer than you have access." error={state.fields?.scopes}>
        <div className="grid gap-2">
          {TOKEN_SCOPES.map((scope) => {
            const reason = scope === 'people' ? notForPeople : null
            return <Checkbox key={scope} name="scopes[]" value={scope} defaultChecked={scope === 'read'} disabled={reason !== null} label={scope} hint={reason ?? SCOPE_MEANING[scope]} />
          })}
        </div>
      </FieldGroup>
      <TextField label="Days until it ends" name="days" defaultValue={TOKEN_DAYS.usual} inputMode="numeric" error={state.fields?.days} autoComplete="off" />
      <div className="flex justify-end pt-1">
        <Button type="submit" variant="primary" pending={pending}>
          Make token
        </Button>
      </div>
    </KeptForm>
  )
}
