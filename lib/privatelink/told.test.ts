import { describe, expect, it } from 'vitest'
import { planModeHealth } from './account-health'
import type { Finding } from './evidence/finding'
import type { EndpointRequest } from './request'
import { runbookOf } from './runbook'
import { sampleRequest } from './samples'
import { renderTicket, toTicketSubject } from './ticket'
import { ticketTable } from './ticket-table'
import { describeTold } from './told'
import { letsTrafficThrough } from './told-by-script'

const OWN = { addresses: [{ address: '10.0.0.9', networkInterfaceId: 'eni-1', subnetId: 'subnet-1', zoneId: 'usw2-az1', zoneName: 'us-west-2a' }], dnsNames: { regional: 'VPCE-1.vpce-svc-1.us-west-2.vpce.amazonaws.com', zonal: [], private: [] } }
const tcp = (target: { address?: string; host?: string }, outcome: 'open' | 'timeout' = 'open', tool: Finding['tool'] = 'script'): Finding => ({
  tool,
  lines: [1, 1],
  result: { kind: 'tcp', address: target.address ?? null, host: target.host ?? null, port: 9440, outcome, at: null, ms: null, evidence: '' },
})

describe('whether the script saw traffic pass through the endpoint', () => {
  it.each([
    ['to its own address', [tcp({ address: '10.0.0.9' })], true],
    ['to AWS’s name for it, however it is written', [tcp({ host: 'vpce-1.vpce-svc-1.us-west-2.vpce.amazonaws.com' })], true],
    ['to another address', [tcp({ address: '10.0.0.10' })], false],
    ['to a hostname that may lead over the internet', [tcp({ host: 'abc.us-west-2.aws.clickhouse.cloud' })], false],
    ['not: it timed out', [tcp({ address: '10.0.0.9' }, 'timeout')], false],
    ['by a pasted nc, of whatever machine', [tcp({ address: '10.0.0.9' }, 'open', 'nc')], false],
    ['without anything', [], false],
  ] as const)('%s', (_name, findings, expected) => expect(letsTrafficThrough(OWN, findings)).toBe(expected))
})

it('says who, and by what, never that it was seen', () => {
  expect(describeTold({ by: 'Ada', how: 'hand' })).toBe('reported by Ada, by hand')
  expect(describeTold({ by: 'Ada', how: 'paste' })).not.toMatch(/seen|saw/)
})

it('an account in plan mode is neither good nor bad', () => {
  expect(planModeHealth(null)).toMatchObject({ tone: 'neutral', label: 'No snapshot yet', next: expect.stringContaining('read-only') })
  expect(planModeHealth(new Date())).toEqual({ tone: 'neutral', label: 'Plan mode', next: null })
})

it('is said in every ticket and runbook that names the state, and only there', () => {
  const at = new Date('2026-11-26T10:00:00Z')
  const told = sampleRequest({ state: 'available', told: { at, by: 'Ada', how: 'hand', note: 'by phone' } })
  const documents = (request: EndpointRequest) => {
    const subjects = [toTicketSubject(request)]
    return [renderTicket(subjects, 'txt'), renderTicket(subjects, 'md'), renderTicket(subjects, 'json'), JSON.stringify(ticketTable(subjects)), JSON.stringify(runbookOf({ ...request, plan: request.plan! }))]
  }
  for (const text of documents(told)) expect(text).toContain('reported by a person on 2026-11-26, not seen by Causeway')
  for (const text of documents({ ...told, told: null })) expect(text).not.toContain('reported by a person')
})
