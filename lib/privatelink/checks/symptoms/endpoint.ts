import type { EndpointState } from '../../state'
import type { Who } from '../check'
import { aws, byHand, endpointOf, type Symptom } from './symptom'

type Told = { id: string; states: EndpointState[]; who: Who; cause: (endpointId: string, problem: string | null) => string; explanation: string; next: string }

const said = (problem: string | null): string => (problem ? ` It reports: ${problem}` : '')
const AGAIN = 'Start a corrected copy and delete this endpoint. The new one has a new id, which ClickHouse must be given again.'

const STATES: Told[] = [
  { id: 'waits-for-acceptance', states: ['pending-acceptance'], who: 'clickhouse', cause: (id) => `ClickHouse has not accepted the connection of ${id} yet.`, explanation: 'Until it is accepted nothing behind the endpoint answers, and every connection times out.', next: 'Hand the ticket to ClickHouse support, or add the endpoint id to the service in the ClickHouse console.' },
  { id: 'being-set-up', states: ['pending'], who: 'aws', cause: (id) => `AWS is still setting up ${id}.`, explanation: 'Connections fail or time out until AWS says “available”, usually within three minutes.', next: 'Wait, and run the checks again.' },
  { id: 'endpoint-rejected', states: ['rejected'], who: 'you', cause: (id) => `ClickHouse rejected the connection of ${id}.`, explanation: 'A rejected endpoint keeps its addresses and its price, but every connection to them times out.', next: `Ask ClickHouse support for the reason. ${AGAIN}` },
  { id: 'endpoint-expired', states: ['expired'], who: 'you', cause: (id) => `Nobody accepted the connection of ${id} in time, so it expired.`, explanation: 'An expired endpoint cannot be accepted any more.', next: AGAIN },
  { id: 'endpoint-failed', states: ['failed'], who: 'you', cause: (id, problem) => `AWS could not make ${id} work.${said(problem)}`, explanation: 'A failed endpoint does not recover.', next: AGAIN },
  { id: 'endpoint-partial', states: ['partial'], who: 'aws', cause: (id, problem) => `Only a part of ${id} works.${said(problem)}`, explanation: 'Some of its zones carry traffic and others do not, so connections fail now and then.', next: 'Look at the endpoint in the AWS console: it names the part. If it stays so, ask AWS support.' },
  { id: 'endpoint-gone', states: ['deleting', 'deleted', 'gone'], who: 'you', cause: (id) => `${id} is deleted, or about to be.`, explanation: 'Its addresses answer no more; names that still lead to them time out.', next: 'Start a copy of this request if the connection is still needed.' },
]

export const ENDPOINT_SYMPTOMS: Symptom[] = STATES.map(({ id, states, who, cause, explanation, next }) => ({
  id,
  check: 'endpoint-available',
  specificity: 1,
  fits: ({ facts }) => states.includes(facts.request.state),
  cause: (picture) => cause(endpointOf(picture), picture.facts.request.problem),
  explanation,
  fix: (picture) => byHand(next, picture.facts.request.endpointId ? aws(picture, 'describe-vpc-endpoints', '--vpc-endpoint-ids', picture.facts.request.endpointId) : null),
  who,
}))
