import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { CallCount } from '@/lib/sandbox/calls'
import type { WorldInput } from '@/lib/sandbox/world/description'
import type { Workshop } from './workshop'

/** The sandbox as a process of its own, so that what it costs is not counted as the product's. */
export type SimulatedAws = {
  url: string
  port: number
  load: (world: WorldInput) => Promise<void>
  /** Calls since the last `forgetCalls`, summed over accounts and regions. */
  calls: (action: string) => Promise<number>
  callsOf: (accountId: string) => Promise<number>
  forgetCalls: () => Promise<void>
  accept: (endpointId: string) => Promise<void>
  state: () => Promise<SimulatedState>
}

export type SimulatedState = {
  vpcs: { id: string; accountId: string; region: string; tags: { key: string; value: string }[] }[]
  subnets: { id: string; vpcId: string; zoneId: string; cidr: string }[]
  securityGroups: { id: string; vpcId: string }[]
}

export async function startSimulatedAws({ folder, onClose }: Workshop, name: string): Promise<SimulatedAws> {
  const child = spawn(process.execPath, ['dist/sandbox.mjs', '--port', '0', '--data', join(folder, `${name}.json`)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  onClose(() => child.kill('SIGKILL'))
  const [said] = (await Promise.race([once(child, 'message'), once(child, 'exit').then(() => Promise.reject(new Error('The sandbox did not start.')))])) as [{ port: number }]
  const url = `http://127.0.0.1:${said.port}`
  const counts = async () => ((await control(`${url}/_sandbox/calls`)) as { calls: CallCount[] }).calls
  const sum = (calls: CallCount[]) => calls.reduce((total, { count }) => total + count, 0)
  return {
    url,
    port: said.port,
    load: async (world) => void (await control(`${url}/_sandbox/world`, 'POST', world)),
    calls: async (action) => sum((await counts()).filter((call) => call.action === action)),
    callsOf: async (accountId) => sum((await counts()).filter((call) => call.account === accountId)),
    forgetCalls: async () => void (await control(`${url}/_sandbox/calls`, 'DELETE')),
    accept: async (endpointId) => void (await control(`${url}/_sandbox/endpoints/${endpointId}/accept`, 'POST', {})),
    state: async () => (await control(`${url}/_sandbox/state`)) as SimulatedState,
  }
}

async function control(url: string, method = 'GET', body?: unknown): Promise<unknown> {
  const answer = await fetch(url, { method, headers: { 'content-type': 'application/json' }, ...(body !== undefined && { body: JSON.stringify(body) }) })
  if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}
