import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { sweepEndpoints } from './endpoints'
import { type Answered, type Asked, document, endpoint, endpointId, endpointPage, REACH, refusal, reset, startFarEnd } from './far-end'
import { AwsError } from './errors'

let far: Awaited<ReturnType<typeof startFarEnd>>
afterEach(() => far.close())

const serve = async (answer: (asked: Asked) => Answered) => (far = await startFarEnd((asked) => (asked.action === 'GetCallerIdentity' ? '' : answer(asked))))
const sweep = () => sweepEndpoints(REACH, {})
const refused = async (work: Promise<unknown>) => {
  const error = await work.then(() => null, (thrown: unknown) => thrown)
  if (!(error instanceof AwsError)) throw new Error(`expected an AwsError, got ${String(error)}`)
  return error
}
const one = (more: string) => document('DescribeVpcEndpoints', `<vpcEndpointSet><item>${endpoint(1, more)}</item></vpcEndpointSet>`)

describe('a sweep is complete', () => {
  it('reads every page by its token, with 1,000 to a page, and ends at an empty token', async () => {
    await serve(({ nth }) => endpointPage([nth], nth < 3 ? `<nextToken>t${nth}</nextToken>` : '<nextToken></nextToken>'))
    expect((await sweep()).map((found) => found.endpointId)).toEqual([1, 2, 3].map(endpointId))
    const asked = far.calls.filter((call) => call.action === 'DescribeVpcEndpoints')
    expect(asked.map((call) => [call.params.get('MaxResults'), call.params.get('NextToken')])).toEqual([['1000', null], ['1000', 't1'], ['1000', 't2']])
  })

  it('is empty only where AWS sends the empty list', async () => {
    await serve(() => endpointPage([]))
    expect(await sweep()).toEqual([])
  })

  it('asks with the filters, 200 values to a call, and not at all for an empty one', async () => {
    await serve(() => endpointPage([]))
    expect(await sweepEndpoints(REACH, { serviceNames: [] })).toEqual([])
    expect(far.count('DescribeVpcEndpoints')).toBe(0)
    await sweepEndpoints(REACH, { requestIds: Array.from({ length: 201 }, (_, n) => `r${n}`), vpcIds: ['vpc-00000001'] })
    expect(far.count('DescribeVpcEndpoints')).toBe(2)
    const { params } = far.calls.at(-1)!
    expect([params.get('Filter.1.Name'), params.get('Filter.2.Name'), params.get('Filter.2.Value.1')]).toEqual(['vpc-id', 'tag:causeway:request-id', 'r200'])
  })

  it('leaves gateway endpoints out', async () => {
    await serve(() => document('DescribeVpcEndpoints', `<vpcEndpointSet><item>${endpoint(1).replace('Interface', 'Gateway')}</item><item>${endpoint(2)}</item></vpcEndpointSet>`))
    expect((await sweep()).map((found) => found.endpointId)).toEqual([endpointId(2)])
  })
})

