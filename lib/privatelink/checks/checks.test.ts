import { describe, expect, it } from 'vitest'
import { minutesAfter, sampleService } from '../samples'
import { compareAnswers } from './answer-set'
import { commandsFor } from './by-hand'
import { CHECK_IDS } from './check'
import { CHECKS, conclude, judgeChecks, type CheckId, type Outcome } from './index'
import { lastChange } from './last-change'
import { checkedNames, covers } from './names'
import { toPicture } from './picture'
import { deriveProof } from './proof'
import { A1, A2, allOf, CHANGED_AT, dnsSeen, factsOf, GOOD, httpsSeen, inside, known, NAME, nativeSeen, OPEN_TCP, outside, PUBLIC_NAME, somewhere, tcpSeen, tlsSeen, unread } from './samples'

const outcomes = (facts: Parameters<typeof judgeChecks>[0]) => Object.fromEntries(judgeChecks(facts).map(({ id, outcome }) => [id, outcome])) as Record<CheckId, Outcome>

describe('the order', () => {
  it('is fixed, and every check is in it', () => expect(CHECKS.map(({ id }) => id)).toEqual([...CHECK_IDS]))

  it('passes from top to bottom where all is well', () => {
    expect(new Set(Object.values(outcomes(factsOf())))).toEqual(new Set(['pass']))
    expect(conclude(judgeChecks(factsOf())).tone).toBe('good')
  })

  const broken: [CheckId, Parameters<typeof factsOf>[0]][] = [
    ['endpoint-available', { request: { state: 'rejected' } }],
    ['tcp', { seen: allOf({ tcp: [...OPEN_TCP.slice(1), tcpSeen(A1, 8443, 'timeout')] }) }],
    ['resolution', { seen: allOf({ dns: [dnsSeen(NAME, ['44.226.112.8'])] }) }],
    ['certificate', { seen: allOf({ tls: [tlsSeen('reset')] }) }],
    ['https', { seen: allOf({ https: [httpsSeen('redirect')] }) }],
    ['native', { seen: allOf({ native: [nativeSeen('timeout')] }) }],
  ]
  it.each(broken)('%s breaks: what comes before passes, what comes after is not run and says for what it waits', (id, facts) => {
    const verdicts = judgeChecks(factsOf(facts))
    const at = CHECK_IDS.indexOf(id)
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(CHECK_IDS.map((_, index) => (index < at ? 'pass' : index === at ? 'fail' : 'not-run')))
    for (const verdict of verdicts.slice(at + 1)) expect([verdict.waitsFor, verdict.summary]).toEqual([id, expect.stringContaining('waits for')])
  })

  it.each(['draft', 'creating', 'refused', 'needs-review'] as const)('%s: there is nothing to check', (state) => {
    expect(outcomes(factsOf({ request: { state }, seen: [] }))['endpoint-available']).toBe('not-applicable')
    expect(conclude(judgeChecks(factsOf({ request: { state }, seen: [] }))).tone).toBe('idle')
  })
})

