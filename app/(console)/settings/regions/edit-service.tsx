'use client'

import { useState } from 'react'
import { Button, type ButtonVariant } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Dialog } from '@/components/ui/dialog'
import { TextField } from '@/components/ui/input'
import type { ListedService } from '@/lib/privatelink/catalogue'
import { useEditForm } from '../use-edit-form'
import { saveServiceAction, takeBackServiceAction } from './actions'

type Props = { label: string; variant: ButtonVariant; service?: ListedService }

/** A button that opens the form of one service; without `service`, of a new one. */
export function EditService({ label, variant, service }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="sm" variant={variant} aria-label={service ? `${label} ${service.serviceName}` : label} aria-haspopup="dialog" onClick={() => setOpen(true)} className="relative z-10">
        {label}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={service ? `Service in ${service.region}` : 'A service of a region'}>
        <ServiceForm service={service} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function ServiceForm({ service, onDone }: { service?: ListedService; onDone: () => void }) {
  const form = useEditForm({ save: saveServiceAction, other: takeBackServiceAction, onDone })
  const takeBack = (way: 'remove' | 'reset') => form.runOther({ way, serviceName: service?.serviceName ?? '' })
  return (
    <form onSubmit={form.submit} noValidate className="grid gap-4">
      {form.error && <Callout tone="bad" title={form.error} announce="alert" />}
      <TextField label="Region" name="region" defaultValue={service?.region} readOnly={Boolean(service)} error={form.fields.region} mono autoComplete="off" placeholder="us-west-2" />
      <TextField label="Service name" name="serviceName" defaultValue={service?.serviceName} readOnly={Boolean(service)} error={form.fields.serviceName} mono autoComplete="off" spellCheck={false} placeholder="com.amazonaws.vpce.us-west-2.vpce-svc-…" />
      <TextField label="Zone ids" optional name="zoneIds" defaultValue={service?.zoneIds.join(', ')} error={form.fields.zoneIds} hint="As AWS shows them to every account, e.g. usw2-az1, usw2-az2." mono autoComplete="off" spellCheck={false} />
      <TextField label="Note" optional name="note" defaultValue={service?.note} error={form.fields.note} hint="Stands beside the suggestion in the wizard." autoComplete="off" />
      <div className="flex flex-wrap justify-end gap-2 pt-1">
        {service?.from === 'edited' && (
          <Button variant="ghost" onClick={() => takeBack('reset')} pending={form.changing}>
            Back to the shipped service
          </Button>
        )}
        {service && !service.hidden && (
          <Button variant="ghost" onClick={() => takeBack('remove')} pending={form.changing}>
            {service.from === 'own' ? 'Remove' : 'Hide'}
          </Button>
        )}
        <Button type="submit" variant="primary" pending={form.saving}>
          {service?.hidden ? 'Save and show again' : 'Save service'}
        </Button>
      </div>
    </form>
  )
}
