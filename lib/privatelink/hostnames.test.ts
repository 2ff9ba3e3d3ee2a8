import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPrivateHostname, parseHostnames, regionOf, withoutCredentials } from './hostnames'

const A = 'abc123.us-west-2.aws.clickhouse.cloud'
const B = 'def456.us-west-2.vpce.aws.clickhouse.cloud'

describe('parseHostnames reads names out of what people paste', () => {
  it.each([
    ['one name', A, [A]],
    ['the private form', B, [B]],
    ['a scheme, a port and a path', `https://${A}:8443/?query=SELECT%201,2`, [A]],
    ['a JDBC address', `jdbc:clickhouse://${A}:8443/default?ssl=true`, [A]],
    ['a user and a password', `https://default:p,a;s"s@${A}:8443`, [A]],
    ['an @ in the password', `clickhouse://u:p@ss@${A}:9440/db`, [A]],
    ['a trailing dot and capitals', `ABC123.US-WEST-2.aws.ClickHouse.cloud.`, [A]],
    ['quotes and brackets', `<"${A}">, [‘${B}’]`, [A, B]],
    ['a bulleted list', `- ${A}\n• ${B}\n1. ${A}\n2) ${B}`, [A, B]],
    ['Markdown', `**${A}** and [${B}](https://${B}:8443)`, [A, B]],
    ['commas without spaces', `${A},${B};${A}`, [A, B]],
    ['hidden characters', `\u200b${A.slice(0, 4)}\u200d${A.slice(4)}\ufeff`, [A]],
    ['Windows line ends and tabs', `${A}\r\n\t${B}\r\n`, [A, B]],
    ['a label before the colon', `Host:${A}`, [A]],
    ['a command line', `clickhouse-client --host ${A} --secure --port 9440`, [A]],
    ['the form of a support ticket', `ClickHouse instance URLs:\n${A},${B}`, [A, B]],
    ['one-letter and 63-letter labels', `a.us-west-2.aws.clickhouse.cloud ${'x'.repeat(63)}.us-west-2.aws.clickhouse.cloud`, ['a.us-west-2.aws.clickhouse.cloud', `${'x'.repeat(63)}.us-west-2.aws.clickhouse.cloud`]],
    ['government-style region codes', 'x.us-gov-west-1.aws.clickhouse.cloud', ['x.us-gov-west-1.aws.clickhouse.cloud']],
  ])('%s', (_, text, expected) => {
    const parsed = parseHostnames(text)
    expect(parsed.hostnames).toEqual(expected)
    expect(parsed.problems).toEqual([])
  })

  it('reads nothing out of nothing, and says nothing', () => {
    expect(parseHostnames(' \n ')).toEqual({ hostnames: [], regions: [], problems: [], notes: [] })
  })
})

