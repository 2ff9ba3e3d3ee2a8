'use client'

import { useActionState, useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { CodeBlock } from '@/components/ui/code-block'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { KeptForm } from '@/components/ui/kept-form'
import { ActionForm } from '@/components/ui/action-form'
import type { Role } from '@/lib/privatelink/roles'
import { endSessions, giveAccess, offerPassword, setRole, takeAccess } from './actions'
import { RoleChoice } from './role-choice'

type Edited = { userId: string; name: string; role: Role; disabled: boolean; isViewer: boolean; hasPassword: boolean }

/** A button that opens what can be changed of somebody: their role, their password if it is lost, and whether they have access. */
export function EditPerson({ person }: { person: Edited }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="sm" variant="ghost" aria-label={`Change ${person.name}`} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Change
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={person.name}>
        <div className="space-y-5">
          <RoleForm person={person} onDone={() => setOpen(false)} />
          {person.hasPassword && !person.disabled && <NewPassword userId={person.userId} />}
          {!person.disabled && !person.isViewer && <Sessions userId={person.userId} />}
          <Access person={person} />
        </div>
      </Dialog>
    </>
  )
}

function RoleForm({ person: { userId, role }, onDone }: { person: Edited; onDone: () => void }) {
  const [state, send, pending] = useActionState(setRole, {})
  const { done } = state
  useEffect(() => {
    if (done) onDone()
  }, [done, onDone])
  return (
    <KeptForm send={send} className="grid gap-4">
      {state.error && <Callout tone="bad" title={state.error} announce="alert" />}
      <input type="hidden" name="userId" value={userId} />
      <RoleChoice current={role} error={state.fields?.role} />
      <div className="flex flex-wrap justify-end gap-2">
        <DialogClose>Cancel</DialogClose>
        <Button type="submit" variant="primary" pending={pending} pendingLabel="Saving">
          Save role
        </Button>
      </div>
    </KeptForm>
  )
}

function NewPassword({ userId }: { userId: string }) {
  const [state, send, pending] = useActionState(offerPassword, {})
  return (
    <section className="border-t border-line pt-4">
      <h3 className="font-medium">Lost password</h3>
      {state.done ? (
        <div className="mt-1 grid gap-3" role="status">
          <p className="text-sm text-pretty text-muted">Send this link to them, and to nobody else. It works once, within a day, and is shown only now.</p>
          <CodeBlock code={state.done} what="link for a new password" wrap />
        </div>
      ) : (
        <form action={send}>
          <p className="mt-1 mb-3 text-sm text-pretty text-muted">Make a link with which they choose another. Their sessions end when they use it.</p>
          {state.error && <Callout tone="bad" title={state.error} announce="alert" />}
          <input type="hidden" name="userId" value={userId} />
          <Button type="submit" pending={pending} pendingLabel="Making the link">
            Make a link for a new password
          </Button>
        </form>
      )}
    </section>
  )
}

function Sessions({ userId }: { userId: string }) {
  return (
    <section className="border-t border-line pt-4">
      <h3 className="font-medium">Sessions</h3>
      <p className="mt-1 mb-3 text-sm text-pretty text-muted">Signs them out of every browser. They keep their access and sign in again.</p>
      <ActionForm action={endSessions} fields={{ userId }} label="Sign out everywhere" pendingLabel="Signing out" />
    </section>
  )
}

function Access({ person: { userId, disabled, isViewer } }: { person: Edited }) {
  return (
    <section className="border-t border-line pt-4">
      <h3 className="font-medium">Access</h3>
      <p className="mt-1 mb-3 text-sm text-pretty text-muted">
        {disabled ? 'They cannot sign in. What they did stays in the history under their name.' : 'Ending it signs them out everywhere within seconds. Their requests stay, and access can be given back.'}
      </p>
      {disabled ? (
        <ActionForm action={giveAccess} fields={{ userId }} label="Give access back" pendingLabel="Giving access back" />
      ) : (
        <ActionForm action={takeAccess} fields={{ userId }} label="End access" variant="danger" pendingLabel="Ending access" disabledReason={isViewer && 'You cannot take your own access away. Another administrator can.'} />
      )}
    </section>
  )
}
