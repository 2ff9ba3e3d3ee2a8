import { describe, expect, it } from 'vitest'
import { catalogueWith, checkService, listCatalogue, SHIPPED_CATALOGUE, zoneIdsOf, type ServiceEdit } from './catalogue'
import { suggestServices } from './service-names'

const OREGON = 'com.amazonaws.vpce.us-west-2.vpce-svc-049bbd33f61271781'
const edit = (given: Partial<ServiceEdit> = {}): ServiceEdit => ({ serviceName: 'com.amazonaws.vpce.us-west-2.vpce-svc-0123456789abcdef0', region: 'us-west-2', zoneIds: ['usw2-az1'], note: '', hidden: false, ...given })

describe('the catalogue with what was changed', () => {
  it('is the shipped one where nothing was', () => {
    expect(catalogueWith([])).toHaveLength(SHIPPED_CATALOGUE.length)
    expect(suggestServices('us-east-1', catalogueWith([])).map((row) => row.published)).toEqual(['2022-09', '2023-11'])
  })

  it('has your own behind the shipped ones of its region, and your words in the place of the shipped', () => {
    const catalogue = catalogueWith([edit(), edit({ serviceName: OREGON, note: 'ours', zoneIds: ['usw2-az4'] })])
    expect(suggestServices('us-west-2', catalogue).map(({ note, published, zoneIds }) => [note, published, zoneIds])).toEqual([
      ['ours', '2022-09', ['usw2-az4']],
      ['', null, ['usw2-az1']],
    ])
  })

  it('suggests nothing hidden, but still lists it', () => {
    const edits = [edit({ serviceName: OREGON, hidden: true })]
    expect(suggestServices('us-west-2', catalogueWith(edits))).toEqual([])
    expect(listCatalogue(edits).find((row) => row.serviceName === OREGON)).toMatchObject({ hidden: true, from: 'edited' })
  })
})

describe('checkService', () => {
  it.each<[string, Partial<ServiceEdit>, string | null]>([
    ['a good one', {}, null],
    ['no zones', { zoneIds: [] }, null],
    ['a Local Zone', { zoneIds: ['usw2-lax1-az1'] }, null],
    ['no region', { region: 'mars' }, 'region'],
    ['a name of no service', { serviceName: 'vpce-svc-1' }, 'serviceName'],
    ['a name of another region', { region: 'eu-west-1' }, 'serviceName'],
    ['a zone’s name', { zoneIds: ['us-west-2a'] }, 'zoneIds'],
    ['too many zones', { zoneIds: Array.from({ length: 13 }, (_, n) => `usw2-az${n}`) }, 'zoneIds'],
    ['a long note', { note: 'x'.repeat(201) }, 'note'],
    ['a password in the note', { note: 'password: hunter22' }, 'note'],
  ])('judges %s', (_what, given, field) => {
    expect(checkService(edit(given))?.field ?? null).toBe(field)
  })

  it('reads zone ids from a text', () => {
    expect(zoneIdsOf(' USW2-az1, usw2-az2\nusw2-az1;')).toEqual(['usw2-az1', 'usw2-az2'])
  })
})
