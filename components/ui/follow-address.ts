import { useEffect, useRef, type FormEvent, type RefObject } from 'react'

type FilterField = HTMLInputElement | HTMLSelectElement

const fieldsIn = (root: HTMLElement | null): FilterField[] => [...(root?.querySelectorAll<FilterField>('input[name], select[name]') ?? [])]

/**
 * Keeps the fields as the address says when it changes in another way than through them (back, "Clear filters"). The form is
 * not made anew, and a field in use that holds something not yet sent is left alone: nobody's focus or typing may be lost.
 */
export function useFollowing(said: Record<string, string | undefined>): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null)
  const shown = useRef<Record<string, string>>({})
  const text = JSON.stringify(said)
  useEffect(() => {
    const values = JSON.parse(text) as Record<string, string | undefined>
    for (const field of fieldsIn(ref.current)) {
      const isUnsent = field === document.activeElement && field.value !== (shown.current[field.name] ?? '')
      if (!isUnsent) field.value = values[field.name] ?? ''
    }
    shown.current = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? '']))
  }, [text])
  return ref
}

/** A field without a name is not sent, so the address names only what filters. The names come back once it has been read. */
export function leaveOutEmpty(event: FormEvent<HTMLDivElement>) {
  const empty = fieldsIn(event.currentTarget).filter((field) => field.value === '')
  const names = empty.map((field) => field.name)
  for (const field of empty) field.removeAttribute('name')
  setTimeout(() => empty.forEach((field, index) => field.setAttribute('name', names[index]!)))
}
