import clsx from 'clsx'
import type { IconNode } from 'lucide'
import type { ReactElement } from 'react'

export type Icon = (props: { className?: string }) => ReactElement

/**
 * An icon out of its drawing, 24 px unless a class says otherwise. It is never read aloud: a word always stands with it.
 *
 * A page has sixty of them, so each is one path, and what all share (the pen) is said once in the style sheet. Lucide's own components
 * work out a size, a context and a list of classes for each, and draw it in up to nine elements.
 */
export function icon(drawing: IconNode): Icon {
  const path = drawing.map(([tag, attributes]) => toPath(tag, attributes)).join('')
  return function Drawn({ className }) {
    return (
      <svg aria-hidden viewBox="0 0 24 24" className={clsx('icon', className)}>
        <path d={path} />
      </svg>
    )
  }
}

/** A shape of a drawing in the language of paths. Throws for one that no icon here is made of. */
function toPath(tag: string, attributes: Record<string, string | number | undefined>): string {
  const [x, y, cx, cy, r, rx, width, height] = ['x', 'y', 'cx', 'cy', 'r', 'rx', 'width', 'height'].map((name) => Number(attributes[name] ?? 0)) as [number, number, number, number, number, number, number, number]
  const arc = (radius: number, dx: number, dy: number) => `a${radius} ${radius} 0 0 1 ${dx} ${dy}`
  // M0 0: an m at the beginning is counted from there, and not from where the last shape ended
  if (tag === 'path') return `M0 0${attributes.d}`
  if (tag === 'circle') return `M${cx - r} ${cy}${arc(r, 2 * r, 0)}${arc(r, -2 * r, 0)}`
  if (tag === 'line') return `M${attributes.x1} ${attributes.y1}L${attributes.x2} ${attributes.y2}`
  if (tag === 'rect') return `M${x + rx} ${y}h${width - 2 * rx}${arc(rx, rx, rx)}v${height - 2 * rx}${arc(rx, -rx, rx)}h${2 * rx - width}${arc(rx, -rx, -rx)}v${2 * rx - height}${arc(rx, rx, -rx)}z`
  throw new Error(`An icon is drawn with <${tag}>, which is not known here.`)
}
