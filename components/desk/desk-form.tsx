'use client'

import { useActionState, useEffect, useRef, type ReactNode } from 'react'
import { Button, type ButtonProps } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { KeptForm } from '@/components/ui/kept-form'

export type DeskState = { error?: string; fields?: Record<string, string>; done?: string }
export type DeskAction = (previous: DeskState, form: FormData) => Promise<DeskState>

export type DeskFormProps = Pick<ButtonProps, 'variant' | 'size' | 'disabledReason'> & {
  action: DeskAction
  /** Sent along, unseen. */
  hidden: Record<string, string>
  label: ReactNode
  /** A second button beside the first. */
  aside?: ReactNode
  onDone?: (said: string) => void
  children?: (fields: Record<string, string>) => ReactNode
}

/** A form of the desk. What was sent well is cleared, and `onDone` hears of it once. */
export function DeskForm({ action, hidden, label, aside, onDone, children, ...button }: DeskFormProps) {
  const [state, send, pending] = useActionState(action, {})
  const form = useRef<HTMLFormElement>(null)
  const told = useRef<DeskState>(state)
  useEffect(() => {
    if (told.current === state) return
    told.current = state
    if (!state.done) return
    form.current?.reset()
    onDone?.(state.done)
  }, [state, onDone])
  const misplaced = state.fields?.requestIds ?? state.fields?.requestId
  return (
    <KeptForm ref={form} send={send} className="grid gap-4">
      {(state.error ?? misplaced) && <Callout tone="bad" title={misplaced ?? state.error} announce="alert" />}
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children?.(state.fields ?? {})}
      <div className="flex flex-wrap items-start gap-2">
        <Button type="submit" variant="primary" pending={pending} {...button}>
          {label}
        </Button>
        {aside}
        <span role="status" className="self-center text-sm text-good-ink">
          {state.done}
        </span>
      </div>
    </KeptForm>
  )
}
