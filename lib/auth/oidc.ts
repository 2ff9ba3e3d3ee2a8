import 'server-only'
import { config, type OidcConfig } from '@/lib/config'
import { noteRefusedSignIn } from '@/lib/db/refused-sign-ins'
import { log } from '@/lib/log'
import { isRole, ROLES, type Role } from '@/lib/privatelink/roles'
import { askingAddress } from './actor'
import { sharedOptions } from './library'
import { mayTry } from './limits'
import { askingHeaders, endPresentedSession, takeCookies } from './sign-in'

/** The provider's name in our tables and in the callback's address. */
export const PROVIDER = 'oidc'

type Claims = Record<string, unknown> & { sub?: unknown; iss?: unknown }
const shared = globalThis as unknown as { __causewayProvider?: Promise<{ handler: (request: Request) => Promise<Response> }> }

function providerDoor(oidc: OidcConfig) {
  return (shared.__causewayProvider ??= make(oidc))
}

async function make(oidc: OidcConfig) {
  const [{ betterAuth }, { genericOAuth }, options] = await Promise.all([import('better-auth/minimal'), import('better-auth/plugins/generic-oauth'), sharedOptions()])
  const plugin = genericOAuth({
    config: [
      {
        providerId: PROVIDER,
        clientId: oidc.clientId,
        clientSecret: oidc.clientSecret,
        discoveryUrl: `${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
        scopes: ['openid', 'profile', 'email', ...(oidc.groupsClaim === 'groups' ? ['groups'] : [])],
        pkce: true,
        requireIdTokenVerification: true,
        overrideUserInfo: true,
        getUserInfo: async (tokens) => readClaims(tokens.idToken, tokens.accessToken, oidc),
        mapProfileToUser: (profile) => ({ role: roleFor(profile, oidc) ?? 'none', name: String(profile.name ?? profile.email ?? '').slice(0, 100) }),
      },
    ],
  })
  return betterAuth({
    ...options,
    user: {
      ...options.user,
      validateUserInfo: ({ user }) => (isRole(String(user.role)) ? undefined : { error: 'no_role' }),
    },
    plugins: [plugin],
  })
}

/**
 * What the provider says of the person: the claims of the ID token, which the library has verified (signature, issuer, audience,
 * nonce, expiry), and what only the user info endpoint tells, if that speaks of the same subject. Null without an ID token, or with
 * one of another issuer than the configured one: a discovery document may name any.
 */
async function readClaims(idToken: string | undefined, accessToken: string | undefined, oidc: OidcConfig) {
  if (!idToken) return null
  const claims = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString()) as Claims
  if (claims.iss !== oidc.issuer || typeof claims.sub !== 'string') return null
  const more = claims.email && claims[oidc.groupsClaim] ? null : await askUserInfo(accessToken, oidc)
  if (more && more.sub !== claims.sub) return null
  const all: Claims = { ...more, ...claims }
  return { ...all, id: claims.sub, sub: claims.sub, email: typeof all.email === 'string' ? all.email : undefined, emailVerified: all.email_verified === true }
}

async function askUserInfo(accessToken: string | undefined, { issuer }: OidcConfig): Promise<Claims | null> {
  const discovery = await readJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  const endpoint = discovery?.userinfo_endpoint
  if (typeof endpoint !== 'string' || !accessToken) return null
  return readJson(endpoint, { authorization: `Bearer ${accessToken}` })
}

async function readJson(url: string, headers: Record<string, string> = {}): Promise<Claims | null> {
  const answer = await fetch(url, { headers, signal: AbortSignal.timeout(10_000), redirect: 'error', cache: 'no-store' })
  return answer.ok ? ((await answer.json()) as Claims) : null
}

/** The strongest role that the person's groups give; the default where none does; null: not let in. */
export function roleFor(claims: Claims, { groupsClaim, roleMap, defaultRole }: OidcConfig): Role | null {
  const said = claims[groupsClaim]
  const groups = Array.isArray(said) ? said : [said]
  const given = groups.flatMap((group) => (typeof group === 'string' && Object.hasOwn(roleMap, group) ? [roleMap[group]!] : []))
  const strongest = STRENGTH.filter((role) => given.includes(role)).at(-1)
  return strongest ?? (defaultRole !== null && isRole(defaultRole) ? defaultRole : null)
}

/** `support` sees less of requests than a viewer but writes; neither touches AWS. */
const RANK: Record<Role, number> = { viewer: 0, support: 1, requester: 2, operator: 3, admin: 4 }
/** Weakest first. */
const STRENGTH: readonly Role[] = [...ROLES].sort((a, b) => RANK[a] - RANK[b])

/** Begins a sign-in at the provider; the address to go on to. A problem where that cannot be: the provider is away, or there were too many. */
export async function startAtProvider(next: string, now: Date): Promise<{ url: string } | { problem: 'too_many' | 'unavailable' }> {
  const { oidc, appUrl } = config()
  if (!oidc) return { problem: 'unavailable' }
  const counted = await mayTry({ what: 'provider', address: await askingAddress(), now })
  if (!counted.ok) return { problem: 'too_many' }
  const { handler } = await providerDoor(oidc)
  const body = JSON.stringify({ provider: PROVIDER, callbackURL: next, errorCallbackURL: '/sign-in', disableRedirect: true })
  const answer = await handler(new Request(`${appUrl}/api/auth/sign-in/social`, { method: 'POST', headers: { ...(await askingHeaders()), origin: appUrl, 'content-type': 'application/json' }, body }))
  if (!answer.ok) {
    log().warn({ status: answer.status }, 'a sign-in at the provider could not begin')
    return { problem: 'unavailable' }
  }
  await takeCookies(answer)
  return { url: ((await answer.json()) as { url: string }).url }
}

/** The provider sends the browser back: lets the person in, or leads to the sign-in with the reason's code. */
export async function returnFromProvider(request: Request, now: Date): Promise<Response> {
  const { oidc, appUrl } = config()
  if (!oidc) return new Response('There is nothing here.\n', { status: 404 })
  const counted = await mayTry({ what: 'provider', address: await askingAddress(), now })
  if (!counted.ok) return toSignIn('too_many')
  const { handler } = await providerDoor(oidc)
  const asked = new Headers({ ...(await askingHeaders()), cookie: request.headers.get('cookie') ?? '' })
  const answer = await handler(new Request(`${appUrl}/api/auth/callback/${PROVIDER}${new URL(request.url).search}`, { headers: asked }))
  const leadsTo = answer.headers.get('location') ?? ''
  const problem = URL.canParse(leadsTo, appUrl) ? new URL(leadsTo, appUrl).searchParams.get('error') : null
  if (answer.status === 302 && problem === null) {
    await counted.forgive()
    await endPresentedSession(now)
    return answer
  }
  await noteRefusedSignIn({ person: null, from: await askingAddress(), why: `provider: ${(problem ?? 'failed').slice(0, 60)}`, now })
  return toSignIn(problem ?? 'failed')
}

const toSignIn = (problem: string) => new Response(null, { status: 303, headers: { location: `/sign-in?problem=${encodeURIComponent(problem.slice(0, 60))}`, 'cache-control': 'no-store' } })
