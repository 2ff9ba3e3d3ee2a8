'use client'

import { startTransition, useActionState, useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { RadioCard } from '@/components/ui/choice'
import { Dialog } from '@/components/ui/dialog'
import { FieldGroup } from '@/components/ui/field'
import { TextField } from '@/components/ui/input'
import { actAction } from './actions'

type Props = { endpointId: string; awsState: string }

const DEAD = new Set(['rejected', 'expired', 'failed', 'deleting', 'deleted'])

/** Accept at once; everything that ends the connection asks how, and why. */
export function FarSideButtons({ endpointId, awsState }: Props) {
  const [accepted, accept, accepting] = useActionState(actAction, {})
  const [open, setOpen] = useState(false)
  const acceptNow = () => {
    const form = new FormData()
    form.set('endpointId', endpointId)
    form.set('act', 'accept')
    startTransition(() => accept(form))
  }
  if (DEAD.has(awsState) && awsState !== 'rejected') return null
  return (
    <span className="relative z-10 inline-flex justify-end gap-2 cards:justify-start">
      {awsState === 'pendingAcceptance' && (
        <Button size="sm" variant="primary" onClick={acceptNow} pending={accepting} aria-label={`Accept ${endpointId}`}>
          Accept
        </Button>
      )}
      <Button size="sm" aria-haspopup="dialog" aria-label={`Reject ${endpointId} or end it otherwise`} onClick={() => setOpen(true)}>
        {awsState === 'pendingAcceptance' ? 'Reject…' : 'End…'}
      </Button>
      {accepted.error && <span role="alert" className="text-sm text-bad-ink">{accepted.error}</span>}
      <Dialog open={open} onClose={() => setOpen(false)} title={`What happens to ${endpointId}`}>
        <EndForm endpointId={endpointId} awsState={awsState} onDone={() => setOpen(false)} />
      </Dialog>
    </span>
  )
}

type Ending = { act: 'reject' | 'expire' | 'fail' | 'delete'; title: string; description: string; waitingOnly?: true }
const ENDINGS: Ending[] = [
  { act: 'reject', title: 'ClickHouse rejects it', description: 'The endpoint can never be used again, and AWS bills it until it is deleted. AWS does not pass the reason on.' },
  { act: 'expire', title: 'It expires', description: 'Nobody accepted it in time.', waitingOnly: true },
  { act: 'fail', title: 'It fails', description: 'AWS could not make it work, and says why.' },
  { act: 'delete', title: 'Somebody deletes it by hand', description: 'In the AWS console, behind Causeway’s back.' },
]

function EndForm({ endpointId, awsState, onDone }: Props & { onDone: () => void }) {
  const [state, act, acting] = useActionState(actAction, {})
  useEffect(() => {
    if (state.done) onDone()
  }, [state.done, onDone])
  const endings = ENDINGS.filter((ending) => !ending.waitingOnly || awsState === 'pendingAcceptance').filter((ending) => ending.act !== awsState.replace(/ed$/, ''))
  return (
    <form action={act} className="grid gap-4">
      {state.error && <Callout tone="bad" title={state.error} announce="alert" />}
      <input type="hidden" name="endpointId" value={endpointId} />
      <FieldGroup legend="What happens">
        <div className="grid gap-2">
          {endings.map((ending, index) => (
            <RadioCard key={ending.act} name="act" value={ending.act} defaultChecked={index === 0} title={ending.title} description={ending.description} />
          ))}
        </div>
      </FieldGroup>
      <TextField label="Reason" name="reason" optional maxLength={500} hint="Kept for the story of this connection." autoComplete="off" />
      <div className="flex justify-end">
        <Button type="submit" variant="danger" pending={acting}>
          Let it happen
        </Button>
      </div>
    </form>
  )
}
