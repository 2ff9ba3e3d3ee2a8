import { describe, expect, it } from 'vitest'
import { readCreatedEndpoint, readEndpointPage } from './endpoint-answer'
import { document, endpoint } from './far-end'

const dns = (names: string[]) => `<dnsEntrySet>${names.map((name) => `<item><dnsName>${name}</dnsName><hostedZoneId>Z1</hostedZoneId></item>`).join('')}</dnsEntrySet>`
const read = (more: string) => readCreatedEndpoint(document('CreateVpcEndpoint', `<vpcEndpoint>${endpoint(1, more)}</vpcEndpoint>`))

describe('an endpoint as AWS writes it', () => {
  it('sorts DNS names by shape, in whatever order they come', () => {
    const own = 'vpce-0f89a33420c1931d7-bluzidnv'
    const tail = 'vpce-svc-049bbd33f61271781.us-west-2.vpce.amazonaws.com'
    const { dnsNames } = read(dns([`${own}-us-west-2b.${tail}`, '*.us-west-2.vpce.aws.clickhouse.cloud', `${own}.${tail}`, `${own}-us-west-2-lax-1a.${tail}`]))
    expect(dnsNames).toEqual({
      regional: `${own}.${tail}`,
      zonal: [
        { zoneName: 'us-west-2b', dnsName: `${own}-us-west-2b.${tail}` },
        { zoneName: 'us-west-2-lax-1a', dnsName: `${own}-us-west-2-lax-1a.${tail}` },
      ],
      private: ['*.us-west-2.vpce.aws.clickhouse.cloud'],
    })
  })

  it('takes the failure from LastError, else from FailureReason', () => {
    expect(read('<lastError><code>Blocked</code><message>No room</message></lastError><failureReason>other</failureReason>').failure).toEqual({ code: 'Blocked', message: 'No room' })
    expect(read('<failureReason>It failed</failureReason>').failure).toEqual({ code: null, message: 'It failed' })
    expect(read('<lastError/>').failure).toBeNull()
  })

  it('reads times with and without milliseconds, and none as null', () => {
    const time = (text: string) => read(`<creationTimestamp>${text}</creationTimestamp>`).createdAt?.toISOString() ?? null
    expect([time('2017-09-05T20:41:28Z'), time('2017-09-05T17:55:27.583Z'), time('soon'), time('')]).toEqual(['2017-09-05T20:41:28.000Z', '2017-09-05T17:55:27.583Z', null, null])
  })

  it('does without everything but the id', () => {
    expect(read('')).toMatchObject({ subnetIds: [], networkInterfaceIds: [], tags: [], ownerAccountId: null, privateDnsEnabled: false, createdAt: null })
  })
})

it('P4 a page of 10,000 endpoints gives the event loop its turn again and again', async () => {
  const page = document('DescribeVpcEndpoints', `<vpcEndpointSet>${Array.from({ length: 10_000 }, (_, n) => `<item>${endpoint(n, dns(['a', 'b', 'c']))}</item>`).join('')}</vpcEndpointSet>`)
  let turns = 0
  let reading = true
  const tick = () => void (reading && (turns++, setImmediate(tick)))
  tick()
  const { endpoints } = await readEndpointPage(page)
  reading = false
  expect(endpoints).toHaveLength(10_000)
  expect(turns).toBeGreaterThan(10)
})
