'use client'

import { startTransition, type FormEvent, type ReactNode } from 'react'

/**
 * A form that keeps what was typed when it is refused: React empties a form after its action, so with scripts it is sent by hand.
 * Without scripts it is an ordinary form.
 */
export function KeptForm({ send, children, className }: { send: (form: FormData) => void; children: ReactNode; className?: string }) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    startTransition(() => send(form))
  }
  return (
    <form action={send} onSubmit={submit} noValidate className={className}>
      {children}
    </form>
  )
}
