import clsx from 'clsx'
import { useId } from 'react'
import { dashOf, DRAWN, type Box, type Diagram, type Label } from '@/lib/privatelink/diagram'

const BOX: Record<Box['kind'], string> = {
  vpc: 'fill-canvas stroke-line-strong',
  zone: 'fill-surface stroke-line-strong',
  endpoint: 'fill-accent-soft stroke-accent-line',
  service: 'fill-sunken stroke-line-strong',
}
const LABEL: Record<Label['look'], string> = { title: 'fill-ink font-semibold', mono: 'fill-ink font-mono', quiet: 'fill-muted' }

/** One connection, drawn twice: side by side where there is room and on paper, below each other on a phone. The list says the same in words. */
export function ConnectionDiagram({ wide, narrow }: { wide: Diagram; narrow: Diagram }) {
  return (
    <div>
      <Drawing diagram={wide} className="hidden md:block print:block" />
      <Drawing diagram={narrow} className="mx-auto max-w-md md:hidden print:hidden" />
      <ul className="sr-only">
        {wide.facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </div>
  )
}

function Drawing({ diagram: { width, height, boxes, labels, lines, description }, className }: { diagram: Diagram; className: string }) {
  const id = useId()
  return (
    <svg viewBox={`-1 -1 ${width + 2} ${height + 2}`} role="img" aria-labelledby={`${id}-title ${id}-desc`} className={clsx('h-auto w-full', className)} fontSize={DRAWN.letters}>
      <title id={`${id}-title`}>The connection</title>
      <desc id={`${id}-desc`}>{description}</desc>
      <defs>
        <marker id={`${id}-arrow`} viewBox="0 0 8 8" refX={7} refY={4} markerWidth={8} markerHeight={8} orient="auto">
          <path d={DRAWN.arrow} className="fill-accent" />
        </marker>
      </defs>
      {boxes.map(({ kind, ...place }, at) => (
        <rect key={at} {...place} rx={DRAWN.corner} className={BOX[kind]} strokeDasharray={dashOf(kind)} />
      ))}
      {lines.map(({ live, arrow, ...ends }, at) => (
        <line key={at} {...ends} className="stroke-accent" strokeWidth={DRAWN.line} strokeDasharray={dashOf(live ? 'live' : 'waiting')} markerEnd={arrow ? `url(#${id}-arrow)` : undefined} />
      ))}
      {labels.map(({ x, y, text, look }, at) => (
        <text key={at} x={x} y={y} className={LABEL[look]}>
          {text}
        </text>
      ))}
    </svg>
  )
}