describe('a sweep that is not complete is void', () => {
  const HTML = '<html><head><title>Sign in to the hotel</title></head><body><p>Welcome</p></body></html>'
  const cases: [string, Answered][] = [
    ['B15 200 with an empty body', ''],
    ['B15 200 with well-formed HTML', { headers: { 'content-type': 'text/html' }, body: HTML }],
    ['B15 200 with a foreign root', document('DescribeVpcs', '<vpcSet/>')],
    ['B15 200 with the root of a failure', refusal(200, 'Whatever').body],
    ['B15 200 with the right root and no list', document('DescribeVpcEndpoints', '')],
    ['B15 200 with two lists', document('DescribeVpcEndpoints', '<vpcEndpointSet/><vpcEndpointSet/>')],
    ['B16 truncated in a tag', endpointPage([1, 2]).slice(0, -40)],
    ['B16 truncated between tags', endpointPage([1, 2]).replace('</DescribeVpcEndpointsResponse>', '')],
    ['B16 JSON', '{"VpcEndpoints":[]}'],
    ['B16 said to be gzip and is not', { headers: { 'content-encoding': 'gzip' }, body: endpointPage([]) }],
    ['B16 gzip nobody asked for', { headers: { 'content-encoding': 'gzip' }, body: gzipSync(endpointPage([])) }],
    ['B16 not UTF-8', Buffer.concat([Buffer.from('<a>'), Buffer.from([0xff, 0xfe]), Buffer.from('</a>')]) as never],
    ['B17 50,000 levels deep', `<DescribeVpcEndpointsResponse>${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}</DescribeVpcEndpointsResponse>`],
    ['B18 a DOCTYPE bomb', `<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>${endpointPage([]).split('\n')[1]}`],
    ['B18 an external entity', `<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd">${endpointPage([]).split('\n')[1]}`],
    ['B19 an element __proto__', one('<__proto__><polluted>yes</polluted></__proto__>')],
    ['B19 an element constructor', one('<constructor><prototype><polluted>yes</polluted></prototype></constructor>')],
    ['B19 an attribute __proto__', one('<state __proto__="x">available</state>')],
    ['an endpoint without an id', document('DescribeVpcEndpoints', '<vpcEndpointSet><item><state>available</state></item></vpcEndpointSet>')],
    ['an endpoint twice', endpointPage([1, 1])],
  ]
  it.each(cases)('%s', async (_name, answered) => {
    await serve(() => (Buffer.isBuffer(answered) ? { body: answered } : answered))
    const error = await refused(sweep())
    expect([error.kind, error.retryable]).toEqual(['garbage', true])
    expect(far.count('DescribeVpcEndpoints')).toBe(1)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  it('B16 a 502 page of a proxy is AWS out of order, not an empty list', async () => {
    await serve(() => ({ status: 502, headers: { 'content-type': 'text/html' }, body: '<!DOCTYPE html><html><body><h1>Bad gateway<br></body></html>' }))
    const error = await refused(sweep())
    expect([error.kind, far.count('DescribeVpcEndpoints')]).toEqual(['server', 1])
  })

  it('B17 a body of 50 MB is dropped at 16 MB', async () => {
    await serve(() => (response) => {
      response.writeHead(200)
      response.on('error', () => {})
      const part = Buffer.alloc(1024 * 1024, 'a')
      const more = () => {
        for (let n = 0; n < 50 && !response.destroyed; n++) if (!response.write(part)) return void response.once('drain', more)
      }
      more()
    })
    const error = await refused(sweep())
    expect([error.kind, error.message]).toEqual(['garbage', expect.stringContaining('16 MB')])
  })

  it('B20 a repeated token ends at the first repeat', async () => {
    await serve(({ nth }) => endpointPage([nth], '<nextToken>same</nextToken>'))
    expect((await refused(sweep())).kind).toBe('garbage')
    expect(far.count('DescribeVpcEndpoints')).toBe(2)
  })

  it('B20 page 7 of 10 fails: nothing of the other pages is reported', async () => {
    await serve(({ nth }) => (nth === 7 ? refusal(500, 'InternalError') : endpointPage([nth], nth < 10 ? `<nextToken>t${nth}</nextToken>` : '')))
    expect((await refused(sweep())).kind).toBe('server')
    expect(far.count('DescribeVpcEndpoints')).toBe(7)
  })

  it('a connection cut in the middle of a page', async () => {
    await serve(() => (response) => {
      response.writeHead(200, { 'content-length': '5000' }).write(endpointPage([1]).slice(0, 200))
      setTimeout(() => reset(response), 20)
    })
    expect((await refused(sweep())).kind).toBe('unreachable')
  })
})

describe('B21 words AWS has not documented', () => {
  const cases: [string, string, string][] = [
    ['camel case', 'pendingAcceptance', 'pending-acceptance'],
    ['Pascal case', 'PendingAcceptance', 'pending-acceptance'],
    ['expired', 'Expired', 'expired'],
    ['partial', 'Partial', 'partial'],
    ['a new word', 'frobnicating', 'unrecognised'],
    ['a word from Object.prototype', 'constructor', 'unrecognised'],
    ['no word', '', 'unrecognised'],
  ]
  it.each(cases)('%s', async (_name, word, state) => {
    await serve(() => one(`<state>${word}</state>`))
    expect((await sweep())[0]).toMatchObject({ state, awsState: word })
  })

  it('shows control characters as U+FFFD and keeps markup as text', async () => {
    await serve(() => one('<state>avail&#0;able</state><tagSet><item><key>Name</key><value>&lt;img src=x&gt; &amp;amp; &#x1F600; \u0007</value></item></tagSet>'))
    const [found] = await sweep()
    expect(found).toMatchObject({ state: 'unrecognised', awsState: 'avail\ufffdable', tags: [{ key: 'Name', value: '<img src=x> &amp; 😀 \ufffd' }] })
  })
})