describe('which sighting counts', () => {
  const tcpAll = (outcome: string, at = minutesAfter(-1)) => [A1, A2].flatMap((address) => [8443, 9440].map((port) => tcpSeen(address, port, outcome, { at })))
  const judged = (...sightings: ReturnType<typeof inside>[]) => outcomes({ ...factsOf({ seen: [] }), sightings }).tcp

  it.each([['outside', outside], ['nobody knows where', somewhere]] as const)('what fails from %s could not be checked from there', (_what, from) => {
    for (const outcome of ['timeout', 'no-route', 'unreachable', 'refused']) expect(judged(...tcpAll(outcome).map(from))).toBe('unknown')
  })
  it('what works counts from anywhere', () => expect(judged(...tcpAll('open').map(outside))).toBe('pass'))
  it('a place that reached the endpoint is taken at its word', () => expect(judged(...tcpAll('timeout').slice(1).map(outside), outside(tcpSeen(A1, 8443)))).toBe('fail'))
  it('inside beats this server, even where this server looked later', () => {
    expect(judged(...tcpAll('open', minutesAfter(-5)).map(inside), ...tcpAll('timeout').map(outside))).toBe('pass')
    expect(judged(...tcpAll('timeout', minutesAfter(-5)).map(inside), ...tcpAll('open').map(outside))).toBe('fail')
  })
  it('within one vantage the newest wins', () => {
    expect(judged(...tcpAll('timeout', minutesAfter(-5)).map(inside), ...tcpAll('open').map(inside))).toBe('pass')
    expect(judged(...tcpAll('open', minutesAfter(-5)).map(inside), ...tcpAll('timeout').map(inside))).toBe('fail')
  })
  it('what is older than the endpoint’s last change is not known, with its age', () => {
    const verdict = judgeChecks(factsOf({ seen: [], sightings: tcpAll('open', minutesAfter(-1, CHANGED_AT)).map(inside) })).find(({ id }) => id === 'tcp')!
    expect([verdict.outcome, verdict.summary]).toEqual(['unknown', expect.stringMatching(/seen 31 min ago, before the endpoint last changed/)])
    expect(judged(...tcpAll('open', CHANGED_AT).map(inside))).toBe('pass')
  })
  it('what another address said says nothing about the endpoint', () => expect(judged(...['10.0.9.9', '44.1.2.3'].map((address) => inside(tcpSeen(address, 8443, 'refused'))))).toBe('unknown'))
  it('one zone of two is not every address', () => expect(judged(...OPEN_TCP.slice(0, 2).map(inside))).toBe('unknown'))
  it('by the name alone it is not known which zone answered', () => expect(judged(inside(tcpSeen(null, 8443)), inside(tcpSeen(null, 9440)))).toBe('unknown'))
  it('everything that was set aside is shown, with the reason', () => {
    const verdict = judgeChecks(factsOf({ seen: [], sightings: tcpAll('timeout').map(outside) })).find(({ id }) => id === 'tcp')!
    expect(verdict.evidence.map(({ outcome, note }) => [outcome, note?.slice(0, 8)])).toEqual(Array(4).fill(['open', 'Not seen']))
  })
})

describe('the model and what was seen', () => {
  it('what was seen counts where they disagree, and nothing is called broken', () => {
    const facts = factsOf({ config: { groups: known([]) } })
    expect(outcomes(facts)).toMatchObject({ configuration: 'unknown', tcp: 'pass', query: 'pass' })
  })
  it('a configuration that could not be read stops nothing', () => {
    for (const part of ['groups', 'acls', 'routeTables', 'subnets', 'dns', 'endpoints', 'service', 'vpc'] as const) expect(Object.values(outcomes(factsOf({ config: { [part]: unread } })))).not.toContain('fail')
    expect(outcomes({ ...factsOf(), config: unread }).configuration).toBe('unknown')
  })
  it('read before something changed, it is not believed', () => expect(outcomes(factsOf({ config: { at: minutesAfter(-1, CHANGED_AT) } })).configuration).toBe('unknown'))
})

describe('answers as a set', () => {
  it.each<[string, string[], string]>([
    ['the same, in another order', [A2, A1], 'equal'],
    ['the same, twice', [A1, A2, A1], 'equal'],
    ['one of two', [A1], 'subset'],
    ['one of its own and a public one', [A1, '44.1.2.3'], 'mixed'],
    ['one of its own and a stranger', [A1, '10.0.9.9'], 'mixed'],
    ['strangers', ['172.31.9.9'], 'foreign-private'],
    ['carrier-grade', ['100.64.1.1'], 'foreign-private'],
    ['public', ['44.1.2.3', '52.1.1.1'], 'public'],
    ['public IPv6', ['2600:1f14::1'], 'public'],
    ['an IPv4 address dressed as IPv6', [`::ffff:${A1}`, A2], 'equal'],
    ['nothing', [], 'nothing'],
    ['nowhere', ['0.0.0.0'], 'nowhere'],
    ['the machine itself', ['127.0.0.1'], 'nowhere'],
    ['rubbish', ['not an address'], 'nowhere'],
  ])('%s', (_what, answers, kind) => expect(compareAnswers(answers, [A1, A2]).kind).toBe(kind))

  it('a VPC may have public ranges', () => expect(compareAnswers(['52.1.1.9'], ['52.1.1.1'], () => true).kind).toBe('foreign-private'))
  it('without the endpoint’s addresses private ones cannot be judged, public ones can', () => {
    expect(compareAnswers([A1], []).kind).toBe('own-unknown')
    expect(compareAnswers(['44.1.2.3'], []).kind).toBe('public')
  })
  it('a subset passes and names the zone that is left out', () => {
    const verdict = judgeChecks(factsOf({ seen: allOf({ dns: [dnsSeen(NAME, [A1])] }) })).find(({ id }) => id === 'resolution')!
    expect([verdict.outcome, verdict.summary]).toEqual(['pass', expect.stringContaining(`${A2} is left out`)])
  })
})

