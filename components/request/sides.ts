import { ticketStand, type DeskFacts } from '@/lib/privatelink/desk'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { isOpen, type EndpointState, type Tone } from '@/lib/privatelink/state'
import { cleanLine } from '@/lib/privatelink/text'

export type Side = { label: string; tone: Tone; more: string }

/**
 * What each side says, kept apart: AWS's "available" is not ClickHouse's "done". Everything here is read from AWS; ClickHouse's
 * own allow list cannot be seen from there, so nothing is claimed about it.
 */
const SIDES: Record<EndpointState, { aws: Side; clickhouse: Side }> = {
  draft: {
    aws: { label: 'Not asked', tone: 'neutral', more: 'Nothing has been made.' },
    clickhouse: { label: 'Not asked', tone: 'neutral', more: 'They learn of it when the endpoint is made.' },
  },
  creating: {
    aws: { label: 'Checking', tone: 'working', more: 'AWS has been asked, and its answer is not known yet.' },
    clickhouse: { label: 'Not known', tone: 'neutral', more: 'They learn of it when the endpoint is made.' },
  },
  refused: {
    aws: { label: 'Refused', tone: 'bad', more: 'Nothing was made.' },
    clickhouse: { label: 'Not asked', tone: 'neutral', more: 'They never learned of it.' },
  },
  'needs-review': {
    aws: { label: 'Not known', tone: 'attention', more: 'Perhaps the endpoint was made, perhaps not.' },
    clickhouse: { label: 'Not known', tone: 'neutral', more: 'They have learned of it if the endpoint was made.' },
  },
  'pending-acceptance': {
    aws: { label: 'Made, waiting', tone: 'waiting', more: 'The endpoint exists and cannot carry traffic yet.' },
    clickhouse: { label: 'Has not accepted yet', tone: 'waiting', more: 'Their turn. How long it takes is up to them.' },
  },
  pending: {
    aws: { label: 'Setting up', tone: 'working', more: 'The connection is being set up or changed.' },
    clickhouse: { label: 'Accepted', tone: 'good', more: 'Their part of the connection is done.' },
  },
  available: {
    aws: { label: 'Available', tone: 'good', more: 'The endpoint can carry traffic.' },
    clickhouse: { label: 'Accepted', tone: 'good', more: 'Whether each instance lets the endpoint in shows when you connect.' },
  },
  rejected: {
    aws: { label: 'Exists, of no use', tone: 'bad', more: 'Billed until it is deleted.' },
    clickhouse: { label: 'Rejected', tone: 'bad', more: 'Their reason is not told through AWS. Ask support.' },
  },
  expired: {
    aws: { label: 'Exists, of no use', tone: 'bad', more: 'Billed until it is deleted.' },
    clickhouse: { label: 'Did not accept in time', tone: 'bad', more: 'This connection cannot be accepted any more.' },
  },
  failed: {
    aws: { label: 'Failed', tone: 'bad', more: 'Billed until it is deleted.' },
    clickhouse: { label: 'Not known', tone: 'neutral', more: 'AWS does not say what they did.' },
  },
  partial: {
    aws: { label: 'Partly available', tone: 'attention', more: 'Some of it works; the AWS console says what does not.' },
    clickhouse: { label: 'Accepted', tone: 'good', more: 'Their part of the connection is done.' },
  },
  unrecognised: {
    aws: { label: 'Not understood', tone: 'attention', more: 'AWS uses a word that is not known here.' },
    clickhouse: { label: 'Not known', tone: 'neutral', more: 'AWS does not say what they did.' },
  },
  deleting: {
    aws: { label: 'Deleting', tone: 'working', more: 'Connections through it stop working.' },
    clickhouse: { label: 'Ending', tone: 'neutral', more: 'The connection ends with the endpoint.' },
  },
  deleted: {
    aws: { label: 'Deleted', tone: 'neutral', more: 'No longer billed.' },
    clickhouse: { label: 'Ended', tone: 'neutral', more: 'The connection ended with the endpoint.' },
  },
  gone: {
    aws: { label: 'Not there any more', tone: 'bad', more: 'Three complete looks in a row did not find it.' },
    clickhouse: { label: 'Ended', tone: 'neutral', more: 'The connection ended with the endpoint.' },
  },
}

const PRIVATE_DNS = {
  on: { label: 'On', tone: 'good', more: 'The private hostnames lead to the endpoint, for the whole VPC.' },
  off: { label: 'Off', tone: 'neutral', more: 'The private hostnames do not lead to the endpoint. That is the last step.' },
  none: { label: 'None', tone: 'neutral', more: 'There is no endpoint that names could lead to.' },
} satisfies Record<string, Side>

export type Sides = { aws: Side; clickhouse: Side; privateDns: Side; /** AWS's own word, where it is current. */ awsWord: string | null }

/** With what the desk knows, ClickHouse's side says where the ticket is while they are waited for. */
export function sidesOf({ state, awsState, privateDnsEnabled }: Pick<EndpointRequest, 'state' | 'awsState' | 'privateDnsEnabled'>, desk?: DeskFacts): Sides {
  const open = isOpen(state)
  const dns = privateDnsEnabled ? PRIVATE_DNS.on : PRIVATE_DNS.off
  const clickhouse = desk && state === 'pending-acceptance' ? clickhouseByDesk(desk) : SIDES[state].clickhouse
  return { aws: SIDES[state].aws, clickhouse, privateDns: open ? dns : PRIVATE_DNS.none, awsWord: open ? awsState : null }
}

function clickhouseByDesk({ mark, outcome }: DeskFacts): Side {
  const stand = ticketStand({ hasMark: mark !== null, outcome: outcome?.kind ?? null, answered: Boolean(outcome?.answeredAt) })
  if (stand === 'question') return { label: 'Asks for information', tone: 'attention', more: 'They go on when they have the answer.' }
  if (outcome?.kind === 'rejected') return { label: 'Rejected', tone: 'bad', more: 'As the desk recorded it. AWS has not been told.' }
  if (outcome?.kind === 'accepted') return { label: 'Says it is done', tone: 'working', more: 'As the desk recorded it. AWS does not report it yet.' }
  if (!mark) return { label: 'Has no ticket yet', tone: 'attention', more: 'The ticket is not marked as sent, so they may not know of it.' }
  return { label: 'Has the ticket', tone: 'waiting', more: `Ticket ${cleanLine(mark.number, 60)}. Their turn. How long it takes is up to them.` }
}
