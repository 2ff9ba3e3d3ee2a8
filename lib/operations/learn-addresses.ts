import 'server-only'
import type { Reach } from '@/lib/aws/clients'
import { listEndpointAddresses } from '@/lib/aws/endpoints'
import { changeRequests } from '@/lib/db/requests'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import type { Who } from '@/lib/privatelink/actor'
import type { EndpointAddress } from '@/lib/privatelink/network'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { isOpen } from '@/lib/privatelink/state'
import { announceRequests } from './announce'

export const lacksAddresses = ({ networkInterfaceIds, addresses }: Pick<EndpointRequest, 'networkInterfaceIds' | 'addresses'>) =>
  networkInterfaceIds.some((id) => !addresses.some((address) => address.networkInterfaceId === id))

/**
 * Reads the addresses behind the network interfaces of these requests, in batches, and keeps them. An account that may not
 * be asked for network interfaces loses the addresses on its page and nothing else.
 */
export async function learnAddresses(reach: Reach, requests: EndpointRequest[], actor: Who = { kind: 'watcher' }): Promise<void> {
  const lacking = requests.filter((request) => isOpen(request.state) && lacksAddresses(request))
  if (lacking.length === 0) return

  const known = await readAddresses(reach, lacking.flatMap((request) => request.networkInterfaceIds))
  if (known.size === 0) return

  const now = new Date()
  const { changed } = await changeRequests(lacking.map((request) => request.requestId), (current) => {
    const addresses = current.networkInterfaceIds.flatMap((id) => known.get(id) ?? [])
    if (addresses.length === 0 || JSON.stringify(addresses) === JSON.stringify(current.addresses)) return null
    return {
      request: { ...current, addresses, updatedAt: now },
      events: [
        {
          at: now,
          actor,
          kind: 'addresses-known',
          from: null,
          to: null,
          detail: { addresses: addresses.map(({ address, zoneId }) => `${address} (${zoneId})`).join(', ') },
        },
      ],
    }
  })
  announceRequests(...[...changed].filter(([, { events }]) => events.length > 0).map(([requestId]) => requestId))
}

async function readAddresses(reach: Reach, networkInterfaceIds: string[]): Promise<Map<string, EndpointAddress>> {
  try {
    const addresses = await listEndpointAddresses(reach, networkInterfaceIds)
    return new Map(addresses.map((address) => [address.networkInterfaceId, address]))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    log().warn({ reach }, `the endpoint addresses could not be read: ${error.message}`)
    return new Map()
  }
}
