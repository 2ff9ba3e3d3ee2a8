import { dashOf, DRAWN, type Box, type Diagram, type Label, type Line } from './diagram'

/** The colours of the light theme, written out: a file has no style sheet beside it, and goes on paper and into a wiki. */
const BOX: Record<Box['kind'], { fill: string; stroke: string }> = {
  vpc: { fill: '#f9fafb', stroke: '#c9d0d6' },
  zone: { fill: '#ffffff', stroke: '#c9d0d6' },
  endpoint: { fill: '#eff8fd', stroke: '#9fcfe6' },
  service: { fill: '#f1f4f6', stroke: '#c9d0d6' },
}
const ACCENT = '#00638c'
const SANS = 'system-ui, sans-serif'
const LABEL: Record<Label['look'], { fill: string; 'font-family': string; 'font-weight'?: number }> = {
  title: { fill: '#161b20', 'font-family': SANS, 'font-weight': 600 },
  mono: { fill: '#161b20', 'font-family': 'ui-monospace, Menlo, Consolas, monospace' },
  quiet: { fill: '#525a62', 'font-family': SANS },
}

type Values = Record<string, string | number | undefined>

/** Text and attribute values alike; what XML has no room for (control characters, halves of letters) is left out. */
const quote = (value: string | number): string =>
  String(value)
    .toWellFormed()
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

const element = (name: string, values: Values, inside = ''): string => {
  const attributes = Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${quote(value)}"`]))
  return `<${name}${attributes.join('')}${inside === '' ? '/>' : `>${inside}</${name}>`}`
}

const boxOf = ({ kind, ...place }: Box): string => element('rect', { ...place, rx: DRAWN.corner, ...BOX[kind], 'stroke-dasharray': dashOf(kind) })

const lineOf = ({ live, arrow, ...ends }: Line): string =>
  element('line', { ...ends, stroke: ACCENT, 'stroke-width': DRAWN.line, 'stroke-dasharray': dashOf(live ? 'live' : 'waiting'), 'marker-end': arrow ? 'url(#arrow)' : undefined })

const labelOf = ({ x, y, text, look }: Label): string => element('text', { x, y, ...LABEL[look] }, quote(text))

/** A drawing as a file that needs nothing beside it: the boxes, lines and words of the runbook at their places, on white. */
export function renderDiagramSvg({ width, height, boxes, labels, lines, description }: Diagram): string {
  const arrow = element('marker', { id: 'arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, orient: 'auto' }, element('path', { d: DRAWN.arrow, fill: ACCENT }))
  const parts = [
    element('title', {}, 'The connection'),
    element('desc', {}, quote(description)),
    element('defs', {}, arrow),
    element('rect', { x: -1, y: -1, width: width + 2, height: height + 2, fill: '#ffffff' }),
    ...boxes.map(boxOf),
    ...lines.map(lineOf),
    ...labels.map(labelOf),
  ]
  const frame = { xmlns: 'http://www.w3.org/2000/svg', width: width + 2, height: height + 2, viewBox: `-1 -1 ${width + 2} ${height + 2}`, role: 'img', 'font-size': DRAWN.letters }
  return `${element('svg', frame, `\n${parts.join('\n')}\n`)}\n`
}
