import 'server-only'
import type { RecordedAnswer } from '@/lib/db/private-dns'
import { AppError } from '@/lib/errors'
import { probeAll } from '@/lib/probe/probe-all'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { nameThatMoves } from '@/lib/privatelink/private-dns'

export type NamesNow = { answers: RecordedAnswer[]; problem: string | null }

/** What the request’s names resolve to now, asked from this server; nothing else is probed. Never rejects for what the network did. */
export async function lookUpNames({ plan }: Pick<EndpointRequest, 'plan'>, privateName: string | null): Promise<NamesNow> {
  if (!plan) return { answers: [], problem: 'There is no plan yet.' }
  const hosts = [...new Set(plan.hostnames.flatMap((hostname) => [nameThatMoves(hostname, privateName), hostname]))]
  try {
    const { results } = await probeAll({ hosts, endpointNames: [], addresses: [], vpcCidrs: [], ports: [], vpcId: plan.vpcId })
    const answers = results.flatMap((seen) => (seen.kind === 'dns' ? [{ name: seen.name, server: seen.server, at: seen.at.toISOString(), outcome: seen.outcome, addresses: [...seen.addresses].sort() }] : []))
    return { answers: hosts.flatMap((host) => answers.filter(({ name }) => name === host)), problem: null }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { answers: [], problem: error.message }
  }
}
