import type { Fields } from './door'
import { SERVICE } from './journey'
import { ACCOUNT_ID } from './matrix-rows'

/** What each action takes, so that the matrix knows that only its role, its request or what was added is refused. */

const ENDPOINT_ID = 'vpce-0ffffffffffffffff'
const HOSTNAME = 'other.us-west-2.aws.clickhouse.cloud'
const NETWORK = { vpcId: 'vpc-0ffffffffffffffff' }
const uuid = () => crypto.randomUUID()

type Ask = (requestId: string) => Fields
const none: Ask = () => ({})
const one: Ask = (requestId) => ({ requestId })
const several: Ask = (requestId) => ({ requestIds: requestId })
const account: Ask = () => ({ accountId: ACCOUNT_ID })
const accountForm: Ask = () => ({ accountId: ACCOUNT_ID, source: 'profile', name: 'other', profile: 'other' })
const clickhouse: Ask = (requestId) => ({ requestId, key: uuid(), hostnamesText: HOSTNAME, serviceName: '', name: 'other', contact: '', note: '' })
const sent: Ask = (requestIds) => ({ requestIds, number: '12345', link: '', note: '' })
const outcome: Ask = (requestIds) => ({ requestIds, kind: 'accepted', reason: '' })
const note: Ask = (requestIds) => ({ requestIds, text: 'a note' })
const person: Ask = () => ({ userId: 'nobody' })

const FIELDS: Record<string, Record<string, Ask>> = {
  '': { giveSnapshotNow: () => ({ accountId: ACCOUNT_ID, region: 'us-west-2', text: '{"Vpcs": []}' }), tellStateNow: (requestId) => ({ requestId, state: 'available', note: 'the console shows it' }), markSentAction: sent, takeBackSentAction: several, recordOutcomeAction: outcome, writeNoteAction: note },
  accounts: {
    addAccountNow: accountForm,
    addSandboxAccountNow: none,
    editAccountNow: accountForm,
    testNow: account,
    trustNow: account,
    removeNow: () => ({ accountId: ACCOUNT_ID, name: 'platform' }),
  },
  'accounts/adopt': { takeOverNow: () => ({ 'chosen[]': `${ACCOUNT_ID}/us-west-2/${ENDPOINT_ID}`, hostnamesText: HOSTNAME }) },
  'requests/[requestId]': {
    lookNow: one,
    createAgain: one,
    deleteNow: one,
    discard: one,
    startCopy: (requestId) => ({ requestId, key: uuid() }),
    takeOver: (requestId) => ({ requestId, endpointId: ENDPOINT_ID }),
    addEvidence: (requestId) => ({ requestId, text: 'Connection timed out', place: 'vpc' }),
    deleteEvidence: () => ({ evidenceId: uuid() }),
    acceptDriftNow: (requestId) => ({ requestId, digest: 'a'.repeat(16) }),
    giveHostnamesNow: (requestId) => ({ requestId, hostnamesText: HOSTNAME }),
    runChecksNow: one,
    runQueryNow: (requestId) => ({ requestId, user: 'default', password: 'not the one' }),
    addRuleNow: (requestId) => ({ requestId, seen: 'a'.repeat(32), ports: '9440' }),
    turnOnDnsNow: (requestId) => ({ requestId, seen: 'a'.repeat(32) }),
    answerHere: (requestId) => ({ requestId, answer: 'an answer' }),
    shareNow: (requestId) => ({ requestId, label: 'a friend', days: '7' }),
    revokeShareNow: (requestId) => ({ requestId, linkId: 'a'.repeat(18) }),
  },
  'requests/[requestId]/private-dns': { switchOnNow: (requestId) => ({ requestId, confirmed: HOSTNAME }), switchOffNow: one },
  'requests/new': {
    saveClickhouse: clickhouse,
    continueFromClickhouse: clickhouse,
    saveAccount: (requestId) => ({ requestId, accountId: ACCOUNT_ID }),
    continueFromAccount: (requestId) => ({ requestId, accountId: ACCOUNT_ID }),
    saveVpc: (requestId) => ({ requestId, ...NETWORK }),
    saveNetwork: (requestId) => ({ requestId, ...NETWORK }),
    continueFromNetwork: (requestId) => ({ requestId, ...NETWORK }),
    createNow: (requestId) => ({ requestId, planHash: 'a'.repeat(64) }),
    adoptNow: (requestId) => ({ requestId, endpointId: ENDPOINT_ID }),
    discard: one,
  },
  sandbox: {
    actAction: () => ({ endpointId: ENDPOINT_ID, act: 'accept' }),
    faultAction: () => ({ action: '*', kind: 'throttle', times: '1' }),
    mendAction: none,
    startAnewAction: none,
  },
  'settings/audit': { verifyAction: none },
  'settings/people': {
    invite: () => ({ role: 'admin', note: 'a friend' }),
    withdraw: () => ({ invitationId: 'none' }),
    setRole: () => ({ userId: 'nobody', role: 'admin' }),
    takeAccess: person,
    endSessions: person,
    giveAccess: person,
    offerPassword: person,
  },
  'settings/ports': { savePortAction: () => ({ port: '4711', name: 'other' }), takeBackPortAction: () => ({ way: 'remove', port: '9440' }) },
  'settings/rates': {
    saveRateAction: () => ({ region: 'us-west-2', perZoneHourUsd: '0.02', perGbUsd: '0.02', asOf: '2026-01-01', source: 'a guess' }),
    resetRateAction: () => ({ region: 'us-west-2' }),
  },
  'settings/regions': {
    saveServiceAction: () => ({ region: 'us-west-2', serviceName: SERVICE, zoneIds: 'usw2-az1', note: 'other' }),
    takeBackServiceAction: () => ({ way: 'remove', serviceName: SERVICE }),
  },
  'settings/sessions': {
    endOne: () => ({ sessionId: 'none' }),
    endAll: none,
    signOutHere: none,
    changePassword: () => ({ current: 'not the one', password: 'harbour lantern tangerine' }),
  },
  'settings/tokens': { createTokenAction: () => ({ name: 'other', days: '30', 'scopes[]': 'read' }), revokeTokenAction: () => ({ tokenId: 'a'.repeat(18) }) },
}

/** The fields of an action, about this request where it is about one. A new action has its own added here. */
export function validFields(action: string, requestId: string): Fields {
  const [, folder = '', name = ''] = /^app\/\(console\)\/(?:(.+)\/)?[\w-]+\.ts#(\w+)$/.exec(action) ?? []
  const ask = FIELDS[folder]?.[name]
  if (!ask) throw new Error(`Say in e2e/support/valid-fields.ts what ${action} takes.`)
  return ask(requestId)
}