describe('parseHostnames gives each wrong name its own sentence', () => {
  const cases: [string, RegExp][] = [
    ['x.us-central1.gcp.clickhouse.cloud', /Google Cloud/],
    ['x.eastus2.azure.clickhouse.cloud', /Azure/],
    [`${A}.evil.com`, /belongs to somebody else/],
    ['clickhouse.cloud.evil.com', /belongs to somebody else/],
    ['10.0.0.1', /IP address/],
    ['127.1', /IP address/],
    ['0x7f.1', /IP address/],
    ['169.254.169.254', /IP address/],
    ['[::ffff:169.254.169.254]', /IP address/],
    ['fd00:ec2::254', /IP address/],
    ['0.0.0.0', /IP address/],
    ['abc.us-west-2.aws.сlickhouse.cloud', /imitate/],
    ['abc．us-west-2.aws.clickhouse.cloud', /imitate/],
    ['abc.us-west-2.aws.clickhouse。cloud', /imitate/],
    ['xn--80ak6aa92e.us-west-2.aws.clickhouse.cloud', /imitate/],
    ['us-west-2', /only the region/],
    ['vpce-08c316c04b3a5623f-bi21tevr.vpce-svc-049bbd33f61271781.us-west-2.vpce.amazonaws.com', /AWS endpoint/],
    ['com.amazonaws.vpce.us-west-2.vpce-svc-049bbd33f61271781', /endpoint service/],
    ['abc.vpce.us-west-2.aws.clickhouse.cloud', /wrong order/],
    ['abc.vpce.sub.us-west-2.aws.clickhouse-byoc.com', /BYOC/],
    ['clickhouse1._region_.aws.clickhouse.cloud', /placeholder/],
    ['HOSTNAME.clickhouse.cloud', /placeholder/],
    ['abc.clickhouse.cloud', /no AWS region/],
    ['abc.nowhere.aws.clickhouse.cloud', /not the code of an AWS region/],
    ['a.b.us-west-2.aws.clickhouse.cloud', /One label/],
    ['-abc.us-west-2.aws.clickhouse.cloud', /One label/],
    [`${'x'.repeat(64)}.us-west-2.aws.clickhouse.cloud`, /One label/],
    ['localhost', /is not a hostname/],
    ['example.com', /not a ClickHouse Cloud hostname/],
    ['notclickhouse.cloud', /not a ClickHouse Cloud hostname/],
  ]

  it.each(cases)('H68 %s', (input, sentence) => {
    const { hostnames, problems } = parseHostnames(input)
    expect(hostnames).toEqual([])
    expect(problems).toHaveLength(1)
    expect(problems[0]!.reason).toMatch(sentence)
    expect(problems[0]!.reason).toMatch(/^[A-Z“].*[.]$/)
  })

  it('keeps the good names beside a bad one', () => {
    const { hostnames, problems } = parseHostnames(`${A} 10.0.0.1`)
    expect(hostnames).toEqual([A])
    expect(problems.map((problem) => problem.input)).toEqual(['10.0.0.1'])
  })

  it('explains that each region needs a request of its own', () => {
    const { regions, problems } = parseHostnames(`${A} x.eu-west-1.aws.clickhouse.cloud y.eu-west-1.aws.clickhouse.cloud`)
    expect(regions).toEqual(['us-west-2', 'eu-west-1'])
    expect(problems[0]!.input).toBe('us-west-2, eu-west-1')
    expect(problems[0]!.reason).toMatch(/1 in us-west-2 and 2 in eu-west-1\. A PrivateLink endpoint is regional/)
  })

  it('says what public names are for, and says it only for public names', () => {
    expect(parseHostnames(A).notes.join()).toMatch(/private name, which ends in \.us-west-2\.vpce\.aws\.clickhouse\.cloud/)
    expect(parseHostnames(B).notes).toEqual([])
  })
})

describe('parseHostnames is bounded', () => {
  it.each([
    ['one long word', 'a'.repeat(1_000_000)],
    ['many short words', 'a '.repeat(500_000)],
    ['only slashes', '/'.repeat(1_000_000)],
    ['only dots', '.'.repeat(1_000_000)],
    ['only at signs', '//@'.repeat(333_333)],
    ['only colons', ':'.repeat(1_000_000)],
    ['many bad names', 'x.example.com '.repeat(71_000)],
    ['many different bad names', Array.from({ length: 100_000 }, (_, i) => `x${i}.io`).join(' ')],
    ['names that nearly fit', 'a.us-west-2.aws.clickhouse.'.repeat(37_000)],
    ['many hyphens', `${'a-'.repeat(400_000)}.us-west-2.aws.clickhouse.cloud`],
    ['repeated passwords', 'password '.repeat(111_000)],
  ])('reads a megabyte of %s in time in proportion to it', (_, text) => {
    const before = process.cpuUsage()
    parseHostnames(text)
    // a tenth of a second; in the square of its length it would be minutes
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(5_000)
  })

  it('takes 200 names and says how many it left', () => {
    const names = (count: number) => Array.from({ length: count }, (_, i) => `x${i}.us-west-2.aws.clickhouse.cloud`).join('\n')
    expect(parseHostnames(names(200)).hostnames).toHaveLength(200)
    expect(parseHostnames(names(200)).notes.join()).not.toMatch(/left out/)
    const over = parseHostnames(names(201))
    expect(over.hostnames).toHaveLength(200)
    expect(over.notes.join()).toMatch(/first 200 hostnames were taken; 1 more was left out/)
  })

  it('lists at most 20 problems and counts the others', () => {
    const parsed = parseHostnames(Array.from({ length: 30 }, (_, i) => `x${i}.example.com`).join(' '))
    expect(parsed.problems).toHaveLength(20)
    expect(parsed.notes.join()).toMatch(/10 more entries/)
  })
})

