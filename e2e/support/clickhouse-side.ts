/** Acts as ClickHouse's side does, through the sandbox's control API. */
export type Held = { endpointId: string; state: string; tags: { key: string; value: string }[] }

async function post(url: string, body: unknown = {}): Promise<unknown> {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}

export const act = (sandboxUrl: string, endpointId: string, verb: 'accept' | 'reject' | 'fail' | 'expire' | 'delete', body: { reason?: string; message?: string } = {}) =>
  post(`${sandboxUrl}/_sandbox/endpoints/${endpointId}/${verb}`, body)

export type Fault = { action: string; kind: string; times: number; delayMs?: number }
export const setFault = (sandboxUrl: string, fault: Fault) => post(`${sandboxUrl}/_sandbox/faults`, fault)

export async function calls(sandboxUrl: string): Promise<unknown> {
  return (await fetch(`${sandboxUrl}/_sandbox/calls`)).json()
}
