import { describe, expect, it } from 'vitest'
import { diagramOf } from './diagram'
import { CLICKHOUSE_PORTS } from './ports'
import { dnsNote, networkNote } from './runbook-notes'
import { renderRunbook, runbookOf, type SentRequest } from './runbook'
import { toPlainText } from './runbook-document'
import { sampleDraft, samplePlan, sampleRequest } from './samples'

const addresses = samplePlan.subnets.map(({ subnetId, zoneId, zoneName }, at) => ({ networkInterfaceId: `eni-0000000000000000${at + 1}`, subnetId, zoneId, zoneName, address: `10.0.${2 - at}.17` }))
const request = (changes: Partial<SentRequest> = {}): SentRequest => ({ ...sampleRequest({ state: 'available', addresses }), plan: samplePlan, ...changes })
const HOSTILE = '<img src=x onerror=alert(1)> [click](https://evil.example) `code` | cell\n# heading\n@everyone \u202egnp\u200b'

describe('the runbook', () => {
  it('names every id, address and name, and how to undo it', () => {
    const text = renderRunbook(request())
    for (const part of ['vpce-08c316c04b3a5623f', samplePlan.vpcId, samplePlan.serviceName, '10.0.2.17', '10.0.1.17', 'sg-00000000000000001', 'abc123.us-west-2.vpce.aws.clickhouse.cloud', 'delete-vpc-endpoints', '--no-private-dns-enabled'])
      expect(text).toContain(part)
  })

  it('keeps the evidence it is given, and never passes none off as good', () => {
    expect(renderRunbook(request())).toContain('No check is kept with this runbook. That says nothing about whether the connection works.')
    const proof = { at: new Date('2026-11-23T10:00:00Z'), by: 'Kim', lines: ['Port 9440 answered from 10.0.1.5'] }
    expect(renderRunbook(request(), proof)).toMatch(/Checked 2026-11-23 10:00 UTC by Kim\.\n\n- Port 9440 answered/)
  })

  it('says nothing is to be undone before there is an endpoint', () => {
    const text = renderRunbook(request({ endpointId: null, state: 'refused', addresses: [], dnsNames: { regional: null, zonal: [], private: [] } }))
    expect(text).toContain('There is no endpoint, so there is nothing to undo.')
    expect(text).not.toContain('aws ec2')
  })

  it('G64 a hostile name, contact and note draw no link, heading, tag or cell, and hide nothing', () => {
    const text = renderRunbook(request({ name: HOSTILE, draft: { ...sampleDraft, contact: HOSTILE, note: HOSTILE } }))
    expect(text).not.toMatch(/<img|(?<!\\)\]\(|@everyone|[\u200b\u202e]/)
    expect(text.match(/^#+ /gm)).toHaveLength(runbookOf(request()).sections.length + 1)
    const contact = text.split('\n').find((line) => line.startsWith('| Contact'))!
    expect(contact.match(/(?<!\\)\|/g)).toHaveLength(3)
  })
})

describe('the notes', () => {
  it('for DNS hold one record for each private hostname, and an address record for each zone', () => {
    const text = toPlainText(dnsNote(request()))
    expect(text).toMatch(/abc123\.us-west-2\.vpce\.aws\.clickhouse\.cloud {2}CNAME {2}60 {3}vpce-08c316c04b3a5623f-bi21tevr\.vpce-svc/)
    expect(text.match(/ A +60 +10\.0\.[12]\.17$/gm)).toHaveLength(2)
  })

  it('for DNS do not ask for records in the VPC as if private DNS were off', () => {
    expect(toPlainText(dnsNote(request({ privateDnsEnabled: true })))).toContain('Private DNS of the endpoint is on')
    expect(toPlainText(dnsNote(request()))).toContain('AWS refuses both at once')
  })

  it('for the network name every group, address, port and both directions of each network ACL', () => {
    const text = toPlainText(networkNote(request(), CLICKHOUSE_PORTS))
    for (const part of ['sg-00000000000000001', '10.0.1.17/32', '10.0.2.17/32', 'TCP 8443, 9440', 'TCP 1024–65535', 'nc -zv -w 5 10.0.1.17 9440']) expect(text).toContain(part)
    expect(text.match(/network ACL of subnet-/g)).toHaveLength(4)
  })

  it('say what is not known yet instead of leaving it out', () => {
    const early = request({ addresses: [], dnsNames: { regional: null, zonal: [], private: [] }, state: 'pending-acceptance' })
    expect(toPlainText(dnsNote(early))).toMatch(/CNAME {2}60 {3}not known yet/)
    expect(toPlainText(networkNote(early, CLICKHOUSE_PORTS))).toContain('# The addresses are not known yet.')
  })
})

describe('the diagram', () => {
  const zone = (at: number) => ({ subnetId: `subnet-0000000000000000${at}`, cidr: `10.0.${at}.0/24`, zoneId: `usw2-az${at}`, zoneName: `us-west-2${'xabcdef'[at]}` })
  const long = `${'a'.repeat(60)}.us-west-2.aws.clickhouse.cloud`
  const cases = [1, 2, 3, 4, 5, 6].flatMap((zones) => [true, false].map((wide) => ({ zones, wide })))

  it.each(cases)('of $zones zones (wide: $wide) keeps everything in its box and in the picture, and no zone over another', ({ zones, wide }) => {
    const plan = { ...samplePlan, subnets: Array.from({ length: zones }, (_, at) => zone(at + 1)), hostnames: [long, ...Array.from({ length: 9 }, (_, at) => `svc${at}.us-west-2.aws.clickhouse.cloud`)], securityGroupIds: Array.from({ length: 6 }, (_, at) => `sg-0000000000000000${at}`) }
    const drawing = diagramOf(request({ plan }), { wide })
    expect(drawing.boxes.filter(({ kind }) => kind === 'zone')).toHaveLength(zones)
    for (const { x, y, width, height } of drawing.boxes) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0)
      expect(x + width).toBeLessThanOrEqual(drawing.width)
      expect(y + height).toBeLessThanOrEqual(drawing.height + 0.001)
    }
    for (const { x, y, text } of drawing.labels) {
      const inside = drawing.boxes.some((box) => x >= box.x && y >= box.y && y <= box.y + box.height && x + text.length * 7.2 <= box.x + box.width)
      expect(inside, text).toBe(true)
    }
    const tops = drawing.boxes.filter(({ kind }) => kind === 'zone').map(({ y, height }) => [y, y + height] as const)
    for (const [at, [top]] of tops.entries()) if (at > 0) expect(top).toBeGreaterThanOrEqual(tops[at - 1]![1])
    expect(drawing.facts.filter((fact) => fact.startsWith('Zone '))).toHaveLength(zones)
    expect(drawing.facts.join(' ')).toContain(long.replace('.aws.', '.vpce.aws.'))
  })

  it('is dashed until traffic can pass', () => {
    const live = (state: 'available' | 'pending-acceptance') => diagramOf(request({ state }), { wide: true }).lines.every((line) => line.live)
    expect([live('available'), live('pending-acceptance')]).toEqual([true, false])
  })
})
