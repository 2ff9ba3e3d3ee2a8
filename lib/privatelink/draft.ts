import type { Tag } from './network'

/** What the wizard has gathered so far. Every field can be missing: a draft is kept from the first keystroke. */
export type Draft = {
  /** As typed, so that nothing a person wrote is lost. */
  hostnamesText: string
  hostnames: string[]
  region: string | null
  serviceName: string | null
  accountId: string | null
  vpcId: string | null
  /** zone id → subnet id */
  subnetIdByZone: Record<string, string>
  securityGroupIds: string[]
  tags: Tag[]
  name: string
  contact: string
  note: string
}

export const EMPTY_DRAFT: Draft = {
  hostnamesText: '',
  hostnames: [],
  region: null,
  serviceName: null,
  accountId: null,
  vpcId: null,
  subnetIdByZone: {},
  securityGroupIds: [],
  tags: [],
  name: '',
  contact: '',
  note: '',
}
