import { changeAccount } from '@/lib/db/accounts'
import { insertAudit } from '@/lib/db/audit'
import { reader, write } from '@/lib/db/client'
import { insertPerson } from '@/lib/db/people'
import { changeRequest } from '@/lib/db/requests'
import type { Actor } from '@/lib/privatelink/actor'
import type { AccountInput } from '../account-input'
import { addAccount } from '../add-account'
import { addEvidence } from '../add-evidence'
import { createToken, revokeToken } from '../api-tokens'
import { deleteEvidence } from '../delete-evidence'
import { editAccount } from '../edit-account'
import { giveSnapshot } from '../give-snapshot'
import { invitePerson, revokeInvitation } from '../invitations'
import { makeScript } from '../make-script'
import { markSent, takeBackSent } from '../mark-sent'
import { changeRole, disablePerson, enablePerson, signOutPerson } from '../people'
import { offerNewPassword } from '../renew-password'
import { answerQuestion, recordOutcome } from '../record-outcome'
import { removeAccount } from '../remove-account'
import { runChecks } from '../run-checks'
import { revokeShare, shareRequest } from '../share-request'
import { switchOff } from '../switch-private-dns'
import { tellState } from '../tell-state'
import { writeNote } from '../write-note'
import { BY_HAND, type TestWorld } from './test-world'

/** What has to be there before, and the verb the audit trail is to be told of. */
export type Case = { file: string; tells: RegExp; prepare: () => Promise<() => Promise<unknown>> }
type By = () => { actor: Extract<Actor, { kind: 'user' }>; now: Date }

const ACCOUNT = '777788889999'
const INPUT: AccountInput = { name: 'elsewhere', note: '', regions: null, serviceNames: [], level: 'read', mending: false, source: { kind: 'profile', profile: 'elsewhere' } }
const GUEST = 'user-guest'

async function guest(): Promise<void> {
  const now = new Date()
  await write(async (tx) => {
    await insertPerson(tx, { userId: GUEST, name: 'Guest', email: 'guest@example.com', role: 'viewer', passwordHash: 'none', now })
    await insertAudit(tx, [{ ...BY_HAND, at: now }])
  })
}

async function signedIn(): Promise<void> {
  const now = new Date()
  const data = { id: 'session-of-guest', tokenHash: 'none', userId: GUEST, createdAt: now, seenAt: now, expiresAt: new Date(now.getTime() + 60_000) }
  await write((tx) => tx.session.create({ data }), { unaudited: 'arranged by a test' })
}

