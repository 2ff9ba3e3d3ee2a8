import { deriveChecklist, type ChecklistStep } from './checklist'
import type { Verdict } from './checks'
import type { Outcome } from './checks/check'
import { standingOf, type ProofStep, type Standing } from './checks/proof'
import type { DeskFacts } from './desk'
import { diagramOf, type Diagram } from './diagram'
import { EMPTY_DRAFT } from './draft'
import type { Event } from './event'
import { privateHostnamesOf } from './exports/export'
import { hideDeep, hiderFor, type Hide } from './hide'
import type { ClickHousePort } from './ports'
import { whoseTurn } from './request'
import { runbookOf, type SentRequest } from './runbook'
import type { Document, Section } from './runbook-document'
import { dnsNote, networkNote } from './runbook-notes'
import { STATE_FACE, type Tone, type Turn } from './state'
import { cleanLine, cleanText } from './text'

/** A step of the checklist for somebody outside. Times are ISO 8601; people of the team are not named. */
export type SharedStep = Omit<ChecklistStep, 'done' | 'since'> & { done: { at: string; who: string; seen?: boolean } | null; since: string | null; link: null }

/** Everything the page of a shared link shows, and nothing else. Times are ISO 8601. */
export type SharedView = {
  name: string
  /** `reportedAt`: when a person of the team reported it; null where Causeway saw it. */
  state: { label: string; tone: Tone; meaning: string; reportedAt: string | null }
  turn: { sentence: string; since: string }
  steps: SharedStep[]
  diagram: { wide: Diagram; narrow: Diagram }
  /** In the order of the page; the drawing belongs to the one with the id `way`. */
  sections: Section[]
  /** To be sent on to the people who run DNS and the network. */
  notes: { id: 'dns' | 'network'; title: string; note: Document }[]
  /** Account ids and internal addresses are left out. */
  hides: boolean
  asOf: string
  expiresAt: string
}

export type SharedFacts = {
  events: readonly Event[]
  desk: DeskFacts
  /** As judged now; empty where nothing was checked. */
  verdicts: readonly Verdict[]
  proof: readonly ProofStep[]
  ports: readonly ClickHousePort[]
}

/**
 * What may be shown of a request over a link: made from a copy of it that holds nothing else, and looked through once more at the end.
 * Left out always: people and how to reach them, tags, AWS's own words, tokens, the history, the audit trail, the ids of Causeway itself
 * and how to undo. Left out unless `showsInternals`: account ids, IP addresses and ranges, also inside names, notes and findings.
 */
export function sharedViewOf(request: SentRequest, facts: SharedFacts, { showsInternals, expiresAt, now }: { showsInternals: boolean; expiresAt: Date; now: Date }): SharedView {
  const hide = hiderFor(request, { showsInternals })
  const shown = onlyWhatMayBeShown(request, hide)
  const { label, tone, meaning } = STATE_FACE[request.state]
  const view: SharedView = {
    name: shown.name,
    state: { label, tone, meaning, reportedAt: request.told?.at.toISOString() ?? null },
    turn: turnOf(request, facts),
    steps: deriveChecklist(request, facts.events, facts.desk, facts.proof).map(toSharedStep),
    diagram: { wide: diagramOf(shown, { wide: true }), narrow: diagramOf(shown, { wide: false }) },
    sections: [about(shown), proved(facts.verdicts), ...runbookOf(shown).sections.filter(({ id }) => FOR_OUTSIDERS.includes(id))],
    notes: [
      { id: 'dns', title: 'For the DNS team', note: dnsNote(shown) },
      { id: 'network', title: 'For the network team', note: networkNote(shown, facts.ports) },
    ],
    hides: !showsInternals,
    asOf: now.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }
  return hideDeep(view, hide)
}

/** How to undo it stays inside, and what is proved is told with more than the runbook's lines. */
const FOR_OUTSIDERS: readonly string[] = ['way', 'check', 'failures']

/** A request with the fields that the documents are made from; everything else is empty, so that no document can tell it. */
function onlyWhatMayBeShown({ name, state, stateSince, plan, draft, endpointId, dnsNames, addresses, privateDnsEnabled }: SentRequest, hide: Hide): SentRequest {
  return {
    name: hide(cleanLine(name, 100)),
    state,
    stateSince,
    plan: hideDeep({ ...plan, tags: [] }, hide),
    draft: { ...EMPTY_DRAFT, note: hide(cleanText(draft.note, 2000).trim()) },
    endpointId,
    dnsNames: hideDeep(dnsNames, hide),
    addresses: hideDeep(addresses, hide),
    privateDnsEnabled,
    requestId: '',
    awsState: null,
    clientToken: null,
    attempts: 0,
    attemptedAt: null,
    problem: null,
    networkInterfaceIds: [],
    missedLooks: 0,
    firstSeenAt: null,
    copiedFrom: null,
    ownerId: null,
    ownerName: null,
    createdAt: stateSince,
    submittedAt: null,
    updatedAt: stateSince,
    told: null,
  }
}

/** “You” is somebody else here. */
const TURN: Record<Turn, string> = {
  you: 'It is the turn of the team that shared this.',
  clickhouse: 'It is ClickHouse’s turn.',
  aws: 'It is AWS’s turn.',
  nobody: 'It is nobody’s turn.',
}

