import 'server-only'
import { checksRunOf, type ChecksRun } from '@/lib/db/checks'
import { eventsOf } from '@/lib/db/events'
import { evidenceOf, type Evidence } from '@/lib/db/evidence'
import type { Prisma } from '@/lib/db/generated/client'
import { readTogether } from '@/lib/db/parts'
import { PORT_EDITS } from '@/lib/db/port-edits'
import { judgePicture, type Facts, type Verdict } from '@/lib/privatelink/checks'
import { lastChange } from '@/lib/privatelink/checks/last-change'
import { toPicture, type Picture } from '@/lib/privatelink/checks/picture'
import type { Event } from '@/lib/privatelink/event'
import { neededPorts, portsWith, type ClickHousePort } from '@/lib/privatelink/ports'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { sightingsIn } from './brought-evidence'

/** What is kept of a request that says something about its connection: the last run, what people and scripts brought, and what happened. */
export type Learnt = { run: ChecksRun | null; events: Event[]; evidence: Evidence[]; ports: ClickHousePort[] }

/** All of it as of one moment; inside `write`, with its `tx`, as of the moment of that write. */
export async function readLearnt(requestId: string, tx?: Prisma.TransactionClient): Promise<Learnt> {
  const { portEdits, ...learnt } = await readTogether({ run: checksRunOf(requestId), events: eventsOf(requestId), evidence: evidenceOf(requestId), portEdits: PORT_EDITS }, tx)
  return { ...learnt, ports: portsWith(portEdits) }
}

/** What it means, check by check. Asks nobody, so it can be done inside `write`. */
export function judgeLearnt(request: EndpointRequest, learnt: Learnt, now: Date): { picture: Picture; verdicts: Verdict[] } {
  const picture = toPicture(factsOf(request, learnt, now))
  return { picture, verdicts: judgePicture(picture) }
}

const factsOf = (request: EndpointRequest, { run, events, evidence, ports }: Learnt, now: Date): Facts => ({
  now,
  request,
  changedAt: lastChange(request, events, run?.mendedAt ?? null),
  ports: neededPorts(ports),
  clients: null,
  config: run?.config ?? { known: false, reason: 'The checks have not been run yet.' },
  sightings: [...(run?.sightings ?? []), ...sightingsIn(request, evidence)],
})
