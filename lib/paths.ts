/** Every URL of the product, built here and nowhere typed. */
export const WIZARD_STEPS = ['clickhouse', 'account', 'network', 'review'] as const
export type WizardStep = (typeof WIZARD_STEPS)[number]

/** A ticket as a file. */
export type TicketFileFormat = 'txt' | 'md' | 'json' | 'csv'

export const paths = {
  home: () => '/',
  requests: (query?: Record<string, string | undefined>) => withQuery('/requests', query),
  newRequest: () => '/requests/new',
  wizard: (requestId: string, step: WizardStep) => `/requests/new/${encodeURIComponent(requestId)}/${step}`,
  request: (requestId: string) => `/requests/${encodeURIComponent(requestId)}`,
  ticket: (requestId: string, format: TicketFileFormat) => `/requests/${encodeURIComponent(requestId)}/ticket.${format}`,
  /** One ticket for several requests. */
  tickets: (requestIds: string[], format: TicketFileFormat) => withQuery(`/requests/ticket.${format}`, { ids: requestIds.join(',') }),
  rates: () => '/settings/rates',
  sandbox: () => '/sandbox',
  events: () => '/api/events',
  accounts: () => '/accounts',
  /** `region`: whose snapshot is shown, of an account in plan mode. */
  account: (accountId: string, region?: string) => withQuery(`/accounts/${encodeURIComponent(accountId)}`, { region }),
  newAccount: (source?: string) => withQuery('/accounts/new', { source }),
  accountSetup: (accountId: string, step: 'policy' | 'test') => `/accounts/${encodeURIComponent(accountId)}/${step}`,
  editAccount: (accountId: string) => `/accounts/${encodeURIComponent(accountId)}/edit`,
  accountFile: (accountId: string, file: string) => `/accounts/${encodeURIComponent(accountId)}/files/${encodeURIComponent(file)}`,
  exportFile: (requestId: string, format: string) => `/requests/${encodeURIComponent(requestId)}/exports/${encodeURIComponent(format)}`,
  runbook: (requestId: string) => `/requests/${encodeURIComponent(requestId)}/runbook`,
  desk: (query?: Record<string, string | undefined>) => withQuery('/support', query),
  regions: () => '/settings/regions',
  ports: () => '/settings/ports',
  audit: (query?: Record<string, string | undefined>) => withQuery('/settings/audit', query),
  auditExport: (format: 'csv' | 'jsonl', query?: Record<string, string | undefined>) => withQuery(`/settings/audit/export/${format}`, query),
  people: () => '/settings/people',
  sessions: () => '/settings/sessions',
  /** `place`: where it will be run. */
  script: (requestId: string, dialect: 'sh' | 'ps1', place: 'vpc' | 'laptop' | 'elsewhere') => withQuery(`/requests/${encodeURIComponent(requestId)}/script.${dialect}`, { place }),
  reports: () => '/api/reports',
  signIn: (next?: string) => withQuery('/sign-in', { next: next === '/' ? undefined : next }),
  setUp: (token?: string) => withQuery('/setup', { token }),
  /** Without a token: what all of them begin with. */
  invitations: () => '/invite',
  invitation: (token: string) => `/invite/${encodeURIComponent(token)}`,
  renewals: () => '/renew',
  renewal: (token: string) => `/renew/${encodeURIComponent(token)}`,
  tokens: () => '/settings/tokens',
  apiReference: () => '/settings/api',
  openApi: () => '/api/v1/openapi.json',
  /** For who has no account: the token is the key. */
  shared: (token: string) => `/shared/${encodeURIComponent(token)}`,
  sharedFile: (token: string) => `/shared/${encodeURIComponent(token)}/connection.md`,
  privateDns: (requestId: string) => `/requests/${encodeURIComponent(requestId)}/private-dns`,
  ownEndpoint: (requestId: string) => `/requests/new/${encodeURIComponent(requestId)}/own`,
  adoptExisting: () => '/accounts/adopt',
} as const

function withQuery(path: string, query: Record<string, string | undefined> = {}): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value) params.set(key, value)
  const text = params.toString()
  return text ? `${path}?${text}` : path
}
