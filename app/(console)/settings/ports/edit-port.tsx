'use client'

import { useState } from 'react'
import { Button, type ButtonVariant } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Checkbox } from '@/components/ui/choice'
import { Dialog } from '@/components/ui/dialog'
import { TextField } from '@/components/ui/input'
import type { ListedPort } from '@/lib/privatelink/ports'
import { useEditForm } from '../use-edit-form'
import { savePortAction, takeBackPortAction } from './actions'

type Props = { label: string; variant: ButtonVariant; port?: ListedPort }

/** A button that opens the form of one port; without `port`, of a new one. */
export function EditPort({ label, variant, port }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="sm" variant={variant} aria-label={port ? `${label} port ${port.port}` : label} aria-haspopup="dialog" onClick={() => setOpen(true)} className="relative z-10">
        {label}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={port ? `Port ${port.port}` : 'A port of ClickHouse'}>
        <PortForm port={port} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function PortForm({ port, onDone }: { port?: ListedPort; onDone: () => void }) {
  const form = useEditForm({ save: savePortAction, other: takeBackPortAction, onDone })
  const takeBack = (way: 'remove' | 'reset') => form.runOther({ way, port: String(port?.port ?? '') })
  return (
    <form onSubmit={form.submit} noValidate className="grid gap-4">
      {form.error && <Callout tone="bad" title={form.error} announce="alert" />}
      <TextField label="Port" name="port" defaultValue={port?.port} readOnly={Boolean(port)} inputMode="numeric" error={form.fields.port} mono autoComplete="off" />
      <TextField label="Name" name="name" defaultValue={port?.name} error={form.fields.name} hint="What speaks on it." autoComplete="off" />
      <Checkbox label="Required" name="needed" value="yes" defaultChecked={port?.needed} hint="The checks warn where a security group keeps a required port closed." />
      <div className="flex flex-wrap justify-end gap-2 pt-1">
        {port?.from === 'edited' && (
          <Button variant="ghost" onClick={() => takeBack('reset')} pending={form.changing}>
            Back to the shipped port
          </Button>
        )}
        {port && !port.hidden && (
          <Button variant="ghost" onClick={() => takeBack('remove')} pending={form.changing}>
            {port.from === 'own' ? 'Remove' : 'Leave out'}
          </Button>
        )}
        <Button type="submit" variant="primary" pending={form.saving}>
          {port?.hidden ? 'Save and use again' : 'Save port'}
        </Button>
      </div>
    </form>
  )
}
