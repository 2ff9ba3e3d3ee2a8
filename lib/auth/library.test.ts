import { betterAuth } from 'better-auth/minimal'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sharedOptions } from './library'
import { makeSignedIn, openForTests } from './test-signed-in'

let close = () => Promise.resolve()
beforeAll(async () => void ({ close } = await openForTests()))
afterAll(() => close())

it('answers what the sign-in library asks on the way back from a provider', async () => {
  const { userId, email } = await makeSignedIn('viewer')
  const { internalAdapter } = await betterAuth(await sharedOptions()).$context
  expect(await internalAdapter.findAccountOwnerByKey({ providerId: 'oidc', accountId: 'nobody' })).toBeNull()
  expect(await internalAdapter.findAccountOwnerByKey({ providerId: 'credential', accountId: userId })).toMatchObject({ kind: 'owned', user: { id: userId, role: 'viewer' } })
  expect(await internalAdapter.findUserByEmail(email.toUpperCase(), { includeAccounts: true })).toMatchObject({ user: { id: userId }, accounts: [{ providerId: 'credential' }] })
})

it('keeps nobody from a provider whose way to sign in could not be kept', async () => {
  const { internalAdapter } = await betterAuth(await sharedOptions()).$context
  const person = (name: string) => ({ name, email: `${name}@example.com`, emailVerified: true, role: 'viewer' })
  const account = { providerId: 'oidc', accountId: 'the-same' }
  await internalAdapter.createOAuthUser(person('first'), account)
  await expect(internalAdapter.createOAuthUser(person('second'), account)).rejects.toThrow()
  expect(await internalAdapter.findUserByEmail('second@example.com')).toBeNull()
  expect(await internalAdapter.findUserByEmail('first@example.com', { includeAccounts: true })).toMatchObject({ accounts: [{ accountId: 'the-same' }] })
})

it('keeps a person from a provider without the provider’s tokens, and a sign-in that has begun, once', async () => {
  const { internalAdapter } = await betterAuth(await sharedOptions()).$context
  const user = await internalAdapter.createUser({ name: 'Grace', email: 'Grace@example.com', emailVerified: true, role: 'operator' }, { method: 'oauth', oauth: { providerId: 'oidc' } })
  expect(user).toMatchObject({ email: 'grace@example.com', role: 'operator' })
  await internalAdapter.createAccount({ userId: user.id, providerId: 'oidc', accountId: 'grace', accessToken: 'an-access-token', refreshToken: 'a-refresh-token', scope: 'openid' })
  const owner = await internalAdapter.findAccountOwnerByKey({ providerId: 'oidc', accountId: 'grace' })
  expect(owner).toMatchObject({ kind: 'owned', user: { id: user.id } })
  expect(JSON.stringify(owner)).not.toMatch(/an-access-token|a-refresh-token/)
  expect(await internalAdapter.updateUser(user.id, { name: 'Grace H', role: 'support', email: 'another@example.com' })).toMatchObject({ name: 'Grace H', role: 'support', email: 'grace@example.com' })
  await internalAdapter.createVerificationValue({ identifier: 'state', value: '{}', expiresAt: new Date(Date.now() + 60_000) })
  expect(await internalAdapter.findVerificationValue('state')).toMatchObject({ value: '{}' })
  await internalAdapter.deleteVerificationByIdentifier('state')
  expect(await internalAdapter.findVerificationValue('state')).toBeNull()
})
