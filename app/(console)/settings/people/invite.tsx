'use client'

import { useActionState, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { CodeBlock } from '@/components/ui/code-block'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { UserPlus } from '@/components/ui/icons'
import { TextField } from '@/components/ui/input'
import { KeptForm } from '@/components/ui/kept-form'
import { invite } from './actions'
import { RoleChoice } from './role-choice'

/** A button that opens the form of an invitation and then shows its link, once. */
export function Invite() {
  const [open, setOpen] = useState(false)
  // another form each time it is opened: the link of the last one is gone
  const [times, setTimes] = useState(0)
  const show = () => {
    setTimes((n) => n + 1)
    setOpen(true)
  }
  return (
    <>
      <Button variant="primary" aria-haspopup="dialog" onClick={show}>
        <UserPlus />
        Invite somebody
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Invite somebody">
        <InviteForm key={times} />
      </Dialog>
    </>
  )
}

function InviteForm() {
  const [state, send, pending] = useActionState(invite, {})
  if (state.done) return <InvitationLink link={state.done} />
  return (
    <KeptForm send={send} className="grid gap-4">
      {state.error && <Callout tone="bad" title={state.error} announce="alert" />}
      <TextField label="For whom" name="note" hint="A name, for the list here. They give their own name and address." error={state.fields?.note} autoComplete="off" maxLength={100} />
      <RoleChoice current="viewer" error={state.fields?.role} />
      <div className="flex flex-wrap justify-end gap-2 pt-1">
        <DialogClose>Cancel</DialogClose>
        <Button type="submit" variant="primary" pending={pending} pendingLabel="Making the link">
          Make the link
        </Button>
      </div>
    </KeptForm>
  )
}

function InvitationLink({ link }: { link: string }) {
  return (
    <div className="grid gap-4">
      <p className="text-pretty text-muted">Send this link to them, and to nobody else: whoever opens it first joins. It works once, within seven days, and is shown only now.</p>
      <CodeBlock code={link} what="invitation link" wrap />
      <div className="flex justify-end">
        <DialogClose>Done</DialogClose>
      </div>
    </div>
  )
}
