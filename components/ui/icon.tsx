import clsx from 'clsx'
import type { IconNode } from 'lucide'
import { createElement, type ReactElement } from 'react'

export type Icon = (props: { className?: string }) => ReactElement

/**
 * An icon out of its drawing, 24 px unless a class says otherwise. It is never read aloud: a word always stands with it.
 * Lucide's own components work out a size, a context and a list of classes for each one on the page, sixty times for one request; what
 * all icons share is said once, in the style sheet.
 */
export function icon(drawing: IconNode): Icon {
  const shapes = drawing.map(([tag, attributes], at) => createElement(tag, { key: at, ...attributes }))
  return function Drawn({ className }) {
    return (
      <svg aria-hidden viewBox="0 0 24 24" className={clsx('icon', className)}>
        {shapes}
      </svg>
    )
  }
}
