import 'server-only'
import { findChecksRun, type ChecksRun } from '@/lib/db/checks'
import { getRequest } from '@/lib/db/requests'
import { AppError } from '@/lib/errors'
import type { Sighting } from '@/lib/privatelink/checks'
import type { QuerySeen } from '@/lib/privatelink/checks/check'
import { checkedNames } from '@/lib/privatelink/checks/names'
import type { Actor } from '@/lib/privatelink/request'
import { querySelectOne } from '@/lib/probe/query'
import { authorise } from './authorise'
import { keepRun } from './keep-run'
import { probeFromHere } from './probe-from-here'
import { reasonAgainstChecks } from './run-checks'

type Login = { user: string; password: string }

/**
 * Runs SELECT 1 over the private way with a user and a password that are used for this once and kept nowhere. What came of it is
 * kept with the last checks. Refuses without checks to add it to (`checks-first`), and where the name does not lead to the endpoint's
 * own addresses and to nothing else (`not-private`): then nothing was sent.
 */
export async function runQuery(requestId: string, { user, password, actor, now }: Login & { actor: Actor; now: Date }): Promise<QuerySeen> {
  const request = await getRequest(requestId)
  authorise(actor, 'runQuery', request)
  const reason = reasonAgainstChecks(request)
  const { plan } = request
  if (reason || !plan) throw new AppError(reason ?? 'There is no plan to check against.', { code: 'nothing-to-check', status: 409 })
  const before = await findChecksRun(requestId)
  if (!before) throw new AppError('Run the checks first: the query is the last of them.', { code: 'checks-first', status: 409 })
  const config = before.config.known ? before.config.value : null
  const names = checkedNames(request, config?.service.known ? config.service.value : null).map(({ name }) => name)
  const host = names[0]
  if (!host) throw new AppError('The request names no hostname to ask.', { code: 'nothing-to-check', status: 409 })
  const scope = { hosts: names, endpointNames: [], addresses: request.addresses.map(({ address }) => address), vpcCidrs: [], ports: [8443] }
  const seen = await querySelectOne({ scope, vpcId: plan.vpcId, host, user, password })
  if (!seen) throw new AppError(`${host} does not lead to the endpoint’s own addresses now, so nothing was sent. Shift the traffic first, and run the checks.`, { code: 'not-private', status: 409 })
  const here = probeFromHere({ vpcId: plan.vpcId, vpcCidrs: [] })
  const sighting: Sighting = { source: 'probe', vantage: here.probe ? here.vantage : 'unknown', from: 'this server', result: seen }
  // checks that ended while ClickHouse was asked stay
  await keepRun(requestId, (latest) => withQuery(latest ?? before, sighting), { actor, now, action: 'request.query-run' })
  return seen
}

const withQuery = (run: ChecksRun, query: Sighting): ChecksRun => ({ ...run, sightings: [...run.sightings.filter(({ result }) => result.kind !== 'query'), query] })
