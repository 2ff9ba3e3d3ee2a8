import { expect } from '@playwright/test'
import { ACCOUNT_ID } from './matrix-rows'

/** The API as a program uses it. */

type Asked = { method?: string; body?: unknown; key?: string }
export type Api = <T>(path: string, asked?: Asked) => Promise<T>
export type Made = { requestId: string; endpointId: string; vpcId: string }

/** The ClickHouse instance that `makeRequest` asks for, whatever the region. */
const INSTANCE = 'abc123'

/** Calls the API as a program with this token does, and gives what it answers; throws where it refuses. */
export const apiOf = ({ url, token }: { url: string; token: string }): Api => async <T>(path: string, { method = 'GET', body, key = crypto.randomUUID() as string }: Asked = {}) => {
  const answer = await fetch(`${url}/api/v1${path}`, { method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key }, ...(method !== 'GET' && { body: JSON.stringify(body ?? {}) }) })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

export const untilStateOf = (api: Api, requestId: string, state: string) => expect.poll(async () => (await api<{ state: string }>(`/requests/${requestId}`)).state, { timeout: 60_000 }).toBe(state)

/** The API's own way from hostnames to an endpoint, as docs/api.md tells it. */
export async function makeRequest(api: Api, region: string): Promise<Made> {
  const { requestId } = await api<{ requestId: string }>('/requests', { method: 'POST', body: { hostnames: [`${INSTANCE}.${region}.aws.clickhouse.cloud`], accountId: ACCOUNT_ID } })
  const reach = `accountId=${ACCOUNT_ID}&region=${region}`
  type Known<T> = { value: T[]; reason?: string }
  const { vpcs } = await api<{ vpcs: Known<{ vpcId: string; name: string | null }> }>(`/network?${reach}`)
  expect(vpcs.reason, region).toBeUndefined()
  const { vpcId } = vpcs.value.find(({ name }) => /^platform-(prod|us|eu)/.test(name ?? ''))!
  const { subnets, securityGroups } = await api<{ subnets: Known<{ subnetId: string; zoneId: string; freeAddresses: number }>; securityGroups: Known<{ groupId: string; name: string }> }>(`/network?${reach}&vpcId=${vpcId}`)
  const { serviceName } = await api<{ serviceName: string }>(`/requests/${requestId}`)
  const { service } = await api<{ service: { zones: { zoneId: string }[] } }>(`/service?${reach}&serviceName=${serviceName}`)
  const usable = subnets.value.filter(({ zoneId, freeAddresses }) => freeAddresses > 0 && service.zones.some((zone) => zone.zoneId === zoneId))
  const group = securityGroups.value.find(({ name }) => name === 'clickhouse-clients') ?? securityGroups.value[0]!
  await api(`/requests/${requestId}`, { method: 'PATCH', body: { vpcId, subnetIdByZone: Object.fromEntries(usable.map(({ zoneId, subnetId }) => [zoneId, subnetId])), securityGroupIds: [group.groupId] } })
  const { planHash, blocked } = await api<{ planHash: string; blocked: string | null }>(`/requests/${requestId}/review`, { method: 'POST' })
  expect(blocked).toBeNull()
  await api(`/requests/${requestId}/create`, { method: 'POST', body: { planHash } })
  await untilStateOf(api, requestId, 'pending-acceptance')
  const { endpointId } = await api<{ endpointId: string }>(`/requests/${requestId}`)
  return { requestId, endpointId, vpcId }
}
