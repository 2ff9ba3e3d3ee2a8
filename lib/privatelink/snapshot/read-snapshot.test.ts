import { describe, expect, it } from 'vitest'
import { answerKey } from './commands'
import { LARGEST_SNAPSHOT } from './largest'
import { findDocuments } from './find-documents'
import { readSnapshot, toDocument, type SnapshotReading } from './read-snapshot'

const PLACE = { accountId: '111122223333', region: 'us-west-2' }
const ADA = { Account: '111122223333', UserId: 'AIDAEXAMPLE', Arn: 'arn:aws:iam::111122223333:user/ada' }
const VPCS = { Vpcs: [{ VpcId: 'vpc-0a0a0a0a', CidrBlock: '10.0.0.0/16', OwnerId: '111122223333', State: 'available', Tags: [{ Key: 'Name', Value: 'data' }] }] }
const SUBNETS = { Subnets: [{ SubnetId: 'subnet-0a0a0a0a', VpcId: 'vpc-0a0a0a0a', AvailabilityZone: 'us-west-2a', AvailabilityZoneId: 'usw2-az1', CidrBlock: '10.0.0.0/24', AvailableIpAddressCount: 250 }] }
const printed = (value: unknown) => JSON.stringify(value, null, 4)

function read(text: string): SnapshotReading {
  const reading = readSnapshot(text, PLACE)
  if ('refused' in reading) throw new Error(reading.refused)
  return reading
}
const refused = (text: string) => {
  const reading = readSnapshot(text, PLACE)
  return 'refused' in reading ? reading.refused : null
}
const keys = (text: string) => read(text).answers.map(({ key }) => key)

