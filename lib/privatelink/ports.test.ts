import { describe, expect, it } from 'vitest'
import { checkPort, checkPortList, CLICKHOUSE_PORTS, listPorts, neededPorts, portsWith, type PortEdit } from './ports'

const edit = (port: number, given: Partial<PortEdit> = {}): PortEdit => ({ port, name: 'x', needed: false, hidden: false, ...given })

describe('the ports with what was changed', () => {
  it('are the shipped ones where nothing was: 8443 and 9440 needed', () => {
    expect(portsWith([])).toEqual(CLICKHOUSE_PORTS)
    expect(neededPorts(portsWith([]))).toEqual([8443, 9440])
  })

  it('have the needed ones first, without what was left out', () => {
    expect(portsWith([edit(9000), edit(443, { needed: true }), edit(9440, { hidden: true })]).map(({ port }) => port)).toEqual([8443, 443, 3306, 9000])
    expect(listPorts([edit(9440, { hidden: true }), edit(9000)]).map(({ port, from }) => [port, from])).toEqual([[8443, 'shipped'], [9440, 'edited'], [443, 'shipped'], [3306, 'shipped'], [9000, 'own']])
  })
})

describe('checkPort', () => {
  it.each<[string, PortEdit, string | null]>([
    ['the first port there is', edit(1), null],
    ['the last', edit(65_535), null],
    ['none', edit(0), 'port'],
    ['one too many', edit(65_536), 'port'],
    ['half a port', edit(1.5), 'port'],
    ['no name', edit(9000, { name: ' ' }), 'name'],
    ['a long name', edit(9000, { name: 'x'.repeat(61) }), 'name'],
    ['a password as a name', edit(9000, { name: 'pwd=hunter22' }), 'name'],
  ])('judges %s', (_what, given, field) => {
    expect(checkPort(given, [])?.field ?? null).toBe(field)
  })

  it('keeps one required port, and no more than twenty', () => {
    expect(checkPort(edit(9440), [edit(8443)])?.sentence).toContain('at least one required port')
    expect(checkPortList(portsWith([edit(8443, { hidden: true }), edit(9440, { hidden: true })]))?.sentence).toContain('at least one required port')
    expect(checkPort(edit(9999), Array.from({ length: 16 }, (_, n) => edit(10_000 + n)))?.sentence).toContain('20 ports')
  })
})
