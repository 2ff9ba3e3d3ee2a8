import { describe, expect, it } from 'vitest'
import { readElement, XmlReader, type XmlElement } from '@/lib/aws/xml'
import { diagramOf } from './diagram'
import { renderDiagramSvg } from './diagram-svg'
import type { SentRequest } from './runbook'
import { samplePlan, sampleRequest } from './samples'

const request = (changes: Partial<SentRequest> = {}): SentRequest => ({ ...sampleRequest({ state: 'available' }), plan: samplePlan, ...changes })
const HOSTILE = `"/><script>alert(1)</script>&'\u0000\u001b\ud800`

/** The drawing as a strict reader of XML sees it. */
function read(svg: string): XmlElement {
  const reader = new XmlReader(svg)
  reader.next()
  return readElement(reader)
}

describe('the drawing as a file', () => {
  it.each([true, false])('shows every box, line and word of the page (wide: %s)', (wide) => {
    const drawing = diagramOf(request(), { wide })
    const { name, children } = read(renderDiagramSvg(drawing))
    const of = (what: string) => children.filter((each) => each.name === what)
    expect(name).toBe('svg')
    expect(of('text').map(({ text }) => text)).toEqual(drawing.labels.map(({ text }) => text))
    expect(of('desc').map(({ text }) => text)).toEqual([drawing.description])
    // one more: the paper
    expect([of('rect').length, of('line').length]).toEqual([drawing.boxes.length + 1, drawing.lines.length])
  })

  it('is dashed until traffic can pass', () => {
    const dashed = (state: 'available' | 'pending-acceptance') => renderDiagramSvg(diagramOf(request({ state }), { wide: true })).includes('stroke-dasharray="4 4"')
    expect([dashed('available'), dashed('pending-acceptance')]).toEqual([false, true])
  })

  it('holds no element, attribute or character that a name brought along', () => {
    const svg = renderDiagramSvg(diagramOf(request({ endpointId: HOSTILE, plan: { ...samplePlan, serviceName: HOSTILE, securityGroupIds: [HOSTILE] } }), { wide: true }))
    expect(svg).not.toMatch(/<script|[\0-\x08\x0b-\x1f]|\p{Cs}|style=|href=/u)
    expect(new Set(read(svg).children.map((each) => each.name))).toEqual(new Set(['title', 'desc', 'defs', 'rect', 'line', 'text']))
  })
})
