import type { Operation } from '@/lib/privatelink/roles'

/** What every page and route handler asks the table, at which address: the rows of the matrix. */

/** The requests of the matrix: an endpoint that waits for ClickHouse, and a draft; both an operator's. */
export type Ids = { handedOver: string; draft: string }
type Guarded = { operation: Operation; at: (ids: Ids) => string; of?: keyof Ids; allowed?: number }
type Open = { open: true; at: () => string; status: number }
/** For programs with a key of their own: a cookie is nothing here. */
type Keyed = { keyed: true; at: (ids: Ids) => string; method: 'GET' | 'POST' }
/** `of`: the request it is about. `allowed`: the status for who may, else 200. `open`: for anybody. */
export type Row = Guarded | Open | Keyed

/** The account of the server's own credentials in the sandbox. */
export const ACCOUNT_ID = '111122223333'

const wizard = (step: string, allowed?: number): Row => ({ operation: 'editDraft', at: ({ draft }) => `/requests/new/${draft}/${step}`, of: 'draft', ...(allowed && { allowed }) })
const ofRequest = (operation: Operation, page: string): Row => ({ operation, at: ({ handedOver }) => `/requests/${handedOver}${page}`, of: 'handedOver' })
const plain = (operation: Operation, path: string): Row => ({ operation, at: () => path })

export const PAGES: Record<string, Row> = {
  '/': { operation: 'manageOwnSessions', at: () => '/', allowed: 307 },
  '/requests': plain('listRequests', '/requests'),
  '/requests/[requestId]': ofRequest('viewRequest', ''),
  '/requests/[requestId]/private-dns': ofRequest('viewRequest', '/private-dns'),
  '/requests/[requestId]/runbook': ofRequest('viewRequest', '/runbook'),
  '/requests/new': plain('startRequest', '/requests/new'),
  '/requests/new/[requestId]/clickhouse': wizard('clickhouse'),
  '/requests/new/[requestId]/account': wizard('account'),
  '/requests/new/[requestId]/network': wizard('network', 307),
  '/requests/new/[requestId]/review': wizard('review', 307),
  '/requests/new/[requestId]/own': wizard('own', 307),
  '/support': plain('viewDesk', '/support'),
  '/accounts': plain('viewAccounts', '/accounts'),
  '/accounts/new': plain('manageAccounts', '/accounts/new'),
  '/accounts/adopt': plain('adoptExisting', '/accounts/adopt'),
  '/accounts/[accountId]': plain('viewAccounts', `/accounts/${ACCOUNT_ID}`),
  '/accounts/[accountId]/edit': plain('manageAccounts', `/accounts/${ACCOUNT_ID}/edit`),
  '/accounts/[accountId]/policy': plain('manageAccounts', `/accounts/${ACCOUNT_ID}/policy`),
  '/accounts/[accountId]/test': plain('manageAccounts', `/accounts/${ACCOUNT_ID}/test`),
  '/sandbox': plain('playClickHouse', '/sandbox'),
  '/settings/api': plain('manageTokens', '/settings/api'),
  '/settings/audit': plain('viewAudit', '/settings/audit'),
  '/settings/people': plain('viewPeople', '/settings/people'),
  '/settings/ports': plain('viewCatalogue', '/settings/ports'),
  '/settings/rates': plain('viewCatalogue', '/settings/rates'),
  '/settings/regions': plain('viewCatalogue', '/settings/regions'),
  '/settings/sessions': plain('manageOwnSessions', '/settings/sessions'),
  '/settings/tokens': plain('manageTokens', '/settings/tokens'),
  '/sign-in': { open: true, at: () => '/sign-in', status: 200 },
  '/setup': { open: true, at: () => '/setup?token=not-the-token-at-all', status: 404 },
  '/shared/[token]': { open: true, at: () => '/shared/not-a-token', status: 404 },
  '/invite/[token]': { open: true, at: () => '/invite/not-a-token', status: 200 },
  '/renew/[token]': { open: true, at: () => '/renew/not-a-token', status: 200 },
}

const ticket = (format: string): Record<string, Row> => ({
  [`/requests/[requestId]/ticket.${format}`]: ofRequest('readTicket', `/ticket.${format}`),
  [`/requests/ticket.${format}`]: { operation: 'readTicket', at: ({ handedOver }) => `/requests/ticket.${format}?ids=${handedOver}`, of: 'handedOver' },
})

export const HANDLERS: Record<string, Row> = {
  ...ticket('txt'),
  ...ticket('md'),
  ...ticket('json'),
  ...ticket('csv'),
  '/requests/[requestId]/exports/[format]': ofRequest('viewRequest', '/exports/terraform'),
  '/requests/[requestId]/script.sh': ofRequest('addEvidence', '/script.sh'),
  '/requests/[requestId]/script.ps1': ofRequest('addEvidence', '/script.ps1'),
  '/accounts/[accountId]/files/[file]': plain('viewAccounts', `/accounts/${ACCOUNT_ID}/files/permission-policy.json`),
  '/settings/audit/export/[format]': plain('viewAudit', '/settings/audit/export/csv'),
  '/api/events': plain('manageOwnSessions', '/api/events'),
  '/api/v1/openapi.json': plain('manageTokens', '/api/v1/openapi.json'),
  '/api/v1/[...path]': { keyed: true, at: ({ handedOver }) => `/api/v1/requests/${handedOver}`, method: 'GET' },
  '/api/reports': { keyed: true, at: () => '/api/reports', method: 'POST' },
  '/shared/[token]/connection.md': { open: true, at: () => '/shared/not-a-token/connection.md', status: 404 },
  '/api/health': { open: true, at: () => '/api/health', status: 200 },
  '/api/ready': { open: true, at: () => '/api/ready', status: 200 },
  '/sign-in/provider': { open: true, at: () => '/sign-in/provider', status: 307 },
  '/api/auth/callback/oidc': { open: true, at: () => '/api/auth/callback/oidc?code=x&state=y', status: 404 },
}

type Door = [door: string, row: Row, kind: 'page' | 'handler']
const ALL: Door[] = [
  ...Object.entries(PAGES).map(([door, row]): Door => [door, row, 'page']),
  ...Object.entries(HANDLERS).map(([door, row]): Door => [door, row, 'handler']),
]

export const guardedDoors = (): [string, Guarded, 'page' | 'handler'][] => ALL.flatMap(([door, row, kind]) => ('operation' in row ? [[door, row, kind]] : []))
export const openDoors = (): [string, Open][] => ALL.flatMap(([door, row]) => ('open' in row ? [[door, row]] : []))
export const keyedDoors = (): [string, Keyed][] => ALL.flatMap(([door, row]) => ('keyed' in row ? [[door, row]] : []))
