'use client'

import { Disclosure, type DisclosureProps } from './disclosure'
import { useLateFold } from './use-late-fold'

/** The same for what few people open, forms above all: its inside is drawn when it is first opened. Without a script it stays empty. */
export function LateDisclosure({ children, open, ...rest }: DisclosureProps) {
  const { isDrawn, props } = useLateFold({ open })
  return (
    <Disclosure {...rest} details={props}>
      {isDrawn && children}
    </Disclosure>
  )
}
