'use client'

import { useEffect, type RefObject } from 'react'

/** After a refused submit the focus goes to the first thing that is wrong, or to the message for the whole form. */
export function useFocusOnError(form: RefObject<HTMLFormElement | null>, answer: { error?: string; fields?: Record<string, string> }): void {
  useEffect(() => {
    if (!answer.error && !answer.fields) return
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] input, [data-invalid] select, [data-form-error]')
    wrong?.focus()
  }, [form, answer])
}
