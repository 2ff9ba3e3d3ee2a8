import 'server-only'
import type { ChecksRun } from '@/lib/db/checks'
import type { Verdict } from '@/lib/privatelink/checks'
import type { Button } from '@/lib/privatelink/checks/check'
import type { Picture } from '@/lib/privatelink/checks/picture'
import { closedPorts } from '@/lib/privatelink/checks/symptoms/configuration'
import { missingRule } from '@/lib/privatelink/reach/missing-rule'
import { attributesOff } from '@/lib/privatelink/reach/vpc-dns'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { ruleToAgree } from './fix-security-group'
import { attributesToAgree } from './fix-vpc-dns'
import { judgeLearnt, readLearnt, type Learnt } from './learnt'
import { hashOfChange } from './mend-network'

export type SeenChecks = { run: ChecksRun | null; picture: Picture; verdicts: Verdict[] }

/** What is known of the connection, judged as of now. Looks at nothing outside. `read`: what whoever asks has read already. */
export async function seeChecks(request: EndpointRequest, now: Date, read?: Learnt): Promise<SeenChecks> {
  const learnt = read ?? (await readLearnt(request.requestId))
  return { run: learnt.run, ...judgeLearnt(request, learnt, now) }
}

/** A change that Causeway can make itself: what it is, and the hash by which somebody agrees to just that. */
export type Mendable = { what: 'add-rule' | 'vpc-dns'; seen: string; ports: number[] }

/** What a fix would change by what was last read from AWS; null where it changes nothing or that is not known. */
export function mendableOf(button: Button | null, picture: Picture): Mendable | null {
  const { config, clients, facts } = picture
  if (!button || !config) return null
  if (button === 'vpc-dns') return config.dns.known ? { what: button, seen: hashOfChange(attributesToAgree(config.dns.value.vpcId, attributesOff(config.dns.value))), ports: [] } : null
  const ports = closedPorts(picture).map(({ port }) => port)
  const rule = config.groups.known ? missingRule(config.groups.value, clients, ports, { region: facts.request.plan?.region ?? '' }) : null
  return rule && { what: button, seen: hashOfChange(ruleToAgree(rule)), ports }
}
