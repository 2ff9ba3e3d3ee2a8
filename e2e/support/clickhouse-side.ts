/** Acts as ClickHouse's side does, through the sandbox's control API. */

/** An endpoint as the far side holds it; `state` in AWS's spelling. */
export type Held = { id: string; vpc: string; service: string; state: string; tags: { key: string; value: string }[] }

export async function post(url: string, body: unknown = {}): Promise<unknown> {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}

export const act = (sandboxUrl: string, endpointId: string, verb: 'accept' | 'reject' | 'fail' | 'expire' | 'delete', body: { reason?: string; message?: string; immediately?: boolean } = {}) =>
  post(`${sandboxUrl}/_sandbox/endpoints/${endpointId}/${verb}`, body)

export type Fault = { action: string; kind: string; times: number; delayMs?: number; region?: string; code?: string; message?: string; status?: number }
export const setFault = (sandboxUrl: string, fault: Fault) => post(`${sandboxUrl}/_sandbox/faults`, fault)

export async function mendAll(sandboxUrl: string): Promise<void> {
  await fetch(`${sandboxUrl}/_sandbox/faults`, { method: 'DELETE' })
}

/** Adds to the world, or makes it anew; see lib/sandbox/world/description.ts. */
export const loadWorld = (sandboxUrl: string, world: object) => post(`${sandboxUrl}/_sandbox/world`, world)

export async function calls(sandboxUrl: string): Promise<unknown> {
  return (await fetch(`${sandboxUrl}/_sandbox/calls`)).json()
}

/** Every endpoint that AWS holds, whoever made it, without those that are gone. */
export async function endpointsHeld(sandboxUrl: string): Promise<Held[]> {
  const answer = await fetch(`${sandboxUrl}/_sandbox/state`)
  return ((await answer.json()) as { endpoints: Held[] }).endpoints
}
