import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withoutSecrets } from './secrets'

/** For a busy machine, in milliseconds. */
const LONG = 120_000
const CANARY = 'hunter2Canary'
describe('G67 withoutSecrets', () => {
  it.each([
    `clickhouse-client --host a.b --secure --password ${CANARY} --query "SELECT 1"`,
    `clickhouse-client --password=${CANARY}`,
    `clickhouse-client --password '${CANARY} with spaces'`,
    `clickhouse-client --password "${CANARY} it's"`,
    `curl -u default:${CANARY} https://a.b:8443`,
    `curl --user 'default:${CANARY}' https://a.b:8443`,
    `curl https://default:${CANARY}@a.b:8443/`,
    `curl 'https://a.b:8443/?user=default&password=${CANARY}&query=SELECT%201'`,
    `curl -H 'Authorization: Basic ${CANARY}' https://a.b`,
    `> Authorization: Bearer ${CANARY}`,
    `Authorization: AWS4-HMAC-SHA256 Credential=X/20261126, Signature=${CANARY}`,
    `curl -H "X-ClickHouse-Key: ${CANARY}" https://a.b`,
    `< Set-Cookie: session=${CANARY}; Path=/`,
    `export AWS_SECRET_ACCESS_KEY=${CANARY}`,
    `aws_session_token = ${CANARY}`,
    `{"password": "${CANARY}"}`,
    `CLICKHOUSE_PASSWORD=${CANARY} clickhouse-client`,
    `CREATE USER x IDENTIFIED BY '${CANARY}'`,
    `-----BEGIN RSA PRIVATE KEY-----\n${CANARY}\n-----END RSA PRIVATE KEY-----`,
    `API_KEY: ${CANARY}`,
    `https://bucket/?X-Amz-Signature=${CANARY}`,
    `{"Credentials": {"SecretAccessKey": "${CANARY}", "SessionToken": "x"}}`,
    `"externalId": "${CANARY}"`,
    `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ${CANARY}fQ.c2lnbmF0dXJl`,
    `causeway_${CANARY}0123456789abcdef`,
  ])('%s', (text) => {
    const safe = withoutSecrets(text)
    expect(safe.text).not.toContain(CANARY)
    expect(safe.blanked.length).toBeGreaterThan(0)
    expect(withoutSecrets(safe.text).text).toBe(safe.text)
  })

  it('an access key’s id too', () => {
    expect(withoutSecrets('AKIAIOSFODNN7EXAMPLE and ASIAIOSFODNN7EXAMPLE').text).toBe('AKIA••• and ASIA•••')
  })

  it.each([
    'nc -zv -u abc.example.com 8443',
    'Name:\tabc123defg.us-west-2.vpce.aws.clickhouse.cloud',
    'default: Authentication failed: password is incorrect, or there is no user with such name.',
    '* Connected to a.b (10.0.0.1) port 8443',
    '-----BEGIN CERTIFICATE-----\nMIIDhTCCAm2gAwIBAgIUBzUHF7VGhVhaOsOt1cHH2Xbr\n-----END CERTIFICATE-----',
    'Password for user (default):',
  ])('leaves %j alone', (text) => expect(withoutSecrets(text)).toEqual({ text, blanked: [] }))

  it('takes any text in time in proportion to it', () => {
    fc.assert(fc.property(fc.string({ maxLength: 4000, unit: 'binary' }), (text) => void withoutSecrets(text)), { numRuns: 100 })
    for (const seed of ['a', 'password', 'password=', '"', "'", '-u ', 'a:', 'x://a:', 'token', '-----BEGIN PRIVATE KEY-----', 'cookie:', '_-', 'authorization: ', 'eyJ-', 'eyJaaaaaaaa.', 'causeway_']) {
      const started = process.cpuUsage()
      withoutSecrets(seed.repeat(Math.ceil(256_000 / seed.length)))
      expect(process.cpuUsage(started).user / 1000, JSON.stringify(seed)).toBeLessThan(5_000)
    }
  }, LONG)
})