describe('names', () => {
  it.each<[string, string, boolean]>([
    ['*.us-west-2.vpce.aws.clickhouse.cloud', NAME, true],
    ['*.us-west-2.vpce.aws.clickhouse.cloud.', NAME.toUpperCase(), true],
    ['*.us-west-2.vpce.aws.clickhouse.cloud', PUBLIC_NAME, false],
    ['*.us-west-2.aws.clickhouse.cloud', PUBLIC_NAME, true],
    ['*.us-west-2.aws.clickhouse.cloud', 'us-west-2.aws.clickhouse.cloud', false],
    [NAME, NAME, true],
  ])('%s covers %s: %s', (pattern, name, covered) => expect(covers(pattern, name)).toBe(covered))

  it('the private name is checked, except where the service covers the public one itself', () => {
    const { request } = factsOf()
    expect(checkedNames(request, sampleService)).toEqual([{ hostname: PUBLIC_NAME, name: NAME }])
    expect(checkedNames(request, { ...sampleService, privateDnsName: '*.us-west-2.aws.clickhouse.cloud' })).toEqual([{ hostname: PUBLIC_NAME, name: PUBLIC_NAME }])
    expect(checkedNames(request, null)).toEqual([{ hostname: PUBLIC_NAME, name: NAME }])
  })

  it('a service of the old kind: the public name on public addresses is then a failure', () => {
    const old = { config: { service: known({ ...sampleService, privateDnsName: '*.us-west-2.aws.clickhouse.cloud' }) } }
    expect(outcomes(factsOf({ ...old, seen: [...OPEN_TCP, dnsSeen(PUBLIC_NAME, ['44.1.2.3'])] })).resolution).toBe('fail')
    expect(outcomes(factsOf({ ...old, seen: [...OPEN_TCP, dnsSeen(PUBLIC_NAME, [A1, A2])] })).resolution).toBe('pass')
  })
})

it('the last change is the newest of state, events and fixes', () => {
  const since = { stateSince: minutesAfter(-60) }
  expect(lastChange(since, [], null)).toEqual(minutesAfter(-60))
  expect(lastChange(since, [{ kind: 'private-dns-changed', at: minutesAfter(-10) }, { kind: 'addresses-known', at: minutesAfter(-1) }], null)).toEqual(minutesAfter(-10))
  expect(lastChange(since, [{ kind: 'private-dns-changed', at: minutesAfter(-10) }], minutesAfter(-5))).toEqual(minutesAfter(-5))
})

describe('by hand and the proof', () => {
  it('every observed check has its command for three systems, filled in and quoted', () => {
    const picture = toPicture(factsOf())
    for (const id of ['tcp', 'resolution', 'certificate', 'https', 'native', 'query'] as const) {
      const commands = commandsFor(id, picture)
      expect(commands.map(({ system }) => system)).toEqual(['Linux', 'macOS', 'PowerShell'])
      for (const { command } of commands) expect(command).not.toMatch(/undefined| null|<[a-z]/)
    }
    const hostile = { ...picture, names: [{ ...picture.names[0]!, name: "x'; rm -rf / #" }] }
    expect(commandsFor('resolution', hostile).map(({ command }) => command)).toEqual(["nslookup 'x'\\''; rm -rf / #'", "nslookup 'x'\\''; rm -rf / #'", "Resolve-DnsName -Name 'x''; rm -rf / #'"])
  })

  it('follows the source document’s order', () => {
    const steps = (facts = factsOf()) => deriveProof(judgeChecks(facts), toPicture(facts)).map(({ id, state }) => `${id} ${state}`)
    expect(steps()).toEqual(['create done', 'ticket done', 'accepted done', 'tcp done', 'shift done', 'verify done'])
    expect(steps(factsOf({ seen: allOf({ dns: [dnsSeen(NAME, ['44.1.2.3'])] }) }))).toEqual(['create done', 'ticket done', 'accepted done', 'tcp done', 'shift broken', 'verify later'])
    expect(steps(factsOf({ seen: [] }))).toEqual(['create done', 'ticket done', 'accepted done', 'tcp unproved', 'shift unproved', 'verify unproved'])
    expect(steps(factsOf({ request: { state: 'pending-acceptance' }, seen: [] })).slice(0, 4)).toEqual(['create done', 'ticket current', 'accepted current', 'tcp later'])
    expect(Object.keys(GOOD)).toContain('query')
  })
})
