import 'server-only'
import type { Standing } from '@/lib/privatelink/checks/proof'
import { isOpen, type EndpointState } from '@/lib/privatelink/state'
import type { Told } from '@/lib/privatelink/told'
import { readList } from './client'
import { Prisma } from './generated/client'
import { toState } from './request-columns'
import { toTold } from './request-rows'
import { KEPT_STANDING, toStanding } from './standings'

/** What a list shows of a request. */
export type RequestRow = {
  requestId: string
  name: string
  state: EndpointState
  stateSince: Date
  accountId: string | null
  region: string | null
  vpcId: string | null
  serviceName: string | null
  endpointId: string | null
  hostnames: string[]
  createdAt: Date
  updatedAt: Date
  /** Who reported the state; null where AWS itself was looked at. */
  told: Told | null
  /** AWS shows something else than the plan. */
  drifts: boolean
  /** Of an available one, as far as it was judged since its last change. */
  standing: Standing | null
}

/** A row with what it is sorted by. */
export type Found = RequestRow & { sortName: string }

const CELLS = ['requestId', 'name', 'sortName', 'state', 'stateSince', 'accountId', 'region', 'vpcId', 'serviceName', 'endpointId', 'hostnames', 'createdAt', 'updatedAt', 'told'] as const
// Raw text in SQL is safe here: the names are our own, never anybody's input.
const named = (table: string) => Prisma.raw(CELLS.map((cell) => `${table}"${cell}"`).join(', '))

/** What a query must select for `readFound`. */
export const COLUMNS = named('')

type Cells = [string, string, string, string, number, string | null, string | null, string | null, string | null, string | null, string, number, number, string | null, 0 | 1, string | null]

/** The rows of `page`, in its order, each with what is kept beside it. */
export async function readFound(page: Prisma.Sql): Promise<Found[]> {
  return readList<Cells>(Prisma.sql`
    SELECT json_group_array(json_array(
      ${named('page.')},
      EXISTS (SELECT 1 FROM "Drift" WHERE "Drift"."requestId" = page."requestId"),
      CASE WHEN page."state" = 'available' THEN (SELECT kept."standing" FROM ${KEPT_STANDING} AND kept."requestId" = page."requestId") END))
    FROM (${page}) AS page`).map(toFound)
}

function toFound([requestId, name, sortName, stateText, stateSince, accountId, region, vpcId, serviceName, endpointId, hostnames, createdAt, updatedAt, told, drifts, standing]: Cells): Found {
  const state = toState(stateText)
  return {
    requestId,
    name,
    sortName,
    state,
    stateSince: new Date(stateSince),
    accountId,
    region,
    vpcId,
    serviceName,
    endpointId,
    hostnames: JSON.parse(hostnames) as string[],
    createdAt: new Date(createdAt),
    updatedAt: new Date(updatedAt),
    told: toTold(told),
    drifts: drifts === 1 && isOpen(state),
    standing: standing === null ? null : toStanding(standing),
  }
}
