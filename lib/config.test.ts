import { resolve } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { adoptConfig, config, isLoopback, parseConfig } from '@/lib/config'

const problemsOf = (env: Record<string, string>) => {
  const parsed = parseConfig(env)
  return parsed.ok ? [] : parsed.problems
}

describe('parseConfig', () => {
  it('starts from an empty environment with the documented defaults', () => {
    expect(parseConfig({})).toEqual({
      ok: true,
      warnings: [],
      config: {
        host: '127.0.0.1',
        port: 3000,
        appUrl: 'http://localhost:3000',
        databaseFile: resolve('data/causeway.db'),
        awsMode: 'sandbox',
        sandboxPort: null,
        sandboxData: resolve('data/sandbox.json'),
        sandboxAcceptAfter: null,
        watchSeconds: 15,
        setupToken: null,
        logLevel: 'info',
        awsRegion: null,
        probeResolvers: [],
        probeCaFile: null,
      },
    })
  })

  it.each([
    [{ PORT: '1' }, { port: 1, appUrl: 'http://localhost:1' }],
    [{ PORT: '65535' }, { port: 65535 }],
    [{ PORT: '80' }, { port: 80, appUrl: 'http://localhost' }],
    [{ PORT: ' 3100 ' }, { port: 3100 }],
    [{ HOST: 'localhost' }, { host: 'localhost' }],
    [{ HOST: '::1' }, { host: '::1' }],
    [{ HOST: '127.8.9.10' }, { host: '127.8.9.10' }],
    [{ HOST: '0.0.0.0', ALLOW_REMOTE_WITHOUT_SIGN_IN: 'yes' }, { host: '0.0.0.0' }],
    [{ APP_URL: 'http://127.0.0.1:3000/' }, { appUrl: 'http://127.0.0.1:3000' }],
    [{ APP_URL: 'https://Causeway.Example.com:443' }, { appUrl: 'https://causeway.example.com' }],
    [{ DATABASE_URL: 'file:./elsewhere/x.db' }, { databaseFile: resolve('elsewhere/x.db') }],
    [{ DATABASE_URL: 'file:/var/lib/c.db' }, { databaseFile: '/var/lib/c.db' }],
    [{ DATABASE_URL: 'file:///var/lib/c.db' }, { databaseFile: '/var/lib/c.db' }],
    [{ AWS_MODE: 'aws', AWS_REGION: 'us-gov-west-1' }, { awsMode: 'aws', awsRegion: 'us-gov-west-1' }],
    [{ AWS_REGION: '', AWS_ENDPOINT_URL: '' }, { awsRegion: null }],
    [{ SANDBOX_PORT: '4510', SANDBOX_DATA: '/tmp/s.json', SANDBOX_ACCEPT_AFTER: '0' }, { sandboxPort: 4510, sandboxData: '/tmp/s.json', sandboxAcceptAfter: 0 }],
    [{ SANDBOX_ACCEPT_AFTER: '86400' }, { sandboxAcceptAfter: 86_400 }],
    [{ WATCH_SECONDS: '0.1' }, { watchSeconds: 0.1 }],
    [{ WATCH_SECONDS: '3600' }, { watchSeconds: 3600 }],
    [{ SETUP_TOKEN: 'sixteen-letters!' }, { setupToken: 'sixteen-letters!' }],
    [{ LOG_LEVEL: 'silent' }, { logLevel: 'silent' }],
    [{ PROBE_RESOLVERS: '10.0.0.2, fd00::53' }, { probeResolvers: ['10.0.0.2', 'fd00::53'] }],
    [{ PROBE_CA_FILE: './ca.pem' }, { probeCaFile: resolve('ca.pem') }],
  ])('takes %j', (env, expected) => {
    expect(parseConfig(env)).toMatchObject({ ok: true, config: expected })
  })

  it.each([
    ['PROBE_RESOLVERS', ['resolver.example.com', '10.0.0.2;10.0.0.3', '10.0.0.2,', '127.1']],
    ['PROBE_CA_FILE', ['./folder/']],
    ['PORT', ['0', '65536', '-1', '3000.5', '0x50', '3e3', 'http', '99999999999999999999']],
    ['HOST', ['not a host', '-x', 'a..b', 'http://127.0.0.1', '127.0.0.1:3000']],
    ['APP_URL', ['localhost:3000', 'ftp://x', 'http://x/path', 'http://x?q', 'http://x#f', 'http://u:p@x', 'https://', 'javascript:alert(1)']],
    ['DATABASE_URL', ['./x.db', 'file:', 'file:./dir/', 'file:x.db?mode=ro', 'file::memory:', 'file://host/x.db', 'mysql://x/y', 'postgresql://u:p@h/db']],
    ['AWS_MODE', ['AWS', 'real', 'true']],
    ['AWS_REGION', ['us-west', 'us-west-2a', 'US-WEST-2', 'us west 2']],
    ['AWS_ENDPOINT_URL', ['127.0.0.1:4566', 'file:///x']],
    ['AWS_ENDPOINT_URL_EC2', ['nonsense']],
    ['AWS_ENDPOINT_URL_STS', ['nonsense']],
    ['SANDBOX_PORT', ['0', '65536', 'any']],
    ['SANDBOX_DATA', ['./data/', 'a\0b']],
    ['SANDBOX_ACCEPT_AFTER', ['-1', '86401', 'never', 'NaN', 'Infinity']],
    ['WATCH_SECONDS', ['0', '0.09', '3601', '15s', '1e1']],
    ['SETUP_TOKEN', ['short', 'fifteen-letters', 'has a space in the middle', 'x'.repeat(201)]],
    ['LOG_LEVEL', ['verbose', 'INFO', '30']],
    ['ALLOW_REMOTE_WITHOUT_SIGN_IN', ['true', '1', 'YES']],
  ])('72 refuses a wrong %s with its name and a way out, and never repeats the value', (name, values) => {
    for (const value of values) {
      const problems = problemsOf({ [name]: value })
      expect(problems, `${name}=${value}`).toHaveLength(1)
      expect(problems[0]).toMatch(new RegExp(`^${name} .*\\.|^${name} .*: node -e`))
      const withoutExample = problems[0]!.replace(/Write for example .*/, '')
      if (value.length > 5) expect(withoutExample).not.toContain(value)
    }
  })

  it.each(['', '   ', 'changeme', 'change-me', 'CHANGE_ME', '<port>', 'your-value-here', 'replace_me', 'xxxx'])(
    '72 refuses %j in every variable of ours',
    (value) => {
      const names = ['HOST', 'PORT', 'APP_URL', 'DATABASE_URL', 'AWS_MODE', 'SANDBOX_PORT', 'SANDBOX_DATA', 'SANDBOX_ACCEPT_AFTER', 'WATCH_SECONDS', 'SETUP_TOKEN', 'LOG_LEVEL']
      const problems = problemsOf(Object.fromEntries(names.map((name) => [name, value])))
      expect(problems.map((problem) => problem.split(' ')[0])).toEqual(names)
      for (const problem of problems) expect(problem).toMatch(/empty|placeholder/)
    },
  )

  it('72 lists every problem at once', () => {
    expect(problemsOf({ PORT: 'x', LOG_LEVEL: 'y', AWS_MODE: 'z' })).toHaveLength(3)
  })

  it('says of PostgreSQL that it comes later, without the password in the URL', () => {
    const [problem] = problemsOf({ DATABASE_URL: 'postgresql://causeway:hunter2@db/causeway' })
    expect(problem).toMatch(/PostgreSQL, which comes in a later version/)
    expect(problem).not.toContain('hunter2')
  })

  it.each(['0.0.0.0', '::', '192.168.1.5', 'causeway.internal', '10.0.0.1'])('refuses to listen on %s while there is no sign-in', (host) => {
    expect(problemsOf({ HOST: host })[0]).toMatch(/ALLOW_REMOTE_WITHOUT_SIGN_IN=yes/)
    expect(problemsOf({ HOST: host, ALLOW_REMOTE_WITHOUT_SIGN_IN: 'no' })).toHaveLength(1)
    expect(problemsOf({ HOST: host, ALLOW_REMOTE_WITHOUT_SIGN_IN: 'yes' })).toEqual([])
  })

  it.each([
    [{ APP_URL: 'http://causeway.example.com' }, [/readable/, /no sign-in/]],
    [{ APP_URL: 'https://causeway.example.com' }, [/no sign-in/]],
    [{ HOST: '0.0.0.0', ALLOW_REMOTE_WITHOUT_SIGN_IN: 'yes' }, [/Set APP_URL/]],
    [{ APP_URL: 'http://127.0.0.1:3000' }, []],
  ])('warns about %j', (env, expected) => {
    const parsed = parseConfig(env)
    const warnings = parsed.ok ? parsed.warnings : ['refused']
    expect(warnings).toHaveLength(expected.length)
    expected.forEach((pattern, index) => expect(warnings[index]).toMatch(pattern))
  })
})

