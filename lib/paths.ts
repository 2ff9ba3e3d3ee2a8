/** Every URL of the product, built here and nowhere typed. */
export const WIZARD_STEPS = ['clickhouse', 'account', 'network', 'review'] as const
export type WizardStep = (typeof WIZARD_STEPS)[number]

export const paths = {
  home: () => '/',
  requests: (query?: Record<string, string | undefined>) => withQuery('/requests', query),
  newRequest: () => '/requests/new',
  wizard: (requestId: string, step: WizardStep) => `/requests/new/${encodeURIComponent(requestId)}/${step}`,
  request: (requestId: string) => `/requests/${encodeURIComponent(requestId)}`,
  ticket: (requestId: string, format: 'txt' | 'md' | 'json') => `/requests/${encodeURIComponent(requestId)}/ticket.${format}`,
  /** One ticket for several requests. */
  tickets: (requestIds: string[], format: 'txt' | 'md' | 'json') => withQuery(`/requests/ticket.${format}`, { ids: requestIds.join(',') }),
  rates: () => '/settings/rates',
  sandbox: () => '/sandbox',
  events: () => '/api/events',
  privateDns: (requestId: string) => `/requests/${encodeURIComponent(requestId)}/private-dns`,
} as const

function withQuery(path: string, query: Record<string, string | undefined> = {}): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value) params.set(key, value)
  const text = params.toString()
  return text ? `${path}?${text}` : path
}
