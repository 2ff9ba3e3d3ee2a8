import 'server-only'
import type { Reach } from '@/lib/aws/clients'
import { sweepEndpoints } from '@/lib/aws/endpoints'
import { AwsError } from '@/lib/aws/errors'
import { listWatched, type WatchedRow } from '@/lib/db/requests'
import type { Endpoint } from '@/lib/privatelink/endpoint'
import { whyNoAccess } from './accounts'
import { announce, announceRequests } from './announce'
import { foldSightings } from './fold-sightings'
import { learnAddresses } from './learn-addresses'
import { noteLook } from './look-status'

export type LookReport = {
  watched: number
  changed: number
  /** Null when the look was complete; else why it told nothing. Then no state was touched. */
  problem: string | null
  throttled: boolean
}

const shared = globalThis as unknown as { __causewayLooking?: Map<string, Promise<LookReport>> }
const looking = (shared.__causewayLooking ??= new Map())

/**
 * Looks at one account and region now; a look that is under way already is shared. Never rejects for what AWS did.
 * `signal` gives it up while AWS is being asked; like any answer that did not come, that changes nothing.
 */
export function lookAt(reach: Reach, signal?: AbortSignal): Promise<LookReport> {
  const key = keyOf(reach)
  const underWay = looking.get(key)
  if (underWay) return underWay
  const run = lookOnce(reach, signal)
    .then((report) => {
      const at = new Date().toISOString()
      const status = noteLook(reach, { lastTriedAt: at, problem: report.problem, ...(report.problem === null && { lastGoodAt: at }) })
      announce({ type: 'look', reach, status })
      return report
    })
    .finally(() => looking.delete(key))
  looking.set(key, run)
  return run
}

/**
 * The same by a look that begins now. One that is under way may have asked before what was just changed, or with the credentials of
 * before, and would speak last.
 */
export async function lookAnew(reach: Reach): Promise<LookReport> {
  // however it ends: that is its own caller's business
  await Promise.allSettled([looking.get(keyOf(reach))])
  return lookAt(reach)
}

const keyOf = ({ accountId, region }: Reach) => `${accountId}/${region}`

/**
 * One look at everything open in one account and region: as many calls as pages of a thousand, never one for each endpoint.
 * Only a complete, well-formed answer is folded in; anything else is "not known" and changes nothing.
 */
async function lookOnce(reach: Reach, signal?: AbortSignal): Promise<LookReport> {
  const noAccess = await whyNoAccess(reach.accountId)
  if (noAccess) return { watched: 0, changed: 0, problem: noAccess, throttled: false }
  const watched = await listWatched(reach)
  if (watched.length === 0) return { watched: 0, changed: 0, problem: null, throttled: false }

  const swept = await sweep(reach, watched, signal)
  if ('problem' in swept) return { watched: watched.length, changed: 0, ...swept }

  const { told, whole } = await foldSightings(watched, swept.endpoints, new Date())
  announceRequests(...told)
  await learnAddresses(reach, whole)
  return { watched: watched.length, changed: told.length, problem: null, throttled: false }
}

type Swept = { endpoints: Map<string, Endpoint> } | { problem: string; throttled: boolean }

async function sweep(reach: Reach, watched: WatchedRow[], signal?: AbortSignal): Promise<Swept> {
  try {
    const serviceNames = [...new Set(watched.flatMap((row) => row.serviceName ?? []))]
    const endpoints = await sweepEndpoints(reach, { serviceNames }, signal)
    return { endpoints: new Map(endpoints.map((endpoint) => [endpoint.endpointId, endpoint])) }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    return { problem: error.message, throttled: error.kind === 'throttled' }
  }
}
