import { execFileSync } from 'node:child_process'
import { writeFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderScript, toScriptPorts, type ScriptSubject } from '.'
import { readPaste } from '../evidence'
import { cksum, findingsOf, readReportLine, reportShape } from './report'
import { quotePowerShell } from './quote-powershell'
import { shellsHere, startFarEnd, which } from './test-loopback'

let far: Awaited<ReturnType<typeof startFarEnd>>
beforeAll(async () => void (far = await startFarEnd()), 60_000)
afterAll(() => far.end())

const shells = shellsHere()
const LONG = 120_000
const toHere = (report: ScriptSubject['report'] = null): ScriptSubject => ({
  requestId: '0b9ad7c1-7d2e-4a0c-9d58-0a2b7f0f1c11',
  hosts: ['localhost', 'nope.invalid'],
  endpointNames: ['localhost'],
  addresses: [{ zone: 'usw2-az1', address: '127.0.0.1' }],
  ports: [{ port: far.ports.https, speaks: 'https' }, { port: far.ports.native, speaks: 'native' }, { port: far.ports.resets, speaks: 'native' }, { port: far.ports.refused, speaks: 'other' }],
  report,
})
const outcomes = (body: string) => {
  const report = reportShape.parse(JSON.parse(body))
  return report.results.map((result) => {
    if (result.kind === 'dns') return `dns ${result.name} ${result.outcome}`
    if (result.kind === 'note') return `note ${result.about}`
    const port = Object.entries(far.ports).find(([, number]) => number === result.port)?.[0]
    return `${result.kind} ${result.kind === 'https' ? result.host : result.target} ${port} ${result.outcome}`
  })
}

describe(`the script, run by ${shells.map(({ name }) => name).join(', ')}`, () => {
  it('at least by two shells', () => expect(shells.length).toBeGreaterThan(1))

  for (const { name, argv } of shells) {
    it(`${name}: sees what is there and posts it with its token`, async () => {
      far.posted.length = 0
      far.answerWith(201)
      const { code, out, problems } = await far.run(argv, renderScript('sh', toHere({ url: far.reportUrl, token: 'cwr_abc-DEF_123' })))
      expect([code, problems], out).toEqual([0, ''])
      expect(out).toContain('The report was sent.')
      expect(out).toContain('OK    localhost is 127.0.0.1')
      const [report] = far.posted
      expect(report?.headers.authorization).toBe('Bearer cwr_abc-DEF_123')
      const seen = outcomes(report!.body)
      expect(seen[0]).toBe('dns localhost answered')
      expect(seen[1]).toMatch(/^dns nope\.invalid (nxdomain|unresolved|timeout|servfail|refused)$/)
      expect(seen.slice(2)).toEqual([
        ...['localhost', '127.0.0.1'].flatMap((target) => [`tcp ${target} https open`, `tcp ${target} native open`, `tcp ${target} resets open`, `tcp ${target} refused refused`]),
        ...['https', 'native'].flatMap((port) => Array.from({ length: 2 }, () => `tls localhost ${port} ok`)),
        'tls localhost resets reset',
        'tls localhost resets reset',
        // by way of the endpoint, with the name of the host that does not resolve
        'tls localhost https name-mismatch',
        'tls localhost native name-mismatch',
        'tls localhost resets reset',
        'https localhost https ok',
      ])
    }, LONG)
  }

  it('prints one line to paste where the report is not taken, and the paste reads it', async () => {
    far.answerWith(401)
    const { code, out } = await far.run([which('sh')!], renderScript('sh', toHere({ url: far.reportUrl, token: 'cwr_used' })))
    expect(code).toBe(0)
    expect(out).toContain('could not be sent')
    const { findings, problems, notUnderstood } = readPaste(out.split('\n').filter((line) => line.startsWith('causeway-report:')).join('\n'))
    expect([problems, notUnderstood]).toEqual([[], []])
    expect(findings.filter(({ result }) => result.kind === 'https').map(({ result }) => result.outcome)).toEqual(['ok'])
    expect(findings[0]?.result.at).toBeInstanceOf(Date)
  }, LONG)

  const BARE = ['mktemp', 'rm', 'tr', 'cut', 'grep', 'sort', 'head', 'tail', 'awk', 'sed', 'date', 'uname', 'paste', 'base64', 'cksum', 'cat', 'sleep']
  it.each<[string, string[]]>([
    ['nothing but the basics: says what it could not look at', []],
    ['python3 alone, without timeout', ['python3']],
    ['curl alone', ['curl', 'getent', 'timeout']],
  ])('with %s', async (_what, more) => {
    const { code, out } = await far.run([which('sh')!], renderScript('sh', { ...toHere(), hosts: ['localhost'] }), far.onlyWith([...BARE, ...more]))
    expect(code, out).toBe(0)
    const line = /causeway-report:(\S+)/.exec(out)?.[1] ?? ''
    const read = readReportLine(line)
    if ('problem' in read) throw new Error(`${read.problem}\n${out}`)
    const { findings, problems } = findingsOf(read.report)
    if (more.length === 0) expect([findings.length, problems.map(({ tool }) => tool)]).toEqual([0, ['dns', 'tcp', 'tls', 'https']])
    else expect(findings.filter(({ result }) => result.kind === 'tcp' && result.outcome === 'open').length, out).toBe(6)
  }, LONG)
})

