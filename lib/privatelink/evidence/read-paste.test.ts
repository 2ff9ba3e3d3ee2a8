import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readPaste, TOOLS } from '.'
import { aboutOf } from './about'
import { describeResult } from './describe'
import { MAX_CHARACTERS, MAX_LINES } from './lines'
import { toObservations } from './observations'

/** For a busy machine, in milliseconds. */
const LONG = 120_000
const HOST = 'abc123defg.us-west-2.vpce.aws.clickhouse.cloud'
const told = (text: string) => readPaste(text).findings.map(({ result }) => `${result.kind} ${result.outcome}`)

const ROOT = join(import.meta.dirname, 'fixtures')
const transcripts = readdirSync(ROOT).flatMap((folder) => readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.txt')).map((name) => readFileSync(join(ROOT, folder, name), 'utf8')))
const realLines = [...new Set(transcripts.flatMap((text) => text.split('\n')))]

describe('prompts', () => {
  it.each([
    ['[ec2-user@ip-172-31-29-231 ~]$ '], ['ubuntu@ip-10-0-0-1:~$ '], ['root@host:/etc# '], ['$ '], ['# '], ['% '], ['me@MacBook-Pro ~ % '], ['bash-5.1# '], ['sh-4.2$ '], ['/ # '], ['~ $ '],
    ['PS C:\\Users\\me> '], ['C:\\>'], ['❯ '], [''], ['(venv) me@box:~$ '], ['$ sudo '], ['$ time '], ['# timeout 5 '],
  ])('%j before a command', (prompt) => {
    const text = `${prompt}nc -zv ${HOST} 9440\nNcat: Connection refused.\n`
    expect(readPaste(text).findings).toMatchObject([{ tool: 'nc', lines: [1, 2], result: { host: HOST, port: 9440, outcome: 'refused' } }])
  })

  it('a comment is no command, and sentences around are kept as not understood', () => {
    const { findings, notUnderstood } = readPaste(`Dear team,\n# highlight-next-line\nnslookup does not work for us.\nThe host is up.\n`)
    expect(findings).toEqual([])
    expect(notUnderstood.map(({ lines }) => lines)).toEqual([[1, 4]])
    for (const line of ['<img src=x onerror=alert(1)>', '> quoted in a mail', '* a point of a list', '{ }']) expect(readPaste(line).notUnderstood, line).toMatchObject([{ lines: [1, 1] }])
  })
})

describe('traps', () => {
  it('a reset handshake of openssl is no success, though it says “Verify return code: 0 (ok)”', () => {
    const reset = 'CONNECTED(00000003)\nwrite:errno=104\n---\nno peer certificate available\n---\nNew, (NONE), Cipher is (NONE)\nVerify return code: 0 (ok)\n---\n'
    expect(told(`$ openssl s_client -connect ${HOST}:9440\n${reset}`)).toEqual(['tcp open', 'tls reset'])
    expect(told(reset)).toEqual(['tcp open', 'tls reset'])
  })

  it('a later “Connected to” wins over the addresses that failed', () => {
    expect(told(`$ telnet ${HOST} 9440\nTrying 10.0.0.1...\ntelnet: connect to address 10.0.0.1: No route to host\nTrying 10.0.0.2...\nConnected to ${HOST}.\n`)).toEqual(['tcp no-route', 'tcp open'])
  })

  it('the resolver’s own address is no answer', () => {
    const [finding] = readPaste(`Server:\t\t10.0.0.2\nAddress:\t10.0.0.2#53\n\nName:\t${HOST}\nAddress: 10.0.1.5\n`).findings
    expect(finding?.result).toMatchObject({ kind: 'dns', server: '10.0.0.2', addresses: ['10.0.1.5'] })
  })

  it('an empty dig +short is an answer only where something shows that it ended', () => {
    expect(told(`$ dig +short ${HOST}\n$ `)).toEqual(['dns unresolved'])
    expect(told(`$ dig +short ${HOST}\n`)).toEqual([])
    expect(readPaste(`$ dig +short ${HOST}\n`).problems).toHaveLength(1)
  })

  it('a tool’s own trouble is no finding about the network', () => {
    for (const line of ["nc: invalid option -- 'z'", '-bash: telnet: command not found', 'sh: 1: nc: not found', 'zsh: command not found: dig', "nslookup : The term 'nslookup' is not recognized as the name of a cmdlet"]) {
      const { findings, problems } = readPaste(`$ nc -zv ${HOST} 9440\n${line}\n$ `)
      expect([findings.length, problems.length], line).toEqual([0, 1])
    }
  })

  it('a failed ping of Test-NetConnection means nothing', () => {
    expect(told(`ComputerName     : ${HOST}\nRemoteAddress    : 10.0.0.1\nRemotePort       : 8443\nPingSucceeded    : False\nTcpTestSucceeded : True\n`)).toEqual(['tcp open'])
  })

  it('a word of curl’s progress meter before its error does not hide it', () => {
    expect(told(`$ curl https://${HOST}:8443\n  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0curl: (6) Could not resolve host: ${HOST}\n`)).toEqual(['dns unresolved'])
  })
})

describe('about which host', () => {
  const subject = { hostnames: ['abc123defg.us-west-2.aws.clickhouse.cloud'], endpointNames: ['vpce-1.vpce-svc-1.us-west-2.vpce.amazonaws.com', '*.us-west-2.byoc.example'], addresses: ['10.0.1.5'] }
  const about = (text: string) => readPaste(text).findings.map((finding) => aboutOf(finding, subject))
  it.each([
    [`$ nc -zv abc123defg.us-west-2.aws.clickhouse.cloud 9440\nNcat: TIMEOUT.`, 'this-request'],
    [`$ nc -zv ${HOST} 9440\nNcat: TIMEOUT.`, 'this-request'],
    [`$ nc -zv VPCE-1.vpce-svc-1.us-west-2.vpce.amazonaws.com. 9440\nNcat: TIMEOUT.`, 'this-request'],
    [`$ nc -zv a.us-west-2.byoc.example 9440\nNcat: TIMEOUT.`, 'this-request'],
    [`$ nc -zv 10.0.1.5 9440\nNcat: TIMEOUT.`, 'this-request'],
    [`$ nc -zv 10.0.1.6 9440\nNcat: TIMEOUT.`, 'another-host'],
    [`$ nc -zv ${HOST}.evil.example 9440\nNcat: TIMEOUT.`, 'another-host'],
    ['Ncat: TIMEOUT.', 'unknown'],
  ])('%j is about %s', (text, expected) => expect(about(text)).toEqual([expected]))

  it('observations leave out what is about another host, and carry who, where and when', () => {
    const at = new Date('2026-11-26T00:00:00Z')
    const { findings } = readPaste(`$ nc -zv ${HOST} 9440\nNcat: TIMEOUT.\n$ nc -zv other.example.com 9440\nNcat: TIMEOUT.\n`)
    expect(toObservations(findings, { subject, from: 'vpc', at })).toMatchObject([{ by: 'nc', from: 'vpc', seenAt: at, about: 'this-request', result: { host: HOST, outcome: 'timeout' } }])
  })
})

describe('bounds', () => {
  it('reads 256,000 characters and 5,000 lines, and says that the rest was left out', () => {
    expect(readPaste('x'.repeat(MAX_CHARACTERS + 1)).cut).toBe(true)
    expect(readPaste('x\n'.repeat(MAX_LINES + 1)).cut).toBe(true)
    expect(readPaste('x\n'.repeat(MAX_LINES - 1)).cut).toBe(false)
  })

  it('any mixture of real lines, cut anywhere, is read without a throw; every line number is one of the paste', () => {
    const line = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...realLines) }, { weight: 1, arbitrary: fc.string({ maxLength: 200, unit: 'binary' }) })
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), fc.nat(3000), (lines, end) => {
        const text = lines.join('\n').slice(0, end)
        const count = text.split('\n').length
        const { findings, problems, notUnderstood } = readPaste(text)
        const outside = [...findings, ...problems, ...notUnderstood].filter(({ lines: [from, to] }) => !(from >= 1 && from <= to && to <= count))
        const odd = findings.filter(({ tool, result }) => !(tool in TOOLS) || describeResult(result).text.length <= 10 || result.evidence.length > 4000)
        expect([outside, odd]).toEqual([[], []])
      }),
      { numRuns: 300 },
    )
  }, LONG)

  it('takes time in proportion to the text, whatever its letters', () => {
    const seeds = ['a', ' ', '\t', '.', '-', ':', ';', '"', "'", '\\', '/', '[', '(', '{', '$ ', '# ', '\u001b[', '\u001b]', '\r', '\n', 'Trying ', 'Name: ', 'curl: (', '; <<>> DiG ', '* ', 'CONNECTED(', 'Code: 210. DB::NetException: ', 'a.', 'nc ', 'curl ', 'curl \\\n', '$ dig +short a.b\n', 'causeway-report:', 'ComputerName : ', '1 ', 'dns\r']
    for (const seed of seeds) {
      const text = seed.repeat(Math.ceil(MAX_CHARACTERS / seed.length))
      const started = process.cpuUsage()
      readPaste(text)
      // time of the processor, which others’ work does not lengthen: some tens of milliseconds; backtracking would take hours
      expect(process.cpuUsage(started).user / 1000, JSON.stringify(seed)).toBeLessThan(5_000)
    }
  }, LONG)
})