describe('what people paste', () => {
  it('finds outputs one after another, with prompts, line breaks and noise around them', () => {
    const text = `ada@laptop ~ % aws ec2 describe-vpcs\r\n${printed(VPCS)}\nada@laptop ~ % echo "{not json" ; aws ec2 describe-subnets\n${printed(SUBNETS)}\nada@laptop ~ %`
    expect(keys(text)).toEqual(['describe-vpcs', 'describe-subnets'])
    expect(read(text).problems).toEqual([])
  })

  it('keeps only what is read, and nothing of who ran it', () => {
    const { answers } = read(`${printed(ADA)}\n${printed(VPCS)}`)
    expect(answers).toHaveLength(1)
    expect(answers[0]).toMatchObject({ complete: false, output: { Vpcs: [{ VpcId: 'vpc-0a0a0a0a', CidrBlock: '10.0.0.0/16', Tags: [{ Key: 'Name', Value: 'data' }] }] } })
    expect(JSON.stringify(answers)).not.toMatch(/State|arn:aws:iam|AIDA/)
  })

  it('tells attributes and prefix lists apart by what they are about', () => {
    const text = `${printed({ VpcId: 'vpc-0a0a0a0a', EnableDnsSupport: { Value: true } })}
${printed({ VpcId: 'vpc-0a0a0a0a', EnableDnsHostnames: { Value: false } })}
$ aws ec2 get-managed-prefix-list-entries --prefix-list-id pl-0123
${printed({ Entries: [{ Cidr: '10.0.0.0/8' }] })}`
    expect(keys(text)).toEqual([answerKey('describe-vpc-attribute', 'vpc-0a0a0a0a', 'enableDnsSupport'), answerKey('describe-vpc-attribute', 'vpc-0a0a0a0a', 'enableDnsHostnames'), answerKey('get-managed-prefix-list-entries', 'pl-0123')])
    expect(read(`${printed(VPCS)}\n${printed({ Entries: [] })}`).problems).toEqual(['An answer to get-managed-prefix-list-entries does not say what it is about. Paste it together with the command before it.'])
  })

  it('names what is missing, and what each missing one costs', () => {
    const { missing } = read(printed(VPCS))
    expect(missing.map(({ command }) => command)).not.toContain('describe-vpcs')
    expect(missing).toContainEqual({ command: 'describe-security-groups', sentence: 'Without describe-security-groups, ports cannot be judged.' })
  })

  it('names a paste that was cut, and keeps what is whole after it', () => {
    const { problems, answers } = read(`${printed(VPCS).slice(0, 60)}\n${printed(SUBNETS)}`)
    expect(problems).toEqual(['The text is cut off: what begins in line 1 has no end. Paste it whole, or choose the file.'])
    expect(answers.map(({ key }) => key)).toEqual(['describe-subnets'])
    expect(refused(`\n\n${printed(SUBNETS).slice(0, -4)}`)).toMatch(/cut off: what begins in line 3/)
  })

  it('names a first page', () => {
    expect(read(printed({ ...SUBNETS, NextToken: 'more' })).problems).toEqual(['The answer to describe-subnets is only the first page (1 subnets). Run it without --max-items.'])
  })

  it('refuses another account and another region, and takes a shared subnet', () => {
    expect(refused(printed({ ...ADA, Account: '999988887777' }) + printed(VPCS))).toBe('This is of account 999988887777, not of 111122223333. Nothing was kept. Run the commands with credentials of 111122223333.')
    expect(refused(printed({ Vpcs: [{ VpcId: 'vpc-0a0a0a0a', OwnerId: '999988887777' }] }))).toMatch(/account 999988887777/)
    expect(refused(printed({ Subnets: [{ SubnetId: 'subnet-0a0a0a0a', AvailabilityZone: 'eu-central-1a' }] }))).toMatch(/region eu-central-1, not of us-west-2/)
    expect(keys(printed({ Subnets: [{ SubnetId: 'subnet-0a0a0a0a', OwnerId: '999988887777' }, { SubnetId: 'subnet-0b0b0b0b', OwnerId: '111122223333' }] }))).toEqual(['describe-subnets'])
  })

  it('says what a refused command was told, instead of taking it for an empty answer', () => {
    const block = { causewaySnapshot: 1, accountId: PLACE.accountId, region: PLACE.region, takenAt: '2026-11-26T03:04:05Z', answers: [{ command: 'ec2 describe-vpcs', output: VPCS }, { command: 'ec2 describe-security-groups', error: ' An error occurred (UnauthorizedOperation) when calling the DescribeSecurityGroups operation: You are not authorized.' }] }
    const reading = read(JSON.stringify(block))
    expect(reading.takenAt).toEqual(new Date('2026-11-26T03:04:05Z'))
    expect(reading.answers[0]).toMatchObject({ key: 'describe-vpcs', complete: true })
    expect(reading.missing.find(({ command }) => command === 'describe-security-groups')?.sentence).toBe('Without describe-security-groups, ports cannot be judged. The command was refused: “You are not authorized.”')
  })

  it('survives its own short form, which a browser sends on', () => {
    const block = { causewaySnapshot: 1, accountId: PLACE.accountId, region: PLACE.region, takenAt: '2026-11-26T03:04:05.000Z', answers: [{ command: 'ec2 describe-vpcs', output: VPCS }, { command: 'ec2 describe-vpc-endpoint-services --service-names com.amazonaws.vpce.us-west-2.vpce-svc-0123456789abcdef0', error: "An error occurred (InvalidServiceName) when calling the DescribeVpcEndpointServices operation: The Vpc Endpoint Service 'x' does not exist" }, { command: 'ec2 describe-subnets --filters Name=vpc-id,Values=vpc-0a0a0a0a', output: SUBNETS }] }
    const first = read(JSON.stringify(block))
    expect(first.answers.map(({ complete }) => complete)).toEqual([true, false, false])
    expect(read(toDocument(first, PLACE))).toEqual(first)
  })

  it('blanks what looks like a key and says so', () => {
    const text = `AWS_SECRET_ACCESS_KEY=x AKIAIOSFODNN7EXAMPLE\n${printed({ Vpcs: [{ VpcId: 'vpc-0a0a0a0a', Tags: [{ Key: 'note', Value: 'AKIAIOSFODNN7EXAMPLE' }] }] })}`
    const reading = read(text)
    expect(JSON.stringify(reading.answers)).not.toContain('AKIA')
    expect(reading.problems).toEqual([expect.stringMatching(/seems to hold an AWS access key/)])
  })
})