describe('G66 hostile values', () => {
  const HOSTILE = ['; rm -rf /tmp/x', '$(touch /tmp/pwned)', '`id`', "'", "a'b\"c", '\\', '$HOME', '\n echo pwned', '&& false', '*', '%s%n', '-rf', '--', '${IFS}', '"; put x; "', '\u2019; calc; \u2018', '名前']
  const subjectOf = (values: readonly string[]): ScriptSubject => ({
    requestId: values[0] ?? '',
    hosts: values,
    endpointNames: values,
    addresses: values.map((address) => ({ zone: address, address })),
    ports: [],
    report: { url: values[0] ?? '', token: values[0] ?? '' },
  })
  const folder = mkdtempSync(join(tmpdir(), 'causeway-quote-'))

  it('every shell here parses the script with them', () => {
    const file = join(folder, 'hostile.sh')
    writeFileSync(file, renderScript('sh', subjectOf(HOSTILE)))
    for (const { argv } of shells) execFileSync(argv[0]!, [...argv.slice(1), '-n', file])
  })

  it('they reach the loop of the script as they are, except those that would be an option', () => {
    const [, list] = /^for name in (.*?); do\n {2}look_up/ms.exec(renderScript('sh', subjectOf(HOSTILE)))!
    for (const { argv } of shells) {
      const out = execFileSync(argv[0]!, [...argv.slice(1), '-c', `for name in ${list}; do printf '%s\\0' "$name"; done`]).toString()
      expect(out.split('\0').slice(0, -1)).toEqual(HOSTILE.filter((value) => !value.startsWith('-')))
    }
  })

  it('any text does, in one shell', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 8 }), (values) => {
        const [, list] = /^for name in (.*?); do\n {2}look_up/ms.exec(renderScript('sh', subjectOf(values)))!
        const out = execFileSync(which('sh')!, ['-c', `printf '%s\\0' ${list || "''"}`]).toString()
        const kept = values.map((value) => value.replaceAll('\0', '')).filter((value) => value !== '' && !value.startsWith('-'))
        expect(out.split('\0').slice(0, -1)).toEqual(kept.length > 0 ? kept : [''])
      }),
      { numRuns: 60 },
    )
  }, LONG)

  it('run for real, they change nothing and are reported as text', async () => {
    const { code, out } = await far.run([which('sh')!], renderScript('sh', { ...subjectOf(HOSTILE.filter((value) => !value.includes('\n')).slice(0, 8)), report: null }))
    expect(code, out).toBe(0)
    const read = readReportLine(/causeway-report:(\S+)/.exec(out)?.[1] ?? '')
    expect('report' in read && read.report.results.every((result) => result.kind === 'dns' && result.outcome !== 'answered')).toBe(true)
  }, LONG)

  it('a text of PowerShell ends only at its own quote, typographic ones included', () => {
    expect(quotePowerShell('a')).toBe("'a'")
    for (const value of HOSTILE) {
      const quoted = quotePowerShell(value)
      // PowerShell's rule: inside single quotes any two of the five quotes are one, and a single one ends the text
      const inner = quoted.slice(1, -1).replace(/(['\u2018-\u201b])\1/g, '')
      expect([quoted.startsWith("'"), quoted.endsWith("'"), /['\u2018-\u201b]/.test(inner)]).toEqual([true, true, false])
    }
  })

  it('the PowerShell script has them in its head alone', () => {
    const script = renderScript('ps1', subjectOf(["x'; calc #"]))
    expect(script.match(/calc/g)).toHaveLength(7)
    expect(script.split('\n').filter((line) => line.includes('calc')).every((line) => /^\$\w+ = /.test(line))).toBe(true)
    // a file without a mark is read in the code page of the machine
    expect(renderScript('ps1', subjectOf([]))).toMatch(/^[\n -~]*$/)
    expect(renderScript('sh', subjectOf([]))).toMatch(/^[\t\n -~]*$/)
  })
})

describe('the line to paste', () => {
  it('has the checksum of POSIX cksum', () => {
    for (const text of ['', 'a', 'causeway', 'x'.repeat(70_000)]) expect(cksum(text)).toBe(Number(execFileSync('cksum', { input: text }).toString().split(' ')[0]))
  })

  it('is refused where a letter is missing or changed, and joined where a terminal broke it', () => {
    const body = btoa(JSON.stringify({ version: 1, request: 'r', ran: '2026-11-26T00:00:00Z', on: 'box', results: [{ kind: 'tcp', target: '10.0.0.1', port: 9440, outcome: 'timeout', said: '' }] })).replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_')
    const line = `causeway-report:${body}.${cksum(body)}`
    expect(readPaste(line).findings).toMatchObject([{ tool: 'script', result: { kind: 'tcp', address: '10.0.0.1', port: 9440, outcome: 'timeout' } }])
    expect(readPaste(`${line.slice(0, 80)}\n${line.slice(80, 160)}\n${line.slice(160)}`).findings).toHaveLength(1)
    for (const broken of [line.slice(0, -1), line.slice(0, 50) + line.slice(51), line.replace('report:e', 'report:f'), 'causeway-report:', 'causeway-report:AAAA.1']) {
      const { findings, problems } = readPaste(broken)
      expect([findings.length, problems.length], broken).toEqual([0, 1])
    }
  })

  it('knows what answers on ClickHouse’s ports', () => {
    expect(toScriptPorts([443, 8443, 9440, 3306]).map(({ speaks }) => speaks)).toEqual(['https', 'https', 'native', 'other'])
  })
})
