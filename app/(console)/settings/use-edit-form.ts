'use client'

import { startTransition, useActionState, useEffect, type FormEvent } from 'react'

type State = { error?: string; fields?: Record<string, string>; done?: string }
type Action = (previous: State, form: FormData) => Promise<State>

/**
 * The form of one row: saved by its button, or given to one of the other verbs. Submitted by hand, so that a refusal leaves what was
 * typed in place: React empties a form after its action.
 */
export function useEditForm({ save, other, onDone }: { save: Action; other: Action; onDone: () => void }) {
  const [saved, runSave, saving] = useActionState(save, {})
  const [changed, runOther, changing] = useActionState(other, {})
  const done = saved.done ?? changed.done
  useEffect(() => {
    if (done) onDone()
  }, [done, onDone])
  return {
    error: saved.error ?? changed.error,
    fields: saved.fields ?? {},
    saving,
    changing,
    submit: (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault()
      const form = new FormData(event.currentTarget)
      startTransition(() => runSave(form))
    },
    runOther: (fields: Record<string, string>) => {
      const form = new FormData()
      for (const [name, value] of Object.entries(fields)) form.set(name, value)
      startTransition(() => runOther(form))
    },
  }
}
