import { MAY, OPERATIONS, type Operation } from './roles'

/** What a token may be used for. Its owner’s role is asked as well, each time: a token never does more than its owner may. */
export const TOKEN_SCOPES = ['read', 'requests', 'desk', 'admin', 'self', 'people'] as const
export type TokenScope = (typeof TOKEN_SCOPES)[number]

export const isTokenScope = (text: string): text is TokenScope => (TOKEN_SCOPES as readonly string[]).includes(text)

export const SCOPE_MEANING: Record<TokenScope, string> = {
  read: 'Reads what its owner may see. Changes nothing.',
  requests: 'Makes and operates requests, as far as its owner may.',
  desk: 'Works the support desk, as far as its owner may.',
  admin: 'Changes accounts and settings, as far as its owner may.',
  self: 'Ends its owner’s sessions and revokes their tokens, itself included. Makes nothing.',
  people: 'Changes who has access: invitations, roles, links for new passwords, more tokens. Can make access that outlives this token. For administrators only.',
}

const READING: readonly Operation[] = (Object.keys(OPERATIONS) as Operation[]).filter((operation) => /^(list|view|read)/.test(operation))
const DESK: readonly Operation[] = ['markSent', 'writeNote', 'recordOutcome']
const ADMIN: readonly Operation[] = ['manageAccounts', 'manageCatalogue']
const SELF: readonly Operation[] = ['revokeTokens', 'manageOwnSessions']
/** What outlives the token that did it: a scope by itself, so that nobody has it who did not mean to. */
const PEOPLE: readonly Operation[] = ['managePeople', 'delegateTokens']
/** Never by a token: making one as a person does asks for a person. The sandbox has its own way in. */
const NEVER: readonly Operation[] = ['manageTokens', 'playClickHouse']
const REQUESTS: readonly Operation[] = (Object.keys(MAY) as Operation[]).filter((operation) => ![...READING, ...DESK, ...ADMIN, ...SELF, ...PEOPLE, ...NEVER].includes(operation))

const SCOPE: Record<TokenScope, readonly Operation[]> = { read: READING, requests: REQUESTS, desk: DESK, admin: ADMIN, self: SELF, people: PEOPLE }

/** Whether one of a token’s scopes holds the operation. */
export const scopesAllow = (scopes: readonly TokenScope[], operation: Operation): boolean => scopes.some((scope) => SCOPE[scope].includes(operation))

/** The scope that would be needed; null for what no token may do. */
export const scopeFor = (operation: Operation): TokenScope | null => TOKEN_SCOPES.find((scope) => SCOPE[scope].includes(operation)) ?? null

/** As the API and its pages tell a token: never its secret. */
export type ApiToken = {
  tokenId: string
  name: string
  ownerId: string
  scopes: TokenScope[]
  createdAt: Date
  expiresAt: Date
  revokedAt: Date | null
  lastUsedAt: Date | null
  /** The token it was made with; null where a person made it. */
  madeById: string | null
}

export type TokenStanding = 'active' | 'expired' | 'revoked'
export const standingOfToken = ({ expiresAt, revokedAt }: Pick<ApiToken, 'expiresAt' | 'revokedAt'>, now: Date): TokenStanding =>
  revokedAt ? 'revoked' : expiresAt.getTime() <= now.getTime() ? 'expired' : 'active'

/** How a token begins: secret scanners and people recognise one. */
export const TOKEN_PREFIX = 'causeway_'

/** The life of a token, in days. */
export const TOKEN_DAYS = { least: 1, most: 365, usual: 90 }
