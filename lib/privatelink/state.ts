import type { Standing } from './checks/proof'
import type { Allowed } from './roles'

/**
 * The life of a request: its states, what is allowed in each, and how each is shown. One file although it is long, since
 * whoever adds a state must see all of it.
 *
 * AWS's own states, spelled our way, plus the ones AWS cannot know about:
 * `draft`, `creating` (the intent is written, the answer is not), `refused` (AWS said no, nothing was made), `needs-review`,
 * `gone` (vanished without our asking) and `unrecognised`.
 */
export const STATES = [
  'draft',
  'creating',
  'refused',
  'needs-review',
  'pending-acceptance',
  'pending',
  'available',
  'rejected',
  'expired',
  'failed',
  'partial',
  'unrecognised',
  'deleting',
  'deleted',
  'gone',
] as const

export type EndpointState = (typeof STATES)[number]

export const isEndpointState = (text: string): text is EndpointState => (STATES as readonly string[]).includes(text)

export type Verb = 'editDraft' | 'submit' | 'lookNow' | 'delete' | 'discard' | 'copy' | 'retryCreate' | 'adoptFound' | 'addToTicket' | 'enablePrivateDns' | 'disablePrivateDns' | 'share'

/** An endpoint of ours exists at AWS, as far as is known, in whatever condition. */
const EXISTS: readonly EndpointState[] = ['pending-acceptance', 'pending', 'available', 'rejected', 'expired', 'failed', 'partial', 'unrecognised', 'deleting']

/** In which states a person or a program may do what. Buttons, their reasons and operations all ask this table. */
export const allowedIn = {
  // AWS made nothing for a refused one, so it can be mended in place and sent again, with a fresh client token.
  editDraft: ['draft', 'refused'],
  submit: ['draft', 'refused'],
  lookNow: ['pending-acceptance', 'pending', 'available', 'rejected', 'expired', 'failed', 'partial', 'unrecognised', 'deleting'],
  delete: ['pending-acceptance', 'pending', 'available', 'rejected', 'expired', 'failed', 'partial', 'unrecognised'],
  discard: ['draft', 'refused'],
  copy: ['rejected', 'expired', 'failed', 'deleted', 'gone'],
  retryCreate: ['needs-review'],
  adoptFound: ['needs-review'],
  addToTicket: ['pending-acceptance', 'pending', 'available', 'partial', 'unrecognised'],
  enablePrivateDns: ['available'],
  // While AWS is still setting up the switch to on, its undo is taken and done as soon as AWS lets it.
  disablePrivateDns: ['available', 'pending'],
  // Everything that has a plan; a dead endpoint is worth showing to who shall say why.
  share: STATES.filter((state) => state !== 'draft'),
} as const satisfies Record<Verb, readonly EndpointState[]>

type WhyNot = Partial<Record<EndpointState, string>> & { otherwise: string }

const NO_ENDPOINT_YET = 'There is no endpoint yet: AWS has not been asked for one.'
const ANSWER_PENDING = 'AWS has been asked for the endpoint and has not answered yet. Wait a moment.'
const NOTHING_MADE = 'AWS refused to make the endpoint, so there is none.'
const DECIDE_FIRST = 'It is not known whether AWS made the endpoint. Decide that first, on the page of this request.'
const ALREADY_DELETED = 'The endpoint is deleted.'
const IS_GONE = 'The endpoint is no longer at AWS.'

const NOT_ACCEPTED_YET = 'ClickHouse has not accepted the connection yet, and AWS refuses private DNS until they have.'
const DEAD_FOR_DNS = 'Private DNS can only be switched while the endpoint is available.'

const WITHOUT_ENDPOINT = {
  draft: NO_ENDPOINT_YET,
  creating: ANSWER_PENDING,
  refused: NOTHING_MADE,
  'needs-review': DECIDE_FIRST,
  deleted: ALREADY_DELETED,
  gone: IS_GONE,
}

