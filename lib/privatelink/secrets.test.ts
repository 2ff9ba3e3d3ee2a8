import { describe, expect, it } from 'vitest'
import { secretInFields, secretInText, withoutSecrets } from './secrets'

// Put together here, so that no scanner finds a key in this file.
const SECRET_KEY = ['wJalrXUtnFEMI', 'K7MDENG', 'bPxRfiCYEXAMPLEKEY'].join('/')

describe('secretInText', () => {
  it.each([
    ['an AWS key', `use ${'AKIA' + 'IOSFODNN7EXAMPLE'} for it`],
    ['an AWS key', `${'ASIA' + 'IOSFODNN7EXAMPLE'}`],
    ['an AWS key', `keyAKIA: x_${'AKIA' + 'IOSFODNN7EXAMPLE'}`],
    ['an AWS secret key', SECRET_KEY],
    ['an AWS secret key', `(${SECRET_KEY})`],
    ['an AWS secret key', `aws_secret_access_key = ${SECRET_KEY}`],
    ['an AWS secret key', 'SecretAccessKey: abcdefghij'],
    ['an AWS session token', `IQoJ${'b3JpZ2luX2Vj'.repeat(8)}`],
    ['a signed AWS address', 'https://x.s3.amazonaws.com/y?X-Amz-Signature=abc'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIE'],
    ['a bearer token', 'Authorization: Bearer abcdefgh12345678ijkl'],
    ['a signed token', `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc_def`],
    ['a cookie', 'Cookie: __Host-session=abcdef123456'],
    ['an address with a password in it', 'https://admin:hunter22@example.com'],
    ['a password', 'the password is hunter22'],
    ['a password', 'Password: hunter22'],
    ['a password', 'pwd=hunter22'],
    ['a secret', 'client_secret=abcdefgh'],
    ['a secret', 'ExternalId: causeway-9f8e7d6c'],
  ])('finds %s', (what, text) => {
    expect(secretInText(text)).toMatch(new RegExp(`^This looks like ${what}\\. Remove it`))
    expect(secretInText(text)).not.toContain(text)
    expect(secretInText(withoutSecrets(text))).toBeNull()
    expect(withoutSecrets(text)).toContain('[removed]')
  })

  it.each([
    '',
    'For the analytics team, ask Ada <ada@example.com>.',
    'Reset your password in the ClickHouse console.',
    'The password is required by the client, not by PrivateLink.',
    'Passwords are kept in the vault.',
    'com.amazonaws.vpce.us-west-2.vpce-svc-049bbd33f61271781',
    'vpce-0123456789abcdef0 in arn:aws:iam::111122223333:role/CausewayAccess',
    'commit 5e4d4d4f0a1b2c3d4e5f60718293a4b5c6d7e8f9 of infra',
    'sha256 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
    '0b9f3c62-9d1a-4b6e-8e59-0b7f7f7a2c11',
    'Bearer of bad news: the load balancer is gone.',
    'Basic authentication is not used here at all',
    'https://wiki.example.com/teams/data/PrivateLinkRequestsAndHowWeHandleThemHere',
    'Ticket INC0012345, token bucket of AWS, secret project of the Asia team',
    'ASIA-PACIFIC rollout, AKIA is a prefix',
    'https://example.com:8443/path?x=y@z',
  ])('passes %j', (text) => {
    expect(secretInText(text)).toBeNull()
    expect(withoutSecrets(text)).toBe(text)
  })

  it('judges a hundred thousand characters at once', () => {
    const started = performance.now()
    for (const text of ['a'.repeat(100_000), 'password '.repeat(10_000), '://'.repeat(30_000), 'eyJ'.repeat(30_000), 'x:'.repeat(50_000)]) secretInText(text)
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  it('names the field', () => {
    expect(secretInFields({ name: 'fine', note: 'password: hunter22' })).toMatchObject({ field: 'note' })
    expect(secretInFields({ name: 'fine' })).toBeNull()
  })
})
