import { compareText } from './addresses'
import type { EndpointRequest } from './request'
import type { EndpointState } from './state'
import { cleanLine, cleanText } from './text'
import { escapeMarkdown, neutral, neutralJson } from './ticket-quote'
import { stateInWords } from './told'

/** What support needs to know of one request. Text as it was typed; `renderTicket` makes it neutral. */
export type TicketSubject = {
  name: string
  region: string
  accountId: string | null
  serviceName: string | null
  vpcId: string | null
  endpointId: string | null
  state: EndpointState
  /** When a person reported the state; not there where Causeway saw it. */
  reportedAt?: Date | null
  hostnames: string[]
  contact: string
  note: string
  /** Where the request can be read, for those who can reach it. */
  link: string | null
}

export type TicketFormat = 'txt' | 'md' | 'json'

export function toTicketSubject(request: EndpointRequest, link: string | null = null): TicketSubject {
  const { plan, draft } = request
  return {
    name: request.name,
    region: plan?.region ?? draft.region ?? 'unknown region',
    accountId: plan?.accountId ?? draft.accountId,
    serviceName: plan?.serviceName ?? draft.serviceName,
    vpcId: plan?.vpcId ?? draft.vpcId,
    endpointId: request.endpointId,
    state: request.state,
    reportedAt: request.told?.at ?? null,
    hostnames: plan?.hostnames ?? draft.hostnames,
    contact: draft.contact,
    note: draft.note,
    link,
  }
}

/**
 * The ticket as text: what ClickHouse asks for (endpoint ids, instance URLs) first, one section for each region, then what
 * helps to find each endpoint. Free text can neither mention anybody, nor draw links or headings, nor add mail headers.
 */
export function renderTicket(requests: readonly TicketSubject[], format: TicketFormat): string {
  const sections = toSections(requests)
  if (format === 'json') return neutralJson({ request: SUBJECT, regions: sections.map(toJson) })
  if (format === 'md') return sections.length === 0 ? `${EMPTY}\n` : renderMarkdown(sections)
  return sections.length === 0 ? `${EMPTY}\n` : renderPlain(sections)
}

const SUBJECT = 'AWS PrivateLink: please accept these VPC endpoints and allow them for these instances'
const EMPTY = 'No endpoint is in this ticket.'

type Section = { region: string; endpointIds: string[]; hostnames: string[]; subjects: TicketSubject[] }

function toSections(subjects: readonly TicketSubject[]): Section[] {
  const regions = [...new Set(subjects.map((subject) => subject.region))].sort(compareText)
  return regions.map((region) => {
    const inRegion = subjects.filter((subject) => subject.region === region)
    return {
      region,
      endpointIds: [...new Set(inRegion.flatMap((subject) => subject.endpointId ?? []))],
      hostnames: [...new Set(inRegion.flatMap((subject) => subject.hostnames))],
      subjects: inRegion,
    }
  })
}

const NOT_YET = 'not created yet'

function factsOf(subject: TicketSubject, several: boolean): [string, string][] {
  const facts: [string, string | null][] = [
    ['AWS account', subject.accountId],
    ['Service name', subject.serviceName],
    ['VPC', subject.vpcId],
    ['State', stateInWords(subject)],
    ['Instances', several ? subject.hostnames.join(', ') : null],
    ['Request', subject.name],
    ['Contact', subject.contact],
    ['Link', subject.link],
  ]
  return facts.flatMap(([label, value]): [string, string][] => {
    const shown = cleanLine(value ?? '', 1000)
    return shown === '' ? [] : [[label, shown]]
  })
}

function renderPlain(sections: readonly Section[]): string {
  const parts = sections.map((section) => {
    const several = section.subjects.length > 1
    const details = section.subjects.map((subject) => {
      const facts = factsOf(subject, several).map(([label, value]) => `  ${label}: ${neutral(value)}`)
      // Every line of a note is set in, so that none of them can pass for a mail header or a heading.
      const note = noteLines(subject).map((line) => `    ${neutral(line)}`.trimEnd())
      return [`Endpoint ${neutral(subject.endpointId ?? NOT_YET)}`, ...facts, ...(note.length > 0 ? ['  Note:', ...note] : [])].join('\n')
    })
    return [`Region: ${neutral(section.region)}`, `VPC Endpoint IDs: ${neutral(idsOf(section))}`, 'ClickHouse instance URLs:', neutral(urlsOf(section)), '', details.join('\n\n')].join('\n')
  })
  return `${[SUBJECT, ...parts].join('\n\n')}\n`
}

function renderMarkdown(sections: readonly Section[]): string {
  const parts = sections.map((section) => {
    const several = section.subjects.length > 1
    const details = section.subjects.map((subject) => {
      const facts = factsOf(subject, several).map(([label, value]) => `- ${label}: ${escapeMarkdown(value)}`)
      const note = noteLines(subject).map((line) => `  > ${escapeMarkdown(line)}`.trimEnd())
      return [`### Endpoint ${escapeMarkdown(subject.endpointId ?? NOT_YET)}`, '', ...facts, ...(note.length > 0 ? ['- Note:', '', ...note] : [])].join('\n')
    })
    return [
      `## ${escapeMarkdown(section.region)}`,
      '',
      '```',
      `VPC Endpoint IDs: ${inFence(idsOf(section))}`,
      'ClickHouse instance URLs:',
      inFence(urlsOf(section)),
      '```',
      '',
      details.join('\n\n'),
    ].join('\n')
  })
  return `${[`# ${SUBJECT}`, ...parts].join('\n\n')}\n`
}

const idsOf = ({ endpointIds }: Section): string => endpointIds.join(',') || NOT_YET
const urlsOf = ({ hostnames }: Section): string => hostnames.join(',') || 'none given'
const inFence = (text: string): string => neutral(text).replaceAll('`', "'")

function noteLines({ note }: TicketSubject): string[] {
  const text = cleanText(note, 4000).trim()
  return text === '' ? [] : text.split('\n')
}

function toJson({ region, endpointIds, hostnames, subjects }: Section) {
  return {
    region,
    vpcEndpointIds: endpointIds,
    clickhouseInstanceUrls: hostnames,
    endpoints: subjects.map((subject) => ({
      endpointId: subject.endpointId,
      awsAccount: subject.accountId,
      serviceName: subject.serviceName,
      vpcId: subject.vpcId,
      state: subject.state,
      stateLabel: stateInWords(subject),
      hostnames: subject.hostnames,
      request: cleanLine(subject.name, 1000),
      contact: cleanLine(subject.contact, 1000),
      note: cleanText(subject.note, 4000).trim(),
      link: subject.link,
    })),
  }
}
