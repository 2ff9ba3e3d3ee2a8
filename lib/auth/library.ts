import 'server-only'
import type { BetterAuthOptions } from 'better-auth'
import type { CleanedWhere, CustomAdapter } from 'better-auth/adapters'
import { CLIENT_ADDRESS_HEADER, config } from '@/lib/config'
import { findPerson } from '@/lib/db/people'
import { inOneWrite, signInStore, type SignInModel } from '@/lib/db/sign-in-store'
import { log } from '@/lib/log'
import { authSecret } from './secret'
import { ABSOLUTE_SECONDS, isHttps, sessionCookie } from './session'

/**
 * What both instances of the sign-in library (better-auth) share. It checks passwords, talks to the identity provider and makes
 * sessions; it is not reachable from outside but through our own actions and the provider's callback. Limits, audit and reading of
 * sessions are ours: its own rate limit does not cover calls from within, and it would write at page views.
 */
export async function sharedOptions(): Promise<BetterAuthOptions> {
  const secure = isHttps()
  const cookie = (name: string) => ({ name, attributes: { secure, httpOnly: true, sameSite: 'lax' as const, path: '/' } })
  return {
    appName: 'Causeway',
    baseURL: config().appUrl,
    basePath: '/api/auth',
    secret: authSecret(),
    telemetry: { enabled: false },
    database: await storeAdapter(),
    rateLimit: { enabled: false },
    // our store takes away what is out of date when it adds
    verification: { disableCleanup: true },
    session: { expiresIn: ABSOLUTE_SECONDS, cookieCache: { enabled: false } },
    account: { accountLinking: { enabled: false, disableImplicitLinking: true }, updateAccountOnSignIn: false },
    user: { additionalFields: { role: { type: 'string', required: true } }, changeEmail: { enabled: false } },
    databaseHooks: { session: { create: { before: async ({ userId }) => ((await isLetIn(userId)) ? undefined : false) } } },
    advanced: {
      useSecureCookies: false,
      cookies: { session_token: cookie(sessionCookie()), state: cookie(secure ? '__Host-causeway-state' : 'causeway-state') },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
    onAPIError: { errorURL: `${config().appUrl}/sign-in` },
    logger: { disableColors: true, log: (level, message) => log()[level === 'error' ? 'warn' : 'debug']({ said: message }, 'the sign-in library') },
  }
}

async function isLetIn(userId: string): Promise<boolean> {
  const person = await findPerson(userId)
  return person !== null && person.disabledAt === null
}

/** Our tables in the shape the library asks for. */
async function storeAdapter() {
  const { createAdapterFactory } = await import('better-auth/adapters')
  return (options: BetterAuthOptions) => {
    const config = { adapterId: 'causeway', adapterName: 'Causeway', supportsDates: true, supportsBooleans: true }
    const made: ReturnType<ReturnType<typeof createAdapterFactory>> = createAdapterFactory({
      config: { ...config, transaction: (work) => inOneWrite(() => work(made)) },
      adapter: () => adapter,
    })(options)
    return made
  }
}

const tableOf = (model: string) => {
  if (model in signInStore) return signInStore[model as SignInModel]
  throw new Error(`The sign-in library asked for “${model}”, which there is not.`)
}

/** Every condition must be an equality, or one of several: a looser one would be a question nobody here asks. */
function equalities(where: CleanedWhere[] = []): Record<string, unknown> {
  for (const { operator, connector } of where) if (!['eq', 'in'].includes(operator) || connector !== 'AND') throw new Error(`The sign-in library asked for “${operator} ${connector}”, which our store does not know.`)
  return Object.fromEntries(where.map(({ field, operator, value }) => [field, operator === 'in' ? { in: value } : value]))
}

const adapter: CustomAdapter = {
  create: async ({ model, data }) => (await tableOf(model).create(data)) as typeof data,
  findOne: async <T>({ model, where }: { model: string; where: CleanedWhere[] }) => ((await tableOf(model).list(equalities(where)))[0] ?? null) as T | null,
  findMany: async <T>({ model, where, limit }: { model: string; where?: CleanedWhere[]; limit: number }) => (await tableOf(model).list(equalities(where))).slice(0, limit) as T[],
  update: async <T>({ model, where, update }: { model: string; where: CleanedWhere[]; update: T }) => (await tableOf(model).change(equalities(where), update as Record<string, unknown>)) as T | null,
  updateMany: () => Promise.reject(new Error('The sign-in library may not change many rows at once.')),
  delete: async ({ model, where }) => void (await tableOf(model).remove(equalities(where))),
  deleteMany: async ({ model, where }) => (await tableOf(model).remove(equalities(where))).length,
  consumeOne: async <T>({ model, where }: { model: string; where: CleanedWhere[] }) => ((await tableOf(model).remove(equalities(where)))[0] ?? null) as T | null,
  count: async ({ model, where }) => (await tableOf(model).list(equalities(where))).length,
}
