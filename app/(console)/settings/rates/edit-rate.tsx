'use client'

import { useState } from 'react'
import { Button, type ButtonVariant } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Dialog } from '@/components/ui/dialog'
import { TextField } from '@/components/ui/input'
import type { Rate } from '@/lib/privatelink/cost'
import { useEditForm } from '../use-edit-form'
import { resetRateAction, saveRateAction } from './actions'

type Props = { label: string; variant: ButtonVariant; rate?: Rate; resettable?: boolean }

/** A button that opens the form of one region's rate; without `rate`, of a new one. */
export function EditRate({ label, variant, rate, resettable }: Props) {
  const [open, setOpen] = useState(false)
  const name = rate ? `${label} ${rate.region}` : label
  return (
    <>
      <Button size="sm" variant={variant} aria-label={name} aria-haspopup="dialog" onClick={() => setOpen(true)} className="relative z-10">
        {label}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={rate ? `Rate of ${rate.region}` : 'Rate of a region'}>
        <RateForm rate={rate} resettable={resettable} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function RateForm({ rate, resettable, onDone }: Pick<Props, 'rate' | 'resettable'> & { onDone: () => void }) {
  const form = useEditForm({ save: saveRateAction, other: resetRateAction, onDone })
  return (
    <form onSubmit={form.submit} noValidate className="grid gap-4">
      {form.error && <Callout tone="bad" title={form.error} announce="alert" />}
      <TextField label="Region" name="region" defaultValue={rate?.region} readOnly={Boolean(rate)} error={form.fields.region} mono autoComplete="off" />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label="USD per zone and hour" name="perZoneHourUsd" defaultValue={rate?.perZoneHourUsd} inputMode="decimal" error={form.fields.perZoneHourUsd} autoComplete="off" />
        <TextField label="USD per GB, first PB" name="perGbUsd" defaultValue={rate?.perGbUsd} inputMode="decimal" error={form.fields.perGbUsd} autoComplete="off" />
      </div>
      <TextField label="As of" name="asOf" defaultValue={rate?.asOf} placeholder="YYYY-MM-DD" error={form.fields.asOf} autoComplete="off" />
      <TextField label="Source" name="source" defaultValue={rate?.source} error={form.fields.source} autoComplete="off" />
      <div className="flex flex-wrap justify-end gap-2 pt-1">
        {resettable && (
          <Button variant="ghost" onClick={() => form.runOther({ region: rate?.region ?? '' })} pending={form.changing}>
            Back to the shipped rate
          </Button>
        )}
        <Button type="submit" variant="primary" pending={form.saving}>
          Save rate
        </Button>
      </div>
    </form>
  )
}
