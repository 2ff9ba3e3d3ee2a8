import 'server-only'
import { listAccounts, type Account } from '@/lib/db/accounts'
import { listReaches, placesHeld, trackersOf } from '@/lib/db/requests'
import type { Actor } from '@/lib/privatelink/actor'
import { whyNotUsable } from '@/lib/privatelink/account'
import { isDead } from '@/lib/privatelink/drift'
import type { Endpoint } from '@/lib/privatelink/endpoint'
import type { Tag } from '@/lib/privatelink/network'
import { STATE_FACE, type EndpointState } from '@/lib/privatelink/state'
import { identifyAccounts } from './accounts'
import { authorise } from './authorise'
import { listClickHouseEndpoints, type ClickHouseEndpoints } from './clickhouse-endpoints'
import { currentCatalogue } from './edit-catalogue'
import { factOf } from './survey-network'

/** An endpoint to ClickHouse that no request looks after. */
export type UntrackedEndpoint = {
  endpointId: string
  accountId: string
  region: string
  vpcId: string
  serviceName: string
  state: EndpointState
  /** ISO time; null where AWS did not say. */
  createdAt: string | null
  name: string | null
  tags: Tag[]
  privateDnsEnabled: boolean
  /** Why it cannot be taken over, and the request that is in the way; null where it can. */
  off: { reason: string; requestId: string | null } | null
}

/** What one account and region holds, or why that is not known: never an empty list for a failed look. */
export type SearchedRegion = { accountId: string; region: string } & ({ known: true; endpoints: UntrackedEndpoint[]; unsure: ClickHouseEndpoints['unsure'] } | { known: false; reason: string })

export type PlaceToSearch = { accountId: string; name: string; regions: string[] }

/** The accounts that are configured with the regions to look in: those it is set up for, else every region of the catalogue and of its requests. */
export async function placesToSearch({ actor, now }: { actor: Actor; now: Date }): Promise<PlaceToSearch[]> {
  authorise(actor, 'adoptExisting')
  const [{ accounts }, catalogue, reaches] = await Promise.all([identifyAccounts(now), currentCatalogue(), listReaches()])
  const everywhere = catalogue.map(({ region }) => region)
  return accounts.map(({ accountId, name, regions }) => {
    const used = reaches.filter((reach) => reach.accountId === accountId).map(({ region }) => region)
    return { accountId, name, regions: [...new Set(regions ?? [...everywhere, ...used])].sort() }
  })
}

/** Looks in all of an account's regions. Never rejects for what AWS did: a region that failed says so. */
export async function searchAccount({ accountId, regions }: Pick<PlaceToSearch, 'accountId' | 'regions'>, { actor }: { actor: Actor }): Promise<SearchedRegion[]> {
  authorise(actor, 'adoptExisting')
  const account = (await listAccounts()).find((each) => each.accountId === accountId)
  return Promise.all(regions.map((region) => searchRegion(account, { accountId, region })))
}

async function searchRegion(account: Account | undefined, reach: { accountId: string; region: string }): Promise<SearchedRegion> {
  const off = account && whyNotUsable(account, reach.region)
  if (off) return { ...reach, known: false, reason: off }
  const found = await fewAtOnce(() => factOf(() => listClickHouseEndpoints(reach)))
  if (!found.known) return { ...reach, known: false, reason: found.reason }
  const { endpoints, unsure } = found.value
  const trackers = await trackersOf(endpoints.map(({ endpointId }) => endpointId))
  const untracked = endpoints.filter(({ endpointId }) => !trackers.has(endpointId))
  const held = await placesHeld(untracked.map(({ vpcId, serviceName }) => ({ ...reach, vpcId, serviceName })))
  return { ...reach, known: true, unsure, endpoints: untracked.map((endpoint, at) => toUntracked(endpoint, reach, held[at] ?? null)) }
}

function toUntracked(endpoint: Endpoint, reach: { accountId: string; region: string }, holder: { requestId: string; name: string } | null): UntrackedEndpoint {
  const { endpointId, vpcId, serviceName, state, createdAt, tags, privateDnsEnabled } = endpoint
  const dead = isDead(state) ? { reason: `${STATE_FACE[state].label}: nothing can be connected through it any more. AWS bills it until it is deleted.`, requestId: null } : null
  const taken = holder && { reason: `The request “${holder.name}” connects this VPC to the same service. One endpoint is enough for both.`, requestId: holder.requestId }
  const name = tags.find(({ key }) => key === 'Name')?.value || null
  return { endpointId, ...reach, vpcId, serviceName, state, createdAt: createdAt?.toISOString() ?? null, name, tags, privateDnsEnabled, off: dead ?? taken }
}

/** Four sweeps at a time in the whole process, in the order of asking: a search through forty regions must not crowd out the watcher. */
const AT_ONCE = 4
const shared = globalThis as unknown as { __causewaySweeps?: { running: number; waiting: (() => void)[] } }
const sweeps = (shared.__causewaySweeps ??= { running: 0, waiting: [] })

async function fewAtOnce<T>(ask: () => Promise<T>): Promise<T> {
  if (sweeps.running >= AT_ONCE) await new Promise<void>((go) => sweeps.waiting.push(go))
  else sweeps.running += 1
  try {
    return await ask()
  } finally {
    const next = sweeps.waiting.shift()
    // The place is handed on, so that nobody slips in between.
    if (next) next()
    else sweeps.running -= 1
  }
}
