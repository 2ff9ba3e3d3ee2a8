import { isOpen, type EndpointState } from './state'

/**
 * Who may do what: the one table. Buttons, actions, routes, operations, the event stream and the API ask it, the tests walk it,
 * and `docs/roles.md` is rendered from it.
 */
export const ROLES = ['viewer', 'requester', 'operator', 'support', 'admin'] as const
export type Role = (typeof ROLES)[number]

export const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text)

/** What each role is for, in a sentence for invitations and the docs. */
export const ROLE_MEANING: Record<Role, string> = {
  viewer: 'Sees every request and changes nothing.',
  requester: 'Makes requests and operates their own.',
  operator: 'Makes requests and operates everybody’s.',
  support: 'Works the support desk: notes, ticket numbers, outcomes. Touches nothing in AWS.',
  admin: 'Everything, and adds people, accounts and settings.',
}

/** Everything that can be looked at or done, as it reads after “may” and “may not”. */
export const OPERATIONS = {
  viewSelf: 'see who they are',
  listRequests: 'see the list of requests',
  viewRequest: 'see this request',
  readTicket: 'read the ticket',
  viewDesk: 'see the support desk',
  viewAccounts: 'see AWS accounts',
  viewCatalogue: 'see rates and regions',
  viewPeople: 'see who has access',
  viewAudit: 'read the audit trail',
  viewTokens: 'see API tokens',
  viewOwnSessions: 'see own sessions',
  startRequest: 'start requests',
  editDraft: 'change this draft',
  submit: 'create endpoints',
  lookNow: 'ask AWS to look now',
  delete: 'delete endpoints',
  discard: 'discard this draft',
  copy: 'start a copy of this request',
  retryCreate: 'repeat the creation',
  adoptFound: 'take over endpoints',
  runChecks: 'run the checks',
  addEvidence: 'add evidence',
  switchPrivateDns: 'switch private DNS',
  mendNetwork: 'change security groups and VPC attributes',
  runQuery: 'run a query',
  acceptDrift: 'accept what AWS shows as the plan',
  share: 'share requests with people outside',
  markSent: 'mark a ticket as sent',
  writeNote: 'write notes',
  recordOutcome: 'record an outcome',
  adoptExisting: 'take over existing endpoints',
  giveSnapshot: 'paste what AWS answers',
  tellState: 'report the state of this endpoint',
  manageAccounts: 'change AWS accounts',
  manageCatalogue: 'change rates, regions and ports',
  managePeople: 'change who has access',
  manageTokens: 'make API tokens',
  delegateTokens: 'let a token make API tokens',
  revokeTokens: 'revoke API tokens',
  manageOwnSessions: 'end own sessions',
  playClickHouse: 'play ClickHouse’s side of the sandbox',
} as const
export type Operation = keyof typeof OPERATIONS

/** `own`: requests they started. `handed-over`: requests whose endpoint waits for ClickHouse, or did. */
export type Scope = 'all' | 'own' | 'handed-over'
type Row = Partial<Record<Role, Scope>>

const READERS: Row = { viewer: 'all', requester: 'all', operator: 'all', admin: 'all' }
const OPERATORS: Row = { requester: 'own', operator: 'all', admin: 'all' }
const EVERYBODY: Row = { ...READERS, support: 'all' }
const ADMIN: Row = { admin: 'all' }

export const MAY: Record<Operation, Row> = {
  viewSelf: EVERYBODY,
  listRequests: READERS,
  viewRequest: { ...READERS, support: 'handed-over' },
  readTicket: { ...READERS, support: 'handed-over' },
  viewDesk: { operator: 'all', support: 'all', admin: 'all' },
  viewAccounts: { operator: 'all', admin: 'all' },
  viewCatalogue: READERS,
  viewPeople: ADMIN,
  viewAudit: ADMIN,
  viewTokens: EVERYBODY,
  viewOwnSessions: EVERYBODY,
  startRequest: { requester: 'all', operator: 'all', admin: 'all' },
  editDraft: OPERATORS,
  submit: OPERATORS,
  lookNow: OPERATORS,
  delete: OPERATORS,
  discard: OPERATORS,
  copy: OPERATORS,
  retryCreate: OPERATORS,
  adoptFound: OPERATORS,
  runChecks: OPERATORS,
  addEvidence: OPERATORS,
  switchPrivateDns: OPERATORS,
  mendNetwork: OPERATORS,
  runQuery: OPERATORS,
  acceptDrift: OPERATORS,
  // Not support: whom a team lets see its connection is the team’s to say.
  share: OPERATORS,
  markSent: { ...OPERATORS, support: 'handed-over' },
  writeNote: { ...OPERATORS, support: 'handed-over' },
  recordOutcome: { operator: 'all', support: 'handed-over', admin: 'all' },
  adoptExisting: { operator: 'all', admin: 'all' },
  giveSnapshot: { requester: 'all', operator: 'all', admin: 'all' },
  tellState: OPERATORS,
  manageAccounts: ADMIN,
  manageCatalogue: ADMIN,
  managePeople: ADMIN,
  manageTokens: EVERYBODY,
  delegateTokens: ADMIN,
  revokeTokens: EVERYBODY,
  manageOwnSessions: EVERYBODY,
  playClickHouse: { requester: 'all', operator: 'all', support: 'all', admin: 'all' },
}

/** The request an operation is about, as far as the table cares. */
export type Owned = { ownerId: string | null; state: EndpointState; endpointId: string | null }
type Asking = { userId: string; role: Role }
export type Allowed = { ok: true } | { ok: false; reason: string }

/** Why not; null where it is allowed. */
export const reasonOf = (allowed: Allowed): string | null => (allowed.ok ? null : allowed.reason)

/**
 * Whether the table allows it; if not, the whole sentence for the disabled button. Without `of` the question is whether they may do
 * it to any request at all: a page asks that before it knows which.
 */
export function mayDo(asking: Asking, operation: Operation, of?: Owned): Allowed {
  const scope = MAY[operation][asking.role]
  if (!scope) return { ok: false, reason: `Your role, ${asking.role}, may not ${OPERATIONS[operation]}. ${whoMay(operation)} may.` }
  if (!of || scope === 'all') return { ok: true }
  if (scope === 'handed-over') return isHandedOver(of) ? { ok: true } : { ok: false, reason: 'The support desk works on requests whose endpoint was made and is not deleted.' }
  if (of.ownerId === asking.userId) return { ok: true }
  return { ok: false, reason: `Your role, ${asking.role}, may ${OPERATIONS[operation]} only for requests you started. ${whoMay(operation, 'all')} may for all.` }
}

/** What vanished stays on the desk until somebody has told ClickHouse. */
const isHandedOver = ({ state, endpointId }: Owned) => endpointId !== null && (isOpen(state) || state === 'gone')

function whoMay(operation: Operation, scope?: Scope): string {
  const roles = ROLES.filter((role) => (scope ? MAY[operation][role] === scope : MAY[operation][role] !== undefined)).map((role) => `${article(role)} ${role}`)
  const text = roles.length > 1 ? `${roles.slice(0, -1).join(', ')} or ${roles.at(-1)}` : (roles[0] ?? 'Nobody')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const article = (word: string) => (/^[aeiou]/.test(word) ? 'an' : 'a')
