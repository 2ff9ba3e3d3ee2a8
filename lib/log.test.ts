import { describe, expect, it } from 'vitest'
import { AppError } from '@/lib/errors'
import { createLog, currentRequestId, scrub, withRequestId } from '@/lib/log'

/** Runs `work` with a logger and gives back what it wrote: the raw text, and the one object it must be. */
function written(work: (log: ReturnType<typeof createLog>) => void) {
  let raw = ''
  work(createLog({ write: (line: string) => void (raw += line) }))
  const lines = raw.split('\n').filter(Boolean)
  return { raw, lines, entry: JSON.parse(lines[0] ?? 'null') as Record<string, unknown> }
}

describe('J67 one entry is one JSON line', () => {
  const nasty = {
    'a line break and a forged entry': 'x\n{"level":"fatal","msg":"forged"}\r\n',
    'terminal colours': '\u001b[31mred\u001b[0m\u001b]0;title\u0007',
    'a C1 control sequence': '\u009b31mred\u0085next',
    'Unicode line ends': 'a\u2028b\u2029c',
    'a NUL and DEL': 'a\u0000b\u007fc',
    'half a surrogate pair': '\ud83d alone',
  }
  it.each(Object.entries(nasty))('%s', (_name, value) => {
    for (const work of [
      (log: ReturnType<typeof createLog>) => log.info(value),
      (log: ReturnType<typeof createLog>) => log.info({ value }, 'said'),
      (log: ReturnType<typeof createLog>) => log.info({ [value]: 1 }, 'key'),
      (log: ReturnType<typeof createLog>) => log.error({ err: new Error(value) }, 'failed'),
      (log: ReturnType<typeof createLog>) => log.info('said %s', value),
    ]) {
      const { raw, lines } = written(work)
      expect(lines).toHaveLength(1)
      expect(() => JSON.parse(lines[0]!)).not.toThrow()
      expect(raw.trimEnd()).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/)
    }
  })

  it('a megabyte becomes one short line that says how long it was', () => {
    const long = 'x'.repeat(1_048_576)
    const { lines } = written((log) => log.info({ body: long, list: Array(500).fill(long), deep: { er: { still: long } } }, long))
    expect(lines).toHaveLength(1)
    expect(lines[0]!.length).toBeLessThan(40_000)
    expect(lines[0]).toContain('(1048576 characters)')
  })

  it('circles, depth and width are bounded', () => {
    const circle: Record<string, unknown> = { list: Array(10_000).fill({ a: 1 }) }
    circle.self = circle
    let deep: Record<string, unknown> = {}
    for (let i = 0; i < 10_000; i++) deep = { deep }
    expect(JSON.stringify(scrub({ circle, deep })).length).toBeLessThan(20_000)
  })

  it('carries level by name and UTC time', () => {
    const { entry } = written((log) => log.warn({ endpointId: 'vpce-1' }, 'Slow'))
    expect(entry).toMatchObject({ level: 'warn', msg: 'Slow', endpointId: 'vpce-1' })
    expect(entry.time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    expect(entry).not.toHaveProperty('requestId')
    expect(entry).not.toHaveProperty('pid')
  })
})

