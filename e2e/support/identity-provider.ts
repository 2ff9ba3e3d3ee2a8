import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import Provider, { type Configuration } from 'oidc-provider'

export type Claims = Record<string, unknown>
type Header = { alg: string; kid?: string; typ?: string }
/** Changes what the provider says in an ID token before it is signed. */
export type Tamper = (token: { header: Header; claims: Claims }) => { header: Header; claims: Claims }

export const CLIENT = { id: 'causeway', secret: 'a-secret-of-the-tests' }

/** A real OpenID Connect provider on loopback. What its tokens say can be tampered with on their way out, signed by its own key. */
export type IdentityProvider = { issuer: string; people: Map<string, Claims>; tamper: (how: Tamper | null) => void; rotateKey: () => void; stop: () => Promise<void> }

export async function startIdentityProvider(port: number, redirectUri: string): Promise<IdentityProvider> {
  const issuer = `http://127.0.0.1:${port}`
  const people = new Map<string, Claims>()
  let how: Tamper | null = null
  let keys = newKeys()
  let provider = makeProvider(issuer, redirectUri, keys.jwk, people)
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/token')) tamperWith(response, (body) => rewrite(body, keys.privateKey, how))
    void provider.callback()(request as IncomingMessage, response)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    issuer,
    people,
    tamper: (next) => (how = next),
    rotateKey: () => {
      keys = newKeys()
      provider = makeProvider(issuer, redirectUri, keys.jwk, people)
    },
    stop: () => new Promise((resolve) => (server.close(() => resolve()), server.closeAllConnections())),
  }
}

let kids = 0
function newKeys() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  kids += 1
  return { privateKey, jwk: { ...privateKey.export({ format: 'jwk' }), kid: `key-${kids}`, use: 'sig', alg: 'RS256' } }
}

function makeProvider(issuer: string, redirectUri: string, jwk: object, people: Map<string, Claims>): Provider {
  const configuration: Configuration = {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri], grant_types: ['authorization_code'], response_types: ['code'] }],
    jwks: { keys: [jwk] } as Configuration['jwks'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
    scopes: ['openid', 'email', 'profile', 'groups'],
    conformIdTokenClaims: true,
    pkce: { required: () => true },
    cookies: { keys: ['only-for-tests'] },
    findAccount: (_context, id) => ({ accountId: id, claims: () => Promise.resolve({ sub: id, ...people.get(id) }) }),
  }
  const provider = new Provider(issuer, configuration)
  provider.on('server_error', (_context, error) => process.stderr.write(`identity provider: ${error.message}\n`))
  return provider
}

/** Holds back what is written until it is whole, and sends what `change` makes of it. */
function tamperWith(response: ServerResponse, change: (body: string) => string): void {
  const end = response.end.bind(response)
  response.end = ((chunk?: unknown) => {
    const body = change(chunk === undefined ? '' : String(chunk))
    response.setHeader('content-length', Buffer.byteLength(body))
    return end(body)
  }) as typeof response.end
}

function rewrite(body: string, key: KeyObject, how: Tamper | null): string {
  const answer = JSON.parse(body) as { id_token?: string }
  if (!how || !answer.id_token) return body
  const [header, claims] = answer.id_token.split('.').map((part) => part && decode(part))
  const changed = how({ header: header as Header, claims: claims as Claims })
  return JSON.stringify({ ...answer, id_token: sign(changed, key) })
}

const decode = (part: string): unknown => {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString())
  } catch {
    return null
  }
}
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

function sign({ header, claims }: { header: Header; claims: Claims }, key: KeyObject): string {
  const text = `${encode(header)}.${encode(claims)}`
  if (header.alg === 'none') return `${text}.`
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`
}