describe('parseHostnames keeps no secret', () => {
  it('J72 a password in the paste is in no part of the answer', () => {
    const parsed = parseHostnames(`https://default:hunter2@example.com:8443 --password hunter2 ?password=hunter2&x=1 password: 'hunter2' {"password":"hunter2"}`)
    expect(JSON.stringify(parsed)).not.toContain('hunter2')
    expect(parsed.notes.join()).toMatch(/password/)
  })

  it('leaves text without credentials as it is', () => {
    expect(withoutCredentials(`${A}, see team@example.com about a password reset`)).toBe(`${A}, see team@example.com about a password reset`)
  })
})

describe('properties', () => {
  const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/).filter((text) => !text.startsWith('xn--'))
  const hostname = fc.tuple(label, fc.constantFrom('us-west-2', 'eu-central-1', 'ap-southeast-2'), fc.boolean()).map(([name, region, priv]) => `${name}.${region}${priv ? '.vpce' : ''}.aws.clickhouse.cloud`)
  const dressed = hostname.chain((name) =>
    fc.constantFrom(name, `https://${name}`, `${name}:8443`, ` ${name}. `, `"${name}"`, `<https://u:p@${name}:9440/x>`, `* ${name.toUpperCase()}`, `\u200b${name}`).map((text) => ({ name, text })),
  )

  it('every name that goes in, however dressed, comes out once and in order', () => {
    fc.assert(
      fc.property(fc.array(dressed, { maxLength: 20 }), fc.constantFrom('\n', ', ', ' ; ', '\r\n'), (list, separator) => {
        const parsed = parseHostnames(list.map(({ text }) => text).join(separator))
        expect(parsed.hostnames).toEqual([...new Set(list.map(({ name }) => name))])
      }),
    )
  })

  it('whatever comes out is a ClickHouse name on AWS, and reading it again gives the same', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.array(fc.constantFrom(A, 'x', '.', '/', '@', ':', ' ', 'clickhouse.cloud', 'é', '\0'), { maxLength: 30 }).map((parts) => parts.join(''))), (text) => {
        const { hostnames, regions } = parseHostnames(text)
        for (const name of hostnames) expect(name).toMatch(/^[a-z0-9-]{1,63}\.[a-z0-9-]+(\.vpce)?\.aws\.clickhouse\.cloud$/)
        expect(regions).toEqual([...new Set(hostnames.map(regionOf))])
        expect(parseHostnames(hostnames.join(' ')).hostnames).toEqual(hostnames)
      }),
      { numRuns: 500 },
    )
  })
})

describe('regionOf and isPrivateHostname', () => {
  it.each([
    [A, 'us-west-2', false],
    [B, 'us-west-2', true],
    ['x.aws.clickhouse.cloud', null, false],
    ['x.vpce.us-west-2.aws.clickhouse.cloud', null, false],
    [`${A}.`, null, false],
    [A.toUpperCase(), null, false],
  ])('%s', (name, region, isPrivate) => {
    expect(regionOf(name)).toBe(region)
    expect(isPrivateHostname(name)).toBe(isPrivate)
  })
})
