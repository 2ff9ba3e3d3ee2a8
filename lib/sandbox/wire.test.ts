import { DescribeSubnetsCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { control, ec2, raw, refusal, startTestSandbox, type TestSandbox } from './test-sandbox'
import { toPattern } from './wire/filters'
import { element } from './wire/xml'

let sandbox: TestSandbox

beforeAll(async () => {
  sandbox = await startTestSandbox()
})
afterAll(() => sandbox.remove())

const V = 'Version=2016-11-15'

describe('requests that are not quite requests', () => {
  test.each([
    ['no action', V, 400, 'MissingAction'],
    ['an unknown action', `Action=FlyToTheMoon&${V}`, 400, 'InvalidAction'],
    ['an action from an object’s prototype', `Action=constructor&${V}`, 400, 'InvalidAction'],
    ['another version', 'Action=DescribeVpcs&Version=1999-01-01', 400, 'NoSuchVersion'],
    ['no version', 'Action=DescribeVpcs', 400, 'MissingParameter'],
    ['an unknown parameter', `Action=DescribeVpcs&${V}&Colour=red`, 400, 'UnknownParameter'],
    ['a repeated parameter', `Action=DescribeVpcs&${V}&MaxResults=5&MaxResults=6`, 400, 'MalformedQueryString'],
    ['bad percent-encoding', `Action=DescribeVpcs&${V}&VpcId.1=%E0%A4%A`, 400, 'MalformedQueryString'],
    ['a page of four', `Action=DescribeVpcs&${V}&MaxResults=4`, 400, 'InvalidParameterValue'],
    ['a page of 1001', `Action=DescribeVpcs&${V}&MaxResults=1001`, 400, 'InvalidParameterValue'],
    ['a page that is no number', `Action=DescribeVpcs&${V}&MaxResults=x`, 400, 'InvalidParameterValue'],
    ['a boolean that is none', `Action=DescribeVpcs&${V}&DryRun=perhaps`, 400, 'InvalidParameterValue'],
    ['a filter without values', `Action=DescribeVpcs&${V}&Filter.1.Name=vpc-id`, 400, 'MissingParameter'],
    ['a filter from the prototype', `Action=DescribeVpcs&${V}&Filter.1.Name=constructor&Filter.1.Value.1=x`, 400, 'InvalidParameterValue'],
    ['a dry run of reading', `Action=DescribeVpcs&${V}&DryRun=true`, 412, 'DryRunOperation'],
    ['no such VPC attribute', `Action=DescribeVpcAttribute&${V}&VpcId=vpc-00000000000000000&Attribute=x`, 400, 'InvalidVpcID.NotFound'],
    ['more than a megabyte', `Action=DescribeVpcs&${V}&X=${'x'.repeat(1_100_000)}`, 413, 'RequestEntityTooLarge'],
    ['a very deep name', `Action=DescribeVpcs&${V}&${'a.'.repeat(500)}b=1`, 400, 'MalformedQueryString'],
  ])('%s', async (_, form, status, code) => {
    const response = await raw(sandbox, form)
    const text = await response.text()
    expect(text).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<Response><Errors><Error><Code>[\w.]+<\/Code><Message>[^<]+<\/Message><\/Error><\/Errors><RequestID>[\w-]{36}<\/RequestID><\/Response>$/)
    expect([response.status, /<Code>(.*)<\/Code>/.exec(text)?.[1]]).toEqual([status, code])
    expect(response.headers.get('x-amzn-requestid')).toHaveLength(36)
  })

  test.each([
    ['no signature', { authorization: '' }, 403, 'MissingAuthenticationToken'],
    ['another algorithm', { authorization: 'Basic abc' }, 400, 'IncompleteSignature'],
    ['no credential', { authorization: 'AWS4-HMAC-SHA256 Signature=1, SignedHeaders=host' }, 400, 'IncompleteSignature'],
    ['a credential of three parts', { authorization: 'AWS4-HMAC-SHA256 Credential=A/b/c, Signature=1, SignedHeaders=host' }, 400, 'IncompleteSignature'],
    ['a clock an hour slow', { 'x-amz-date': '20200101T000000Z' }, 400, 'RequestExpired'],
    ['an invented session', { authorization: 'AWS4-HMAC-SHA256 Credential=ASIASANDBOX000000000/20260101/us-west-2/ec2/aws4_request, Signature=1, SignedHeaders=host' }, 401, 'AuthFailure'],
    ['no such region', { authorization: 'AWS4-HMAC-SHA256 Credential=AKIAX000/20260101/mars-1/ec2/aws4_request, Signature=1, SignedHeaders=host' }, 401, 'AuthFailure'],
  ])('%s', async (_, headers, status, code) => {
    const response = await raw(sandbox, `Action=DescribeVpcs&${V}`, headers)
    expect([response.status, /<Code>(.*)<\/Code>/.exec(await response.text())?.[1]]).toEqual([status, code])
  })

  test('STS has its own envelope of errors', async () => {
    const response = await raw(sandbox, 'Action=FlyToTheMoon&Version=2011-06-15')
    expect(response.status).toBe(400)
    expect(await response.text()).toMatch(/^<\?xml[^>]+>\n<ErrorResponse xmlns="https:\/\/sts.amazonaws.com\/doc\/2011-06-15\/"><Error><Type>Sender<\/Type><Code>InvalidAction<\/Code>/)
  })

  test('a client that goes away in mid-sentence leaves the next one served', async () => {
    const socket = connect(sandbox.port, '127.0.0.1')
    await new Promise<void>((resolve) => socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nActi', () => resolve()))
    socket.destroy()
    expect((await ec2(sandbox).send(new DescribeVpcsCommand({}))).Vpcs).not.toHaveLength(0)
  })
})

describe('filters', () => {
  test.each([
    ['a*', 'abc', true],
    ['a*', 'ba', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['*b*', 'abc', true],
    ['\\*', '*', true],
    ['\\*', 'x', false],
    ['a\\\\b', 'a\\b', true],
    ['A', 'a', false],
    ['', '', true],
    ['*', '', true],
    ['.', 'x', false],
  ])('%s on %s', (pattern, text, isMatch) => expect(toPattern(pattern)(text)).toBe(isMatch))

  test('a hostile pattern is no slower than a kind one', () => expect(toPattern('*a'.repeat(30) + 'b')('a'.repeat(20_000))).toBe(false))

  test('a filter takes 200 values and no more', async () => {
    const asking = (count: number) => ec2(sandbox).send(new DescribeVpcsCommand({ Filters: [{ Name: 'vpc-id', Values: Array.from({ length: count }, (_, n) => `vpc-${n}`) }] }))
    expect((await asking(200)).Vpcs).toEqual([])
    expect(await refusal(asking(201))).toMatch(/^FilterLimitExceeded 400/)
  })
})

describe('pages', () => {
  test('hold every row once, and the last one has no token', async () => {
    const client = ec2(sandbox)
    const whole = (await client.send(new DescribeSubnetsCommand({}))).Subnets?.map((subnet) => subnet.SubnetId)
    const ids: (string | undefined)[] = []
    let NextToken: string | undefined
    do {
      const page = await client.send(new DescribeSubnetsCommand({ MaxResults: 5, NextToken }))
      expect(page.Subnets!.length).toBeLessThanOrEqual(5)
      ids.push(...page.Subnets!.map((subnet) => subnet.SubnetId))
      NextToken = page.NextToken
    } while (NextToken)
    expect(ids).toEqual(whole)
  })

  test('a token of another action is refused', async () => {
    const { NextToken } = await ec2(sandbox).send(new DescribeSubnetsCommand({ MaxResults: 5 }))
    expect(await refusal(ec2(sandbox).send(new DescribeVpcsCommand({ NextToken })))).toMatch(/^InvalidNextToken 400/)
  })
})

describe('XML', () => {
  test.each([
    ['markup', '<a> & "b"', '<x>&lt;a&gt; &amp; &quot;b&quot;</x>'],
    ['nothing', '', '<x/>'],
    ['absence', null, ''],
    ['an empty list', [], '<x/>'],
    ['a list', ['a', 1], '<x><item>a</item><item>1</item></x>'],
    ['false', false, '<x>false</x>'],
    ['control characters', 'a\u0000b\u001f', '<x>a\ufffdb\ufffd</x>'],
    ['half a surrogate pair', 'a\ud800b', '<x>a\ufffdb</x>'],
    ['an emoji', '🚀', '<x>🚀</x>'],
    ['line ends', 'a\r\nb', '<x>a&#xD;\nb</x>'],
  ])('%s', (_, value, xml) => expect(element('x', value)).toBe(xml))
})

test('names of any characters come back as they went, from a described world', async () => {
  const hostile = `</item>]]><!-- & "x" 'y' \u202E ${'é🚀'.repeat(2000)}`
  const loaded = await control(sandbox, 'POST world', { vpcs: [{ name: hostile, cidr: '10.99.0.0/16' }] })
  expect(loaded.status).toBe(200)
  const { Vpcs } = await ec2(sandbox).send(new DescribeVpcsCommand({ Filters: [{ Name: 'cidr', Values: ['10.99.0.0/16'] }] }))
  expect(Vpcs?.[0]?.Tags).toEqual([{ Key: 'Name', Value: hostile }])
})