describe('secrets are not written', () => {
  const canary = 'canary-7f3a9b2c1d'
  it.each(['authorization', 'Proxy-Authorization', 'cookie', 'Set-Cookie', 'secretAccessKey', 'SecretAccessKey', 'sessionToken', 'SessionToken', 'accessKeyId',
    'externalId', 'ExternalId', 'external_id', 'clientToken', 'password', 'dbPassword', 'setupToken', 'SETUP_TOKEN', 'x-amz-security-token', 'token', 'clientSecret', 'privateKey'])('%s, at any depth', (key) => {
    const { raw } = written((log) => log.info({ [key]: canary, a: { b: [{ c: { [key]: { inner: canary } } }] }, err: Object.assign(new Error('x'), { cause: { [key]: canary } }) }, 'said'))
    expect(raw).not.toContain(canary)
    expect(raw).toContain('[removed]')
  })

  it.each([
    ['AWS key ids', 'used AKIAIOSFODNN7EXAMPLE here', 'IOSFODNN7EXAMPLE'],
    ['AWS secret keys', `it was ${['wJalrXUtnFEMI', 'K7MDENG', 'bPxRfiCYEXAMPLEKEY'].join('/')}`, 'bPxRfiCYEXAMPLEKEY'],
    ['AWS session tokens', `IQoJ${'b3JpZ2luX2Vj'.repeat(8)}`, 'b3JpZ2luX2Vj'],
    ['signed tokens', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc_def', 'eyJzdWIiOiIxMjM0In0'],
    ['cookies', `Cookie: theme=dark; session=${canary}`, canary],
    ['a client’s secret', `client_secret=${canary}`, canary],
    ['a private key', `-----BEGIN RSA PRIVATE KEY-----\n${canary}\n-----END RSA PRIVATE KEY-----`, canary],
    ['bearer tokens', `Authorization: Bearer ${canary}`, canary],
    ['signed URLs', `https://x/?X-Amz-Signature=${canary}&a=1`, canary],
    ['user and password in a URL', `postgresql://causeway:${canary}@db/x`, canary],
    ['name=value pairs', `password=${canary} and ExternalId: ${canary} and {"token":"${canary}"}`, canary],
  ])('%s inside a text, an error or a message', (_name, value, secret) => {
    expect(written((log) => log.info(value)).raw).not.toContain(secret)
    expect(written((log) => log.info({ value })).raw).not.toContain(secret)
    expect(written((log) => log.error({ err: new Error(value) }, 'failed')).raw).not.toContain(secret)
    expect(written((log) => log.error(new Error(value))).raw).not.toContain(secret)
    expect(written((log) => log.info('%s', value)).raw).not.toContain(secret)
  })

  it('leaves ordinary ids and booleans readable', () => {
    const fields = { endpointId: 'vpce-0123456789abcdef0', zone: 'usw2-az2', hasToken: true, token: null, tokens: 3, n: 12n }
    expect(scrub(fields)).toMatchObject({ endpointId: 'vpce-0123456789abcdef0', zone: 'usw2-az2', hasToken: true, token: null, n: '12' })
  })
})

describe('errors', () => {
  it('keep name, message, code, stack and cause, and nothing else they carry', () => {
    const err = Object.assign(new AppError('No such endpoint.', { code: 'not-found', cause: new TypeError('below') }), { $response: { body: 'private' } })
    const { entry } = written((log) => log.error({ err }, 'failed'))
    expect(entry.err).toMatchObject({ name: 'AppError', message: 'No such endpoint.', code: 'not-found', cause: { name: 'TypeError', message: 'below' } })
    expect((entry.err as { stack: string }).stack).toContain('log.test.ts')
    expect(JSON.stringify(entry)).not.toContain('private')
  })

  it('a key named __proto__ stays a key', () => {
    const clean = scrub(JSON.parse('{"__proto__":{"polluted":true}}')) as object
    expect(Object.getPrototypeOf(clean)).toBe(Object.prototype)
    expect(JSON.stringify(clean)).toBe('{"__proto__":{"polluted":true}}')
  })
})

describe('the request’s id', () => {
  it('is on every line said below it, across awaits, and on none outside', async () => {
    const lines: string[] = []
    const log = createLog({ write: (line: string) => void lines.push(line) })
    await Promise.all(['one', 'two'].map((id) => withRequestId(id, async () => {
      await new Promise((done) => setTimeout(done, 5))
      expect(currentRequestId()).toBe(id)
      log.info({ mine: id }, 'inside')
    })))
    log.info('outside')
    const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(entries.filter((entry) => entry.mine).every((entry) => entry.mine === entry.requestId)).toBe(true)
    expect(entries.at(-1)).not.toHaveProperty('requestId')
  })
})
