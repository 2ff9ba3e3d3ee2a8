import 'server-only'
import { listAccounts } from '@/lib/db/accounts'
import { listFacets } from '@/lib/db/requests'
import type { Places } from './list-choices'

const KEEP_MS = 3_000

type Kept = { until: number; places: Promise<Places> }
const shared = globalThis as unknown as { __causewayPlaces?: Kept }

/** Read at most once in three seconds: the list is drawn far more often than a region or an account is added to it. */
export function knownPlaces(): Promise<Places> {
  const now = performance.now()
  const kept = shared.__causewayPlaces
  if (kept && kept.until > now) return kept.places

  const places = readPlaces()
  shared.__causewayPlaces = { until: now + KEEP_MS, places }
  places.catch(() => {
    if (shared.__causewayPlaces?.places === places) shared.__causewayPlaces = undefined
  })
  return places
}

async function readPlaces(): Promise<Places> {
  const [{ regions, accountIds }, accounts] = await Promise.all([listFacets(), listAccounts()])
  return { regions, accountIds, accountNames: Object.fromEntries(accounts.map(({ accountId, name }) => [accountId, name])) }
}
