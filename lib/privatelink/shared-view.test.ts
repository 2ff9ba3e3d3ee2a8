import { describe, expect, it } from 'vitest'
import type { Verdict } from './checks'
import type { ProofStep } from './checks/proof'
import type { Event } from './event'
import { CLICKHOUSE_PORTS } from './ports'
import type { SentRequest } from './runbook'
import { toMarkdown } from './runbook-document'
import { minutesAfter, NOW, sampleDraft, samplePlan, sampleRequest } from './samples'
import { sharedDocument, sharedViewOf, type SharedFacts } from './shared-view'
import { STATES } from './state'

/** Mulberry32: the same numbers on every machine. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * sides | 0
  }
}

type Canaries = { accountId: string; addresses: string[]; ranges: string[]; people: string[] }

/** Everything a person or AWS may have written, full of what must not be told. */
function poisoned(seed: number): { request: SentRequest; facts: SharedFacts; canaries: Canaries } {
  const roll = dice(seed)
  const accountId = Array.from({ length: 12 }, () => roll(9) + 1).join('')
  const place = [10, 100 + roll(27), 172][roll(3)]!
  const [b, c] = [place === 172 ? 16 + roll(16) : roll(200) + 20, roll(200) + 20]
  const ranges = samplePlan.subnets.map((_, at) => `${place}.${b}.${c + at}.0/24`)
  const own = samplePlan.subnets.map((_, at) => (seed % 3 === 0 && at === 1 ? `fd00:${(seed + 4096).toString(16)}::${roll(9) + 1}7` : `${place}.${b}.${c + at}.${roll(200) + 20}`))
  const people = [`kim.canary${seed}@example.com`, `Kim Canary${seed}`]
  const forms = [accountId, accountId.replace(/(.{4})(?=.)/g, '$1-'), `arn:aws:iam::${accountId}:user/kim`, own[0]!, `[${own[1]!}]:8443`, ranges[0]!, `x${accountId}y`, `${own[0]!}/32`, people[0]!]
  const words = () => Array.from({ length: 6 }, () => `${['see', 'in', 'from', 'vpc-0a1b2c3d4e5f60718', '(', 'at:'][roll(6)]} ${forms[roll(forms.length)]}`).join(' ')
  const plan = { ...samplePlan, accountId, subnets: samplePlan.subnets.map((subnet, at) => ({ ...subnet, cidr: ranges[at]! })), tags: [{ key: 'owner', value: words() }] }
  const addresses = samplePlan.subnets.map(({ subnetId, zoneId, zoneName }, at) => ({ subnetId, zoneId, zoneName, networkInterfaceId: `eni-0000000000000000${at + 1}`, address: own[at]! }))
  const draft = { ...sampleDraft, accountId, hostnamesText: words(), note: words(), contact: words(), name: words(), tags: plan.tags }
  const state = STATES[1 + roll(STATES.length - 1)]!
  const request = { ...sampleRequest({ name: words(), state, problem: words(), awsState: words(), clientToken: `token-canary-${seed}`, ownerName: people[1]!, addresses, draft }), plan }
  const by = { kind: 'user' as const, name: people[1]!, userId: 'user-canary', from: own[0]! }
  const events: Event[] = (['create-requested', 'endpoint-created', 'note-written', 'state-changed'] as const).map((kind, at) => ({ at: minutesAfter(at), actor: by, kind, from: null, to: kind === 'state-changed' ? 'available' : null, detail: { reason: words(), text: words(), addresses: own.join() } }))
  const verdicts: Verdict[] = (['tcp', 'resolution'] as const).map((id) => ({ id, title: words(), outcome: 'pass', summary: words(), expected: words(), received: words(), diagnosis: null, evidence: [{ asked: words(), from: words(), at: NOW, came: words(), outcome: 'good', text: words(), note: words() }], at: NOW, from: [words()], waitsFor: null }))
  const proof: ProofStep[] = (['tcp', 'shift', 'verify'] as const).map((id) => ({ id, title: words(), state: 'done', sentence: words(), commands: [{ system: 'Linux', command: words() }] }))
  const desk = { mark: { number: words(), link: `https://support.example.com/${accountId}`, sentAt: NOW, by }, outcome: { kind: 'needs-information' as const, reason: words(), at: NOW, by, answer: words(), answeredAt: null, answeredBy: people[1]! } }
  return { request, facts: { events, desk, verdicts, proof, ports: CLICKHOUSE_PORTS }, canaries: { accountId, addresses: own, ranges, people } }
}