describe('what nobody should paste', () => {
  const HOSTILE: Record<string, string> = {
    'five million brackets': '['.repeat(5_000_000),
    'four million brackets in an object': `{"Vpcs":${'['.repeat(3_900_000)}`,
    'braces and quotes without end': '{"'.repeat(1_900_000),
    'braces and line breaks': '{"\n'.repeat(1_300_000),
    'empty objects': '{}'.repeat(1_900_000),
    'spaces after braces': `{${' '.repeat(1_900_000)}`.repeat(2),
    'deep nesting': `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
    'HTML': '<html><script>alert({"Vpcs":1})</script></html>',
    'null bytes': `\0\0${printed(VPCS).replaceAll(' ', '\0')}\0`,
    'nothing': ' \n ',
    'a lone surrogate': '{"Vpcs":[{"VpcId":"vpc-0a0a0a0a","CidrBlock":"\ud800"}]}',
    'wrong types': '{"Vpcs":[null,1,"x",[],{"VpcId":{}},{"VpcId":"vpc-0a0a0a0a","CidrBlock":7,"Tags":{}}],"Subnets":"no"}',
    'huge numbers': '{"Subnets":[{"SubnetId":"subnet-0a0a0a0a","AvailableIpAddressCount":1e999},{"SubnetId":"subnet-0b0b0b0b","AvailableIpAddressCount":-1e308}]}',
    'prototypes': '{"__proto__":{"Vpcs":[]},"Vpcs":[{"VpcId":"vpc-0a0a0a0a","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}]}',
    'duplicate keys': '{"Vpcs":[{"VpcId":"vpc-0b0b0b0b"}],"Vpcs":[{"VpcId":"vpc-0a0a0a0a"}]}',
    'an error without end': 'An error occurred (A) when calling the '.repeat(80_000),
    'flags without end': `--prefix-list-id ${'p'.repeat(1_000_000)}\n{"Entries":[]}`,
  }
  it.each(Object.entries(HOSTILE))('%s', (_name, text) => {
    const began = performance.now()
    const reading = readSnapshot(text, PLACE)
    expect(performance.now() - began).toBeLessThan(3_000)
    expect('refused' in reading ? reading.refused : reading.answers.length).toBeTruthy()
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(JSON.stringify(reading)).not.toContain('polluted')
  })

  it('is bounded before it is read', () => {
    expect(refused('x'.repeat(LARGEST_SNAPSHOT + 1))).toMatch(/4 million/)
  })

  it('never throws, whatever is cut out of or put into a good text', () => {
    const good = `$ aws\n${printed(ADA)}\n${printed(VPCS)}\n${printed(SUBNETS)}`
    let seed = 7
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
    const SCRAPS = ['{', '}', '[', ']', '"', '\\', '\n{', ':', ',', '\0', '{"Vpcs":', 'null', '1e400', '\u2028']
    for (let n = 0; n < 3_000; n += 1) {
      const from = random(good.length)
      const text = good.slice(0, from) + SCRAPS[random(SCRAPS.length)]! + good.slice(from + random(40))
      expect(() => readSnapshot(text, PLACE), text).not.toThrow()
    }
  })

  it('is one pass: the noise and the documents are the whole text', () => {
    const { documents, noise } = findDocuments(`a ${printed(VPCS)} b ${printed(SUBNETS)} c`)
    expect([documents.length, noise.replace(/\s+/g, ' ')]).toEqual([2, 'a b c'])
  })
})
