import clsx from 'clsx'
import type { ReactElement } from 'react'

export type Icon = ((props: { className?: string }) => ReactElement) & {
  /** The class that brings the drawing alone, for what shows it `with-icon`: before its own words, without an element for it. */
  drawing: string
}

/**
 * An icon by the name of its drawing, 24 px unless a class says otherwise. It is never read aloud: a word always stands with it.
 *
 * A page has sixty of them, so each is one empty element, and the drawing is a mask in the style sheet, in the colour of the text.
 */
export function icon(name: string): Icon {
  const drawing = `icon-${name}`
  const Drawn = ({ className }: { className?: string }) => <span aria-hidden className={clsx('icon', drawing, className)} />
  return Object.assign(Drawn, { drawing })
}