describe('isLoopback', () => {
  it.each([['localhost', true], ['LOCALHOST', true], ['127.0.0.1', true], ['127.255.0.3', true], ['::1', true], ['[::1]', true],
    ['127.0.0.1.evil.example', false], ['localhost.evil.example', false], ['126.0.0.1', false], ['128.0.0.1', false], ['::', false], ['', false]])('%s: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected)
  })
})

describe('config', () => {
  const shared = globalThis as { __causewayConfig?: unknown }
  afterEach(() => {
    delete shared.__causewayConfig
    vi.unstubAllEnvs()
  })

  it('parses once and keeps the answer for the whole process', () => {
    vi.stubEnv('PORT', '3999')
    expect(config().port).toBe(3999)
    vi.stubEnv('PORT', '4000')
    expect(config().port).toBe(3999)
  })

  it('throws the whole list where nothing can be done with it', () => {
    vi.stubEnv('PORT', 'nonsense')
    vi.stubEnv('LOG_LEVEL', 'nonsense')
    expect(() => config()).toThrow(/cannot start with this environment\.\n- PORT .*\n- LOG_LEVEL /)
  })

  it('takes what the server adopted over the environment', () => {
    const parsed = parseConfig({})
    if (!parsed.ok) throw new Error('the defaults must parse')
    adoptConfig({ ...parsed.config, sandboxPort: 4511 })
    expect(config().sandboxPort).toBe(4511)
  })
})