const WHY_NOT: Record<Verb, WhyNot> = {
  editDraft: { otherwise: 'This request has been sent to AWS and can no longer be changed. Start a new one for other choices.' },
  submit: { creating: ANSWER_PENDING, otherwise: 'This request has been sent to AWS already.' },
  lookNow: { ...WITHOUT_ENDPOINT, otherwise: 'There is nothing to look at.' },
  delete: { ...WITHOUT_ENDPOINT, deleting: 'The endpoint is being deleted already.', otherwise: 'There is nothing to delete.' },
  discard: {
    creating: ANSWER_PENDING,
    'needs-review': DECIDE_FIRST,
    deleted: 'The request is kept as a record of the endpoint that was deleted.',
    gone: 'The request is kept as a record of the endpoint that disappeared.',
    otherwise: 'There is an endpoint at AWS. Delete the endpoint instead, or it keeps being billed without anybody watching it.',
  },
  copy: {
    draft: 'This is still a draft: change it directly.',
    refused: 'AWS made nothing for this request: change it directly, and send it again.',
    creating: ANSWER_PENDING,
    'needs-review': DECIDE_FIRST,
    deleting: 'The endpoint is being deleted. A copy can be started when that is done.',
    otherwise: 'This endpoint holds its place: a second one to the same service in this VPC is not needed.',
  },
  retryCreate: { creating: ANSWER_PENDING, otherwise: 'There is no attempt that waits for a decision.' },
  adoptFound: { creating: ANSWER_PENDING, otherwise: 'There is no found endpoint that waits for a decision.' },
  addToTicket: {
    ...WITHOUT_ENDPOINT,
    rejected: 'A rejected endpoint cannot be accepted any more. Start a corrected copy and put that one into a ticket.',
    expired: 'An expired endpoint cannot be accepted any more. Start a corrected copy and put that one into a ticket.',
    failed: 'A failed endpoint cannot be used any more. Start a corrected copy and put that one into a ticket.',
    deleting: 'The endpoint is being deleted.',
    otherwise: 'This request has no endpoint that ClickHouse could connect.',
  },
  enablePrivateDns: { ...WITHOUT_ENDPOINT, 'pending-acceptance': NOT_ACCEPTED_YET, pending: 'AWS is still setting up the connection. Wait until the endpoint is available.', otherwise: DEAD_FOR_DNS },
  disablePrivateDns: { ...WITHOUT_ENDPOINT, 'pending-acceptance': NOT_ACCEPTED_YET, otherwise: DEAD_FOR_DNS },
  share: { otherwise: 'This is still a draft. It can be shared once AWS has been asked for the endpoint.' },
}

/** Whether the table allows it; if not, the whole sentence that stands on the disabled button. */
export function canDo(verb: Verb, state: EndpointState): Allowed {
  if ((allowedIn[verb] as readonly EndpointState[]).includes(state)) return { ok: true }
  return { ok: false, reason: WHY_NOT[verb][state] ?? WHY_NOT[verb].otherwise }
}

const isOneOf = (states: readonly EndpointState[]) => (state: EndpointState) => states.includes(state)

/** An endpoint exists that AWS may still change, so it is worth looking at. (`creating` has none yet: recovery finds out.) */
export const isOpen = isOneOf(EXISTS)

/** A change is expected soon, so looks should be frequent. `creating` counts, though there is no endpoint to look at yet. */
export const isMoving = isOneOf(['creating', 'pending-acceptance', 'pending', 'partial', 'unrecognised', 'deleting'])

/**
 * AWS charges for it by the hour and zone, whatever the state of the connection, until it is deleted.
 * Source: AWS PrivateLink pricing page ("irrespective of the state of its association with the service").
 */
export const isBilled = isOneOf(EXISTS)

/** No second request may be open for the same account, region, VPC and service beside it. */
export const holdsPlace = isOneOf(['creating', 'needs-review', 'pending-acceptance', 'pending', 'available', 'partial', 'unrecognised'])

export type Tone = 'neutral' | 'waiting' | 'working' | 'good' | 'bad' | 'attention'
export const TURNS = ['you', 'clickhouse', 'aws', 'nobody'] as const
export type Turn = (typeof TURNS)[number]

export type StateFace = {
  label: string
  tone: Tone
  turn: Turn
  /** What it means. */
  meaning: string
  /** What a person can do now. */
  next: string
  /** How long it usually takes; null where no source says. */
  usually: string | null
}

/** Whose turn it is. An endpoint that is available is not yet a connection: only a proved one is nobody's turn. */
export const turnOf = (state: EndpointState, standing?: Standing | null): Turn => (state === 'available' && standing === 'proved' ? 'nobody' : STATE_FACE[state].turn)

const BILLED_UNTIL_DELETED = 'AWS keeps billing it until it is deleted.'

