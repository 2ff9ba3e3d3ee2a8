'use client'

import { startTransition, useActionState, useEffect, useState, type FormEvent } from 'react'
import { Button, type ButtonVariant } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Dialog } from '@/components/ui/dialog'
import { TextField } from '@/components/ui/input'
import type { Rate } from '@/lib/privatelink/cost'
import { resetRateAction, saveRateAction } from './actions'

type Props = { label: string; variant: ButtonVariant; rate?: Rate; resettable?: boolean; offBecause?: string | null }

/** A button that opens the form of one region's rate; without `rate`, of a new one. */
export function EditRate({ label, variant, rate, resettable, offBecause }: Props) {
  const [open, setOpen] = useState(false)
  const name = rate ? `${label} ${rate.region}` : label
  return (
    <>
      <Button size="sm" variant={variant} aria-label={name} aria-haspopup="dialog" disabledReason={offBecause} onClick={() => setOpen(true)} className="relative z-10">
        {label}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={rate ? `Rate of ${rate.region}` : 'Rate of a region'}>
        <RateForm rate={rate} resettable={resettable} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function RateForm({ rate, resettable, onDone }: Pick<Props, 'rate' | 'resettable'> & { onDone: () => void }) {
  const [saved, save, saving] = useActionState(saveRateAction, {})
  const [cleared, reset, resetting] = useActionState(resetRateAction, {})
  const error = saved.error ?? cleared.error
  const done = saved.done ?? cleared.done
  useEffect(() => {
    if (done) onDone()
  }, [done, onDone])

  // Submitted by hand so that a refusal leaves what was typed in place: React empties a form after its action.
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    startTransition(() => save(form))
  }
  const goBack = () => {
    const form = new FormData()
    form.set('region', rate?.region ?? '')
    startTransition(() => reset(form))
  }
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {error && <Callout tone="bad" title={error} announce="alert" />}
      <TextField label="Region" name="region" defaultValue={rate?.region} readOnly={Boolean(rate)} error={saved.fields?.region} mono autoComplete="off" />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label="USD per zone and hour" name="perZoneHourUsd" defaultValue={rate?.perZoneHourUsd} inputMode="decimal" error={saved.fields?.perZoneHourUsd} autoComplete="off" />
        <TextField label="USD per GB, first PB" name="perGbUsd" defaultValue={rate?.perGbUsd} inputMode="decimal" error={saved.fields?.perGbUsd} autoComplete="off" />
      </div>
      <TextField label="As of" name="asOf" defaultValue={rate?.asOf} placeholder="YYYY-MM-DD" error={saved.fields?.asOf} autoComplete="off" />
      <TextField label="Source" name="source" defaultValue={rate?.source} error={saved.fields?.source} autoComplete="off" />
      <div className="flex flex-wrap justify-end gap-2 pt-1">
        {resettable && (
          <Button variant="ghost" onClick={goBack} pending={resetting}>
            Back to the shipped rate
          </Button>
        )}
        <Button type="submit" variant="primary" pending={saving}>
          Save rate
        </Button>
      </div>
    </form>
  )
}
