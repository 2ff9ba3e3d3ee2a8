'use client'

import { startTransition, type FormEvent, type ReactNode, type Ref } from 'react'

export type KeptFormProps = { send: (form: FormData) => void; children: ReactNode; className?: string; ref?: Ref<HTMLFormElement> }

/**
 * A form that keeps what was typed when it is refused: React empties a form after its action, so with scripts it is sent by hand.
 * Without scripts it is an ordinary form.
 */
export function KeptForm({ send, children, className, ref }: KeptFormProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    startTransition(() => send(form))
  }
  return (
    <form ref={ref} action={send} onSubmit={submit} noValidate className={className}>
      {children}
    </form>
  )
}