const PROOF: Record<Standing, string> = {
  proved: 'The private connection is proved.',
  broken: 'A check of the connection fails.',
  unproved: 'The endpoint is connected; not everything is proved yet.',
}

function turnOf(request: SentRequest, { desk, proof }: SharedFacts): SharedView['turn'] {
  const standing = standingOf(proof)
  const { who, since } = whoseTurn(request, { desk, standing })
  return { sentence: `${TURN[who]}${request.state === 'available' ? ` ${PROOF[standing]}` : ''}`, since: since.toISOString() }
}

/** What the team's own page tells a person to do there is no news to anybody else. */
function toSharedStep({ id, lane, title, state, done, since, note }: ChecklistStep): SharedStep {
  const isForThem = (lane === 'you' && state === 'current') || (id === 'create' && state !== 'done')
  return {
    id,
    lane,
    title,
    state,
    done: done && { at: done.at.toISOString(), who: 'name' in done.actor ? 'the team' : 'Causeway', seen: done.actor.kind === 'watcher' },
    since: since && since.toISOString(),
    note: isForThem ? null : note,
    commands: [],
    link: null,
  }
}

function about({ plan, draft, endpointId, dnsNames, privateDnsEnabled }: SentRequest): Section {
  const rows: [string, string | null][] = [
    ['Endpoint', endpointId],
    ['Service name', plan.serviceName],
    ['Region', plan.region],
    ['Account', plan.accountId],
    ['VPC', plan.vpcId],
    ['Security groups', plan.securityGroupIds.join(', ') || 'the VPC’s default group'],
    ['Hostnames for programs', privateHostnamesOf(plan).join(', ')],
    ['DNS name for tests', dnsNames.regional],
    ['Private DNS', privateDnsEnabled ? 'on' : 'off'],
    ['Note', draft.note.replace(/\s+/g, ' ')],
  ]
  return {
    id: 'about',
    title: 'What this is',
    blocks: [
      { kind: 'text', text: `A private way from ${plan.vpcId} to ClickHouse Cloud in ${plan.region} over AWS PrivateLink. The traffic does not cross the internet, and only the VPC’s side can open connections.` },
      { kind: 'table', head: ['What', 'Value'], rows: rows.flatMap(([what, value]) => (value ? [[what, value]] : [])) },
    ],
  }
}

const FOUND: Record<Outcome, string> = { pass: 'proved', fail: 'fails', unknown: 'not known', 'not-run': 'not run', 'not-applicable': 'does not apply' }

function proved(verdicts: readonly Verdict[]): Section {
  const section = { id: 'proved', title: 'What is proved' }
  // That AWS calls the endpoint available, or not yet, is its state and no proof.
  const isAnything = verdicts.some(({ id, outcome }) => id !== 'endpoint-available' && (outcome === 'pass' || outcome === 'fail'))
  if (!isAnything) return { ...section, blocks: [{ kind: 'text', text: 'Nothing is proved yet. That says nothing about whether the connection works.' }] }
  const rows = verdicts.map(({ title, outcome, summary, at }) => [cleanLine(title, 200), FOUND[outcome], cleanLine(summary, 400), at ? utc(at.toISOString()) : ''])
  return { ...section, blocks: [{ kind: 'table', head: ['Check', 'Found', 'What was seen', 'When'], rows }] }
}

const STEP_STATE: Record<ChecklistStep['state'], string> = { done: 'done', current: 'now', stopped: 'stopped here', broken: 'something is wrong', later: 'later', never: 'will not be reached' }
const LANE = { you: 'The team', aws: 'AWS', clickhouse: 'ClickHouse' }
export const LANES_OUTSIDE = { you: LANE.you }

/** The same as a document, to be taken along as Markdown. It is made from the view alone, so it cannot tell more. */
export function sharedDocument({ name, state, turn, steps, sections, notes, hides, asOf, expiresAt }: SharedView): Document {
  const stand: Section = {
    id: 'stand',
    title: 'Where it stands',
    blocks: [
      { kind: 'text', text: `${state.label}${state.reportedAt ? ` (reported by the team ${utc(state.reportedAt)}, not seen by Causeway)` : ''}, since ${utc(turn.since)}. ${turn.sentence} ${state.meaning}` },
      { kind: 'table', head: ['Step', 'Whose', 'State', 'When', ''], rows: steps.map((step) => [step.title, LANE[step.lane], STEP_STATE[step.state], step.done ? utc(step.done.at) : step.since ? `since ${utc(step.since)}` : '', step.note ?? '']) },
    ],
  }
  const seen: Section = { id: 'seen', title: 'About this copy', blocks: [{ kind: 'text', text: `As of ${utc(asOf)}, from a read-only link that ends ${utc(expiresAt)}.${hides ? ` ${WHAT_IS_HIDDEN}` : ''}` }] }
  return { title: `ClickHouse over PrivateLink: ${name}`, sections: [stand, ...sections, ...notes.flatMap(({ note }) => note.sections), seen] }
}

export const WHAT_IS_HIDDEN = 'Account ids and internal addresses are left out; where one would stand, a name like hidden-address-1 stands for it.'

const utc = (at: string): string => `${at.slice(0, 16).replace('T', ' ')} UTC`
