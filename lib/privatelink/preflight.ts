import type { PreflightFacts, PreflightLine } from './preflight-line'
import { judgeNetwork } from './preflight-network'
import { judgeRest } from './preflight-rest'
import { judgeService } from './preflight-service'

export { PREFLIGHT_IDS, type Fact, type Permission, type PreflightFacts, type PreflightId, type PreflightLine } from './preflight-line'

/**
 * Judges everything that can be known before the call, in the order in which a person would mend it. A line that does not apply
 * is left out (`default-group` where groups are chosen, `groups-of-vpc` where none is).
 */
export function judgePreflight(facts: PreflightFacts): PreflightLine[] {
  return [...judgeService(facts), ...judgeNetwork(facts), ...judgeRest(facts)]
}

/** The sentence for the disabled button, or null where nothing blocks. What is unknown does not block: AWS decides it then. */
export function isBlocked(lines: readonly PreflightLine[]): string | null {
  const blocking = lines.filter((line) => line.outcome === 'block')
  const first = blocking[0]
  if (!first) return null
  const more = blocking.length - 1
  return more === 0 ? first.detail : `${first.detail} (${more} more ${more === 1 ? 'line blocks' : 'lines block'} too.)`
}
