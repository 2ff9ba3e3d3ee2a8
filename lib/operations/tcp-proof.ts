import 'server-only'
import type { TcpProof } from '@/lib/privatelink/private-dns-preflight'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { judgeLearnt, readLearnt } from './learnt'

/** What the last checks, and whatever was brought since, say about TCP on every port of the endpoint. */
export async function tcpProofOf(request: EndpointRequest, now: Date): Promise<TcpProof> {
  const { verdicts } = judgeLearnt(request, await readLearnt(request.requestId), now)
  const verdict = verdicts.find(({ id }) => id === 'tcp')
  if (!verdict) return { outcome: 'unknown', detail: 'Nobody has tried the ports of the endpoint yet.' }
  const { outcome, summary } = verdict
  return { outcome: outcome === 'pass' || outcome === 'fail' ? outcome : 'unknown', detail: summary }
}
