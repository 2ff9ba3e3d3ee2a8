'use client'

import { useEffect, useRef, type FormEvent, type ReactNode } from 'react'

/**
 * Around a filter form: keeps its fields as the address says when that changes in another way than through them (back, "Clear
 * filters"). The form is not made anew, and a field in use that holds something not yet sent is left alone: nobody's focus or typing
 * may be lost. A field that holds nothing is not sent, so the address names only what filters.
 */
export function FollowingFields({ said, children }: { said: Record<string, string | undefined>; children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null)
  const shown = useRef<Record<string, string>>({})
  const wanted = JSON.stringify(said)
  useEffect(() => {
    const values = JSON.parse(wanted) as Record<string, string>
    for (const field of fieldsIn(ref.current)) {
      const isUnsent = field === document.activeElement && field.value !== shown.current[field.name]
      if (!isUnsent) field.value = values[field.name] ?? ''
    }
    shown.current = values
  }, [wanted])
  return (
    <div ref={ref} onSubmitCapture={leaveOutEmpty}>
      {children}
    </div>
  )
}

type FilterField = HTMLInputElement | HTMLSelectElement

const fieldsIn = (root: HTMLElement | null): FilterField[] => [...(root?.querySelectorAll<FilterField>('input[name], select[name]') ?? [])]

/** The names come back once the form has been read. */
function leaveOutEmpty(event: FormEvent<HTMLDivElement>) {
  const empty = fieldsIn(event.currentTarget).filter((field) => field.value === '')
  const names = empty.map((field) => field.name)
  for (const field of empty) field.removeAttribute('name')
  setTimeout(() => empty.forEach((field, index) => field.setAttribute('name', names[index]!)))
}