const ALLOWED = { expiresAt: minutesAfter(60), now: NOW }
const told = (seed: number, showsInternals: boolean) => {
  const { request, facts, canaries } = poisoned(seed)
  const view = sharedViewOf(request, facts, { ...ALLOWED, showsInternals })
  return { text: `${JSON.stringify(view)}\n${toMarkdown(sharedDocument(view))}`, view, canaries, request }
}
const SEEDS = Array.from({ length: 60 }, (_, at) => at + 1)

describe('a shared view', () => {
  it('tells no account id, no address and no range of the request, in whatever words they stand', () => {
    for (const seed of SEEDS) {
      const { text, canaries } = told(seed, false)
      const digits = text.replace(/(?:vpce-svc|vpce|vpc|subnet|sg|eni)-[0-9a-f]{17}/g, '').replace(/(\d)[- ](?=\d)/g, '$1')
      expect(digits, `seed ${seed}`).not.toContain(canaries.accountId)
      expect(text, `seed ${seed}`).not.toMatch(/(?<![0-9a-f])\d{12}(?![0-9a-f])/)
      for (const secret of [...canaries.addresses, ...canaries.ranges]) expect(text, `seed ${seed}`).not.toContain(secret)
    }
  })

  it('tells nobody’s name or e-mail address, no token, no word of AWS, no tag and no ticket, whatever is allowed', () => {
    for (const seed of SEEDS)
      for (const allowed of [true, false]) {
        const { text, canaries, request } = told(seed, allowed)
        for (const secret of [...canaries.people, 'user-canary', request.clientToken!, request.requestId, 'support.example.com', 'owner']) expect(text, `seed ${seed}`).not.toContain(secret)
      }
  })

  it('with leave tells both, and the drawing and the notes as well', () => {
    const { view, canaries } = told(1, true)
    for (const part of [view.diagram, view.sections, view.notes]) {
      expect(JSON.stringify(part)).toContain(canaries.accountId)
      expect(JSON.stringify(part)).toContain(canaries.addresses[0])
    }
    expect(view.hides).toBe(false)
  })

  const plain = (changes: Partial<SentRequest> = {}, facts: Partial<SharedFacts> = {}) =>
    sharedViewOf({ ...sampleRequest(), plan: samplePlan, ...changes }, { events: [], desk: { mark: null, outcome: null }, verdicts: [], proof: [], ports: CLICKHOUSE_PORTS, ...facts }, { ...ALLOWED, showsInternals: false })

  it('keeps what an outsider needs: endpoint, service, hostnames, and who is to act', () => {
    const text = JSON.stringify(plain())
    for (const part of ['vpce-08c316c04b3a5623f', samplePlan.serviceName, 'abc123.us-west-2.vpce.aws.clickhouse.cloud', samplePlan.vpcId, 'hidden-range-1', 'hidden-account']) expect(text).toContain(part)
    expect(plain().turn.sentence).toBe('It is the turn of the team that shared this.')
  })

  it('has no command that undoes, and speaks to nobody as “you”', () => {
    for (const state of STATES.filter((each) => each !== 'draft')) {
      const view = plain({ state })
      const text = toMarkdown(sharedDocument(view))
      expect(text).not.toMatch(/delete-vpc-endpoints|no-private-dns-enabled|your turn|Decide above|Copy it below|Run the checks below/)
      expect(view.steps.flatMap(({ commands }) => commands)).toEqual([])
    }
  })

  it('says that nothing is proved where nothing was checked, and names each finding with its time where something was', () => {
    expect(JSON.stringify(plain().sections)).toContain('Nothing is proved yet. That says nothing about whether the connection works.')
    const { view } = told(2, false)
    expect(toMarkdown(sharedDocument(view))).toMatch(/\| proved \|.*\| 2026-11-23 10:00 UTC \|/)
  })
})