/** The verbs of people, accounts, the desk, evidence, checks and tokens. `world` is asked for when a case is prepared. */
export function moreVerbs(world: () => TestWorld, by: By): Record<string, Case> {
  const onRequest = (file: string, tells: RegExp, act: (requestId: string) => Promise<unknown>, first?: (requestId: string) => Promise<unknown>): Case => ({
    file,
    tells,
    prepare: async () => {
      const { requestId } = await world().submitted()
      await first?.(requestId)
      return () => act(requestId)
    },
  })
  const plainly = (file: string, tells: RegExp, act: () => Promise<unknown>, first?: () => Promise<unknown>): Case => ({
    file,
    tells,
    prepare: async () => {
      await first?.()
      return act
    },
  })
  const available = (requestId: string) => changeRequest(requestId, (current) => ({ request: { ...current, state: 'available' }, events: [], audit: [BY_HAND] }))
  const planMode = () => changeAccount('111122223333', (current) => ({ ...current, source: { kind: 'snapshot' } }), by())
  const asked = (requestId: string) => recordOutcome([requestId], { kind: 'needs-information', reason: 'Whose is it?' }, by())
  const share = (requestId: string) => shareRequest(requestId, { label: 'a friend', days: 7, showsInternals: false }, { ...by(), newLinkId: () => 'a'.repeat(18), sign: ({ linkId }) => `token of ${linkId}` })
  return {
    addAccount: plainly('add-account', /^account\.added$/, () => addAccount(ACCOUNT, INPUT, by())),
    editAccount: plainly('edit-account', /^account\.changed$/, () => editAccount(ACCOUNT, { ...INPUT, name: 'renamed' }, by()), () => addAccount(ACCOUNT, INPUT, by())),
    removeAccount: plainly('remove-account', /^account\.removed$/, () => removeAccount(ACCOUNT, INPUT.name, by()), () => addAccount(ACCOUNT, INPUT, by())),
    invitePerson: plainly('invitations', /^person\.invited$/, () => invitePerson({ role: 'viewer', note: 'Kim' }, by())),
    revokeInvitation: plainly('invitations', /^person\.invitation-revoked$/, async () => revokeInvitation((await reader().invitation.findFirstOrThrow()).id, by()), () => invitePerson({ role: 'viewer', note: 'Kim' }, by())),
    changeRole: plainly('people', /^person\.role-changed$/, () => changeRole(GUEST, 'operator', by()), guest),
    disablePerson: plainly('people', /^person\.disabled$/, () => disablePerson(GUEST, by()), guest),
    enablePerson: plainly('people', /^person\.enabled$/, () => enablePerson(GUEST, by()), async () => { await guest(); await disablePerson(GUEST, by()) }),
    signOutPerson: plainly('people', /^person\.sessions-ended$/, () => signOutPerson(GUEST, by()), async () => { await guest(); await signedIn() }),
    offerNewPassword: plainly('renew-password', /^person\.password-link-made$/, () => offerNewPassword(GUEST, by()), guest),
    createToken: plainly('api-tokens', /^token\.created$/, () => createToken({ name: 'pipeline', scopes: ['read'], days: 1 }, by())),
    revokeToken: plainly('api-tokens', /^token\.revoked$/, async () => revokeToken((await reader().apiToken.findFirstOrThrow()).tokenId, by()), () => createToken({ name: 'pipeline', scopes: ['read'], days: 1 }, by())),
    markSent: onRequest('mark-sent', /^request\.ticket-sent$/, (id) => markSent([id], { number: '17', link: null }, by())),
    takeBackSent: onRequest('mark-sent', /^request\.ticket-unsent$/, (id) => takeBackSent([id], by()), (id) => markSent([id], { number: '17', link: null }, by())),
    writeNote: onRequest('write-note', /^request\.note-written$/, (id) => writeNote([id], 'called them', by())),
    recordOutcome: onRequest('record-outcome', /^request\.outcome-recorded$/, asked),
    answerQuestion: onRequest('record-outcome', /^request\.question-answered$/, (id) => answerQuestion(id, 'Ours.', by()), asked),
    shareRequest: onRequest('share-request', /^share\.made$/, share),
    revokeShare: onRequest('share-request', /^share\.revoked$/, async (requestId) => revokeShare({ requestId, linkId: 'a'.repeat(18) }, by()), share),
    addEvidence: onRequest('add-evidence', /^request\.evidence-added$/, (id) => addEvidence(id, { text: '$ nc -zv 10.0.0.9 9440\nConnection to 10.0.0.9 9440 port [tcp/*] succeeded!', place: 'vpc' }, by())),
    deleteEvidence: onRequest('delete-evidence', /^request\.evidence-removed$/, async () => deleteEvidence((await reader().evidence.findFirstOrThrow()).evidenceId, by()), (id) => addEvidence(id, { text: '$ nc -zv 10.0.0.9 9440\nConnection to 10.0.0.9 9440 port [tcp/*] succeeded!', place: 'vpc' }, by())),
    makeScript: onRequest('make-script', /^request\.script-made$/, (id) => makeScript(id, { dialect: 'sh', place: 'vpc' }, by())),
    runChecks: onRequest('run-checks', /^request\.checks-run$/, (id) => runChecks(id, { ...by(), fromHere: { probe: null, reason: 'Not in this test.' } })),
    giveSnapshot: plainly('give-snapshot', /^account\.snapshot-given$/, () => giveSnapshot({ accountId: ACCOUNT, region: 'us-west-2' }, '{"Vpcs": []}', by()), () => addAccount(ACCOUNT, { ...INPUT, source: { kind: 'snapshot' } }, by())),
    tellState: onRequest('tell-state', /^request\.state-told$/, (id) => tellState(id, { state: 'available', note: 'the console shows it' }, by()), planMode),
    switchOff: onRequest('switch-private-dns', /^request\.private-dns-requested$/, (id) => switchOff(id, by()), available),
  }
}

/** Told of in the tests of their own files: they need what only those make (a report with its key, a rule that is missing, a role that answers, an endpoint that drifted, a service that answers). */
export const TOLD_ELSEWHERE = ['receive-report', 'mend-network', 'test-account', 'accept-drift', 'run-query']