/** How each state is shown: word, tone, whose turn, and what can be done. */
export const STATE_FACE: Record<EndpointState, StateFace> = {
  draft: {
    label: 'Draft',
    tone: 'neutral',
    turn: 'you',
    meaning: 'The choices are kept here. Nothing has been made at AWS.',
    next: 'Go on with the steps, and create the endpoint at the end.',
    usually: null,
  },
  creating: {
    label: 'Creating',
    tone: 'working',
    turn: 'aws',
    meaning: 'AWS has been asked for the endpoint. Its answer is not known yet.',
    next: 'Wait. AWS takes four calls like this at once, then one every few seconds. If the answer was lost, Causeway asks again with the same token, which cannot make a second endpoint.',
    usually: null,
  },
  refused: {
    label: 'Refused by AWS',
    tone: 'bad',
    turn: 'you',
    meaning: 'AWS refused to make the endpoint. Nothing was made and nothing is billed.',
    next: 'Read the reason, change what it names, and create the endpoint again.',
    usually: null,
  },
  'needs-review': {
    label: 'Needs a decision',
    tone: 'attention',
    turn: 'you',
    meaning: 'It is not certain whether AWS made the endpoint. If it did, AWS bills it.',
    next: 'Decide here: take over the endpoint that was found, or ask AWS again.',
    usually: null,
  },
  'pending-acceptance': {
    label: 'Waiting for ClickHouse',
    tone: 'waiting',
    turn: 'clickhouse',
    meaning: 'The endpoint exists and asks ClickHouse to accept the connection. AWS bills it from now on.',
    next: 'Hand the ticket to ClickHouse support, if you have not yet. This page changes by itself once they accept.',
    usually: null,
  },
  pending: {
    label: 'Connecting',
    tone: 'working',
    turn: 'aws',
    meaning: 'The connection is accepted, and AWS is setting it up or changing it.',
    next: 'Wait. This page changes by itself.',
    // Measured by Terraform's own acceptance tests of interface endpoints, about 70 s in all.
    usually: '1 to 3 minutes',
  },
  available: {
    label: 'Available',
    tone: 'good',
    // until it is proved, which its state alone does not tell
    turn: 'you',
    meaning: 'ClickHouse has accepted the connection, and AWS lets traffic through the endpoint.',
    next: 'Let the private hostnames resolve to its addresses, then use them in your programs.',
    usually: null,
  },
  rejected: {
    label: 'Rejected',
    tone: 'bad',
    turn: 'you',
    meaning: `ClickHouse rejected the connection. This endpoint cannot be used again. ${BILLED_UNTIL_DELETED}`,
    next: 'Ask ClickHouse support for the reason, start a corrected copy, and delete this endpoint.',
    usually: null,
  },
  expired: {
    label: 'Expired',
    tone: 'bad',
    turn: 'you',
    meaning: `Nobody accepted the connection in time. This endpoint cannot be used again. ${BILLED_UNTIL_DELETED}`,
    next: 'Start a corrected copy, hand its ticket to ClickHouse support soon, and delete this endpoint.',
    usually: null,
  },
  failed: {
    label: 'Failed',
    tone: 'bad',
    turn: 'you',
    meaning: `AWS could not make the endpoint work. It cannot be used again. ${BILLED_UNTIL_DELETED}`,
    next: 'Read what AWS reports, start a corrected copy, and delete this endpoint.',
    usually: null,
  },
  partial: {
    label: 'Partly available',
    tone: 'attention',
    turn: 'you',
    meaning: 'AWS says that only a part of the endpoint works. That is not usual for this kind of endpoint.',
    next: 'Look at the endpoint in the AWS console: it names the part that does not work.',
    usually: null,
  },
  unrecognised: {
    label: 'Unrecognised',
    tone: 'attention',
    turn: 'aws',
    meaning: 'AWS uses a word for the state of this endpoint that Causeway does not know. It is not taken as a success.',
    next: 'Look at the endpoint in the AWS console. Causeway goes on looking until AWS says something it knows.',
    usually: null,
  },
  deleting: {
    label: 'Deleting',
    tone: 'working',
    turn: 'aws',
    meaning: 'AWS is deleting the endpoint. Connections through it stop working.',
    next: 'Wait. This page changes by itself.',
    usually: null,
  },
  deleted: {
    label: 'Deleted',
    tone: 'neutral',
    turn: 'nobody',
    meaning: 'The endpoint is deleted and no longer billed.',
    next: 'Nothing is left to do. Start a copy if you need the connection again.',
    usually: null,
  },
  gone: {
    label: 'Gone',
    tone: 'bad',
    turn: 'you',
    meaning: 'The endpoint is no longer at AWS, and nobody deleted it here. It was probably deleted by hand or by another tool.',
    next: 'Find out who deleted it, and start a copy if the connection is still needed.',
    usually: null,
  },
}
