import type { Standing } from '@/lib/privatelink/checks/proof'
import type { EndpointState } from '@/lib/privatelink/state'

/** One row of the list, as its table in the browser gets it. */
export type ListedRequest = {
  requestId: string
  name: string
  state: EndpointState
  /** Since when it is in its state, ms since 1970. */
  since: number
  hostname: string | null
  moreHostnames: number
  accountId: string | null
  region: string | null
  vpcId: string | null
  endpointId: string | null
  /** Whether its connection is proved; left out where that is not known or not asked. */
  standing?: Standing
  /** AWS shows something else than the plan; left out where it does not. */
  drifts?: true
  /** Who reported its state, in an account that Causeway may not reach; left out where it looks itself. */
  told?: string
}
