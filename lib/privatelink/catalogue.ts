import { isRegionCode, parseServiceName } from './ids'
import { REGIONS } from './regions'
import { secretInText } from './secrets'

/** An endpoint service that may be suggested for a region. `published` is the month of a shipped row, null for one of your own. */
export type CatalogueRow = { serviceName: string; region: string; zoneIds: readonly string[]; published: string | null; note: string }
export type Catalogue = readonly CatalogueRow[]

/** What a person changed: a service of their own, other words for a shipped one, or a shipped one hidden. */
export type ServiceEdit = { serviceName: string; region: string; zoneIds: string[]; note: string; hidden: boolean }

export const SHIPPED_CATALOGUE: Catalogue = REGIONS.flatMap(({ code, services }) =>
  services.map(({ serviceName, zoneIds, published }) => ({ serviceName, region: code, zoneIds, published, note: '' })),
)

export const isShippedService = (serviceName: string): boolean => SHIPPED_CATALOGUE.some((row) => row.serviceName === serviceName)

export type ListedService = CatalogueRow & { from: 'shipped' | 'edited' | 'own'; hidden: boolean }

/** Every service with what was changed, by region: the shipped ones in their order, then your own. Hidden ones are among them. */
export function listCatalogue(edits: readonly ServiceEdit[]): ListedService[] {
  const shipped = SHIPPED_CATALOGUE.map((row): ListedService => {
    const edit = edits.find((each) => each.serviceName === row.serviceName)
    return edit ? { ...row, zoneIds: edit.zoneIds, note: edit.note, from: 'edited', hidden: edit.hidden } : { ...row, from: 'shipped', hidden: false }
  })
  const own = edits.filter(({ serviceName }) => !isShippedService(serviceName)).map((edit): ListedService => ({ ...edit, published: null, from: 'own' }))
  const all = [...shipped, ...own]
  const regions = [...new Set(all.map((row) => row.region))].sort()
  return regions.flatMap((region) => all.filter((row) => row.region === region))
}

/** What the wizard suggests from. */
export const catalogueWith = (edits: readonly ServiceEdit[]): Catalogue =>
  listCatalogue(edits)
    .filter((row) => !row.hidden)
    .map(({ serviceName, region, zoneIds, published, note }) => ({ serviceName, region, zoneIds, published, note }))

export const MAX_ZONE_IDS = 12
export const MAX_NOTE = 200
/** `usw2-az1`; a Local Zone's is longer, `usw2-lax1-az1`. */
const ZONE_ID = /^[a-z]{2,6}\d(?:-[a-z]{3}\d)?-az\d{1,2}$/

/** The zone ids in a text that separates them by commas or spaces, each once. */
export const zoneIdsOf = (text: string): string[] => [...new Set(text.toLowerCase().split(/[\s,;]+/).filter(Boolean))]

/** What is wrong with a service of the catalogue, in a sentence for its field, or null. */
export function checkService({ serviceName, region, zoneIds, note }: Omit<ServiceEdit, 'hidden'>): { field: 'serviceName' | 'region' | 'zoneIds' | 'note'; sentence: string } | null {
  if (!isRegionCode(region)) return { field: 'region', sentence: 'Write the code of an AWS region such as eu-west-1.' }
  const parsed = parseServiceName(serviceName)
  if (!parsed) return { field: 'serviceName', sentence: `A service name looks like com.amazonaws.vpce.${region}.vpce-svc-0123456789abcdef0: the region, then vpce-svc- with 8 or 17 digits from 0 to 9 and a to f.` }
  if (parsed.region !== region) return { field: 'serviceName', sentence: `This name is of ${parsed.region}, the row is for ${region}. Correct one of them.` }
  if (zoneIds.length > MAX_ZONE_IDS) return { field: 'zoneIds', sentence: `Give at most ${MAX_ZONE_IDS} zone ids.` }
  const strange = zoneIds.find((zone) => !ZONE_ID.test(zone))
  if (strange !== undefined) return { field: 'zoneIds', sentence: `“${strange.slice(0, 40)}” is no zone id. They look like usw2-az1, and mean the same in every account, which zone names such as us-west-2a do not.` }
  if (note.length > MAX_NOTE) return { field: 'note', sentence: `Keep the note under ${MAX_NOTE} characters.` }
  const secret = secretInText(note)
  return secret ? { field: 'note', sentence: secret } : null
}
