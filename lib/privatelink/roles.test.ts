import { describe, expect, it } from 'vitest'
import { MAY, mayDo, OPERATIONS, ROLES, type Operation, type Owned } from './roles'

const request = (given: Partial<Owned> = {}): Owned => ({ ownerId: 'ada', state: 'pending-acceptance', endpointId: 'vpce-00000001', ...given })
const ada = (role: (typeof ROLES)[number]) => ({ userId: 'ada', role })
const bob = (role: (typeof ROLES)[number]) => ({ userId: 'bob', role })

describe('the table of roles', () => {
  it('has a row for every operation, and an administrator in every row', () => {
    const operations = Object.keys(OPERATIONS) as Operation[]
    expect(Object.keys(MAY).sort()).toEqual([...operations].sort())
    for (const operation of operations) expect(MAY[operation].admin, operation).toBe('all')
  })

  it('lets a viewer change nothing, and support touch nothing in AWS', () => {
    const changes = (role: 'viewer' | 'support') => (Object.keys(MAY) as Operation[]).filter((operation) => !operation.startsWith('view') && MAY[operation][role])
    expect(changes('viewer')).toEqual(['listRequests', 'readTicket', 'manageTokens', 'revokeTokens', 'manageOwnSessions'])
    expect(changes('support')).toEqual(['readTicket', 'markSent', 'writeNote', 'recordOutcome', 'manageTokens', 'revokeTokens', 'manageOwnSessions', 'playClickHouse'])
  })
})

describe('mayDo', () => {
  it.each<[string, ReturnType<typeof ada>, Operation, Owned | undefined, boolean]>([
    ['a requester deletes their own', ada('requester'), 'delete', request(), true],
    ['a requester does not delete another’s', bob('requester'), 'delete', request(), false],
    ['a requester does not own what nobody owns', bob('requester'), 'delete', request({ ownerId: null }), false],
    ['a requester may delete in general', bob('requester'), 'delete', undefined, true],
    ['an operator deletes anybody’s', bob('operator'), 'delete', request(), true],
    ['support sees what waits for ClickHouse', bob('support'), 'viewRequest', request(), true],
    ['support does not see a draft', bob('support'), 'viewRequest', request({ state: 'draft', endpointId: null }), false],
    ['support does not see what is deleted', bob('support'), 'viewRequest', request({ state: 'deleted' }), false],
    ['support does not delete', bob('support'), 'delete', request(), false],
    ['a viewer sees everything', bob('viewer'), 'viewRequest', request({ state: 'draft' }), true],
  ])('%s', (_what, who, operation, of, ok) => expect(mayDo(who, operation, of).ok).toBe(ok))

  it('says who may, in whole sentences', () => {
    expect(mayDo(bob('viewer'), 'delete')).toEqual({ ok: false, reason: 'Your role, viewer, may not delete endpoints. A requester, an operator or an admin may.' })
    expect(mayDo(bob('requester'), 'delete', request())).toEqual({ ok: false, reason: 'Your role, requester, may delete endpoints only for requests you started. An operator or an admin may for all.' })
    expect(mayDo(bob('operator'), 'managePeople')).toEqual({ ok: false, reason: 'Your role, operator, may not change who has access. An admin may.' })
  })
})
