import 'server-only'
import { createHash } from 'node:crypto'
import type { Plan } from '@/lib/privatelink/plan'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { holdsPlace, isEndpointState, isOpen, STATES, type EndpointState } from '@/lib/privatelink/state'
import type { Cell } from './bulk'
import type { EndpointRequestModel, RequestBodyModel } from './generated/models'

export type Column = keyof EndpointRequestModel | keyof RequestBodyModel

/** Lists and records, kept as JSON in a table of their own: `RequestBody`. */
export const BODY_COLUMNS = ['draft', 'plan', 'dnsNames', 'addresses', 'networkInterfaceIds'] as const

/** A request with what the database keeps beside it. */
export type Stored = {
  request: EndpointRequest
  /** What the watcher last saw, folded into one text. */
  fingerprint: string | null
  idempotencyKey: string | null
}

type Recipe<K extends keyof EndpointRequest = keyof EndpointRequest> = {
  /** The parts it is made of: while they are the same values, so is the cell. */
  from: readonly K[]
  cell: (request: Pick<EndpointRequest, K>) => Cell
}

const copied = <K extends keyof EndpointRequest>(key: K, cell: (value: EndpointRequest[K]) => Cell): Recipe<K> => ({ from: [key], cell: (request) => cell(request[key]) })
const plain = <K extends 'requestId' | 'name' | 'state' | 'awsState' | 'clientToken' | 'attempts' | 'problem' | 'endpointId' | 'privateDnsEnabled' | 'missedLooks' | 'copiedFrom' | 'ownerId' | 'ownerName'>(key: K) =>
  copied(key, (value) => value)
const date = <K extends 'stateSince' | 'attemptedAt' | 'firstSeenAt' | 'createdAt' | 'submittedAt' | 'updatedAt'>(key: K) => copied(key, (value) => value?.getTime() ?? null)
const json = (key: 'draft' | 'dnsNames' | 'addresses' | 'networkInterfaceIds') => copied(key, (value) => JSON.stringify(value))
const place = (key: keyof Place): Recipe => ({ from: ['draft', 'plan'], cell: (request) => placeOf(request)[key] })

/** How every column of a request is made from it, or from the parts of it that it takes: dates as milliseconds, lists and records as JSON. */
export const RECIPES = {
  requestId: plain('requestId'),
  name: plain('name'),
  state: plain('state'),
  stateSince: date('stateSince'),
  awsState: plain('awsState'),
  clientToken: plain('clientToken'),
  attempts: plain('attempts'),
  attemptedAt: date('attemptedAt'),
  problem: plain('problem'),
  endpointId: plain('endpointId'),
  privateDnsEnabled: plain('privateDnsEnabled'),
  missedLooks: plain('missedLooks'),
  firstSeenAt: date('firstSeenAt'),
  copiedFrom: plain('copiedFrom'),
  ownerId: plain('ownerId'),
  ownerName: plain('ownerName'),
  createdAt: date('createdAt'),
  submittedAt: date('submittedAt'),
  updatedAt: date('updatedAt'),
  told: copied('told', (told) => told && JSON.stringify(told)),
  accountId: place('accountId'),
  region: place('region'),
  vpcId: place('vpcId'),
  serviceName: place('serviceName'),
  hostnames: { from: ['draft', 'plan'], cell: ({ draft, plan }) => JSON.stringify((plan ?? draft).hostnames) },
  openKey: { from: ['draft', 'plan', 'state'], cell: openKeyOf },
  paramsHash: copied('plan', (plan) => plan && paramsHashOf(plan)),
  sortName: copied('name', (name) => name.toLowerCase()),
  searchText: { from: ['draft', 'plan', 'name', 'endpointId'], cell: searchTextOf },
  draft: json('draft'),
  plan: copied('plan', (plan) => plan && JSON.stringify(plan)),
  dnsNames: json('dnsNames'),
  addresses: json('addresses'),
  networkInterfaceIds: json('networkInterfaceIds'),
} satisfies Record<Exclude<Column, 'fingerprint' | 'idempotencyKey'>, Recipe>

const COLUMNS = [...Object.keys(RECIPES), 'fingerprint', 'idempotencyKey'] as Column[]
export const isBodyColumn = (column: Column) => (BODY_COLUMNS as readonly Column[]).includes(column)
/** The columns of `EndpointRequest`. */
export const HEAD_COLUMNS = COLUMNS.filter((column) => !isBodyColumn(column))

export function cellOf(stored: Stored, column: Column): Cell {
  if (column === 'fingerprint' || column === 'idempotencyKey') return stored[column]
  return RECIPES[column].cell(stored.request)
}

/** The columns in which the two differ. What the change left alone is recognised without being written out again. */
export function changedColumns(before: Stored, after: Stored): Column[] {
  return COLUMNS.filter((column) => {
    const untouched = column !== 'fingerprint' && column !== 'idempotencyKey' && RECIPES[column].from.every((part) => before.request[part] === after.request[part])
    return !untouched && cellOf(before, column) !== cellOf(after, column)
  })
}

type Place = { accountId: string | null; region: string | null; vpcId: string | null; serviceName: string | null }

/** Where the request's endpoint is or would be: what is planned, or what the draft says so far. */
const placeOf = ({ draft, plan }: EndpointRequest): Place => plan ?? draft

/** The key two open requests must not share, or null where the request holds no place. */
export function openKeyOf(request: EndpointRequest): string | null {
  const { accountId, region, vpcId, serviceName } = placeOf(request)
  if (!holdsPlace(request.state) || accountId === null || region === null || vpcId === null || serviceName === null) return null
  return placeKey({ accountId, region, vpcId, serviceName })
}

/** From which place to which a change moves a request; null where it stays, which most changes show without a key being made. */
export function placeMove(before: EndpointRequest, after: EndpointRequest): { from: string | null; to: string | null } | null {
  if (before.draft === after.draft && before.plan === after.plan && holdsPlace(before.state) === holdsPlace(after.state)) return null
  const [from, to] = [openKeyOf(before), openKeyOf(after)]
  return from === to ? null : { from, to }
}

export const placeKey = ({ accountId, region, vpcId, serviceName }: { accountId: string; region: string; vpcId: string; serviceName: string }): string => [accountId, region, vpcId, serviceName].join('|')

/** The same for the same plan, whatever order its keys were written in. */
export function paramsHashOf(plan: Plan): string {
  const sorted = JSON.stringify(plan, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value,
  )
  return createHash('sha256').update(sorted).digest('hex')
}

function searchTextOf(request: EndpointRequest): string {
  const { accountId, region, vpcId, serviceName } = placeOf(request)
  const { draft, plan } = request
  const parts = [request.name, ...(plan ?? draft).hostnames, request.endpointId, vpcId, accountId, region, serviceName, draft.contact, request.requestId]
  // A newline between the parts, which no searched word can hold: nothing matches across two of them.
  return parts.filter((part) => part).join('\n').toLowerCase()
}

/** The open states, for `json_each`. */
export const OPEN_STATES = JSON.stringify(STATES.filter(isOpen))

/** A state this program does not know would be a newer program's row, and those databases are refused at boot. */
export function toState(text: string): EndpointState {
  if (!isEndpointState(text)) throw new Error(`The database holds the unknown state ${JSON.stringify(text)}.`)
  return text
}
