import { describe, expect, it } from 'vitest'
import { sampleService, sampleSubnet } from './samples'
import { bestChoice, explainUnchosen, zoneGrid } from './zones'

describe('zoneGrid', () => {
  const grid = zoneGrid(sampleService, [
    sampleSubnet('1', 1, { freeAddresses: 10 }),
    sampleSubnet('2', 1, { freeAddresses: 90 }),
    sampleSubnet('3', 2, { freeAddresses: 0 }),
    sampleSubnet('4', 4),
    sampleSubnet('5', 3, { cidr: '10.0.20.0/24' }),
    sampleSubnet('6', 3, { cidr: '10.0.9.0/24' }),
    sampleSubnet('7', 1, { zoneId: 'usw2-lax1-az1' }),
  ])

  it('has a row for each zone of the service, in its order, with the best subnet first', () => {
    expect(grid.rows.map(({ zone, candidates, best }) => [zone.zoneId, candidates.map((subnet) => subnet.subnetId.slice(-1)), best?.slice(-1) ?? null])).toEqual([
      ['usw2-az2', [], null],
      ['usw2-az1', ['2', '1'], '2'],
      // Equal in free addresses: 10.0.9.0 is below 10.0.20.0, though not as text.
      ['usw2-az3', ['6', '5'], '6'],
    ])
  })

  it('says of each other subnet why it cannot be used', () => {
    const reasons = Object.fromEntries(grid.unusable.map(({ subnet, reason }) => [subnet.subnetId.slice(-1), reason]))
    expect(reasons['4']).toBe('Subnet subnet-00000000000000004 is in usw2-az4. This service is not offered there.')
    expect(reasons['3']).toMatch(/has no free address/)
    expect(reasons['7']).toMatch(/local or Wavelength zone/)
    expect(Object.keys(reasons)).toHaveLength(3)
  })

  it('matches zones by id: another account’s zone names mean other places', () => {
    const swapped = zoneGrid(sampleService, [sampleSubnet('1', 1, { zoneName: 'us-west-2c' })])
    expect(swapped.rows[1]).toMatchObject({ zone: { zoneId: 'usw2-az1', zoneName: 'us-west-2c' }, best: 'subnet-00000000000000001' })
    expect(swapped.rows[2]!.best).toBeNull()
  })

  it('leaves out local zones of the service and zones that are named twice', () => {
    const zones = [{ zoneId: 'usw2-az1', zoneName: 'a' }, { zoneId: 'usw2-az1', zoneName: 'a' }, { zoneId: 'use1-wl1-bos-wlz1', zoneName: 'w' }]
    expect(zoneGrid({ zones }, []).rows.map((row) => row.zone.zoneId)).toEqual(['usw2-az1'])
  })

  it('blames nobody’s subnet where AWS did not say which zones are served', () => {
    expect(zoneGrid({ zones: [] }, [sampleSubnet('1', 1)]).unusable[0]!.reason).toMatch(/did not say/)
  })

  it('chooses the best of every zone that has one', () => {
    expect(bestChoice(grid)).toEqual({ 'usw2-az1': 'subnet-00000000000000002', 'usw2-az3': 'subnet-00000000000000006' })
  })

  it('explains the unchosen once one is chosen, and only then', () => {
    expect(explainUnchosen(grid, {})).toEqual([])
    expect(explainUnchosen(grid, { 'usw2-az1': 'subnet-elsewhere' })).toEqual([])
    const [first, ...others] = explainUnchosen(grid, { 'usw2-az1': 'subnet-00000000000000001' })
    expect(others).toEqual([])
    expect(first!.subnet.subnetId).toBe('subnet-00000000000000002')
    expect(first!.reason).toMatch(/second in its zone.*subnet-00000000000000001 is chosen for usw2-az1/)
  })
})
