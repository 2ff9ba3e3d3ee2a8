import { z } from 'zod'
import { accepted, deleted, stateAt, told } from '../endpoints/life-cycle'
import type { Sandbox } from '../sandbox'
import type { Endpoint } from '../world/types'
import { ControlError } from './answers'
import { toConnection } from './connections'

/** What the body of an act may say. `reason` is kept in the story; AWS shows it to nobody. */
export const actInput = z.strictObject({
  reason: z.string().max(2000).optional(),
  code: z.string().max(200).optional(),
  message: z.string().max(2000).optional(),
  /** For `state`: any word. */
  state: z.string().min(1).max(200).optional(),
  /** For `delete`: gone at once, without the states between. */
  immediately: z.boolean().optional(),
})

type ActInput = z.output<typeof actInput>
type Act = {
  /** The states it can happen in, and what it is called in a refusal. */
  from: readonly string[] | 'any'
  told: string
  change: (endpoint: Endpoint, input: ActInput, context: { now: number; sandbox: Sandbox }) => Partial<Endpoint>
}

const OPEN = ['pendingAcceptance', 'pending', 'available']

const ACTS: Readonly<Record<string, Act>> = {
  accept: {
    from: ['pendingAcceptance'],
    told: 'accepted',
    change: (_, __, { now, sandbox }) => ({ timeline: accepted(now, sandbox.world.settings.timings) }),
  },
  reject: { from: OPEN, told: 'rejected', change: (_, __, { now }) => ({ timeline: [{ at: now, state: 'rejected' }] }) },
  expire: { from: ['pendingAcceptance'], told: 'expired', change: (_, __, { now }) => ({ timeline: [{ at: now, state: 'expired' }] }) },
  disallow: { from: [...OPEN, 'rejected'], told: 'taken off the allow list', change: () => ({ isDisallowed: true }) },
  allow: { from: [...OPEN, 'rejected'], told: 'put on the allow list', change: () => ({ isDisallowed: false }) },
  fail: {
    from: OPEN,
    told: 'failed',
    change: (_, { code = 'InternalError', message = 'The endpoint could not be made available.' }, { now }) => ({
      timeline: [{ at: now, state: 'failed' }],
      failure: { code, message },
    }),
  },
  delete: {
    from: [...OPEN, 'rejected', 'expired', 'failed', 'partial'],
    told: 'deleted by hand',
    change: (_, { immediately }, { now, sandbox }) => ({
      timeline: immediately ? [{ at: now, state: 'gone' }] : deleted(now, sandbox.world.settings.timings),
    }),
  },
  state: {
    from: 'any',
    told: 'put into a state',
    change: (_, { state }, { now }) => {
      if (!state) throw new ControlError(400, 'Say which state, as {"state": "…"}.')
      return { timeline: [{ at: now, state }] }
    },
  },
}

export const isAct = (name: string) => Object.hasOwn(ACTS, name)

/** The far side, or somebody in the AWS console, does something to an endpoint. 404 unknown, 409 not in this state. */
export function act(sandbox: Sandbox, { id, name }: { id: string; name: string }, input: ActInput) {
  const now = sandbox.now()
  const deed = ACTS[name]
  const endpoint = sandbox.world.data.endpoints.find(id)
  const state = endpoint ? stateAt(endpoint, now) : 'gone'
  if (!deed || !endpoint || state === 'gone') throw new ControlError(404, `There is no endpoint ${id} in the sandbox.`)
  if (deed.from !== 'any' && !deed.from.includes(state)) {
    throw new ControlError(409, `${id} is ${state}; it can be ${deed.told} only while it is ${deed.from.join(' or ')}.`)
  }
  const next = told({ ...endpoint, ...deed.change(endpoint, input, { now, sandbox }) }, now, deed.told, input.reason ?? null)
  sandbox.world.commit([{ table: 'endpoints', put: next }])
  return toConnection(next, sandbox)
}

export const acceptAllInput = z.strictObject({
  count: z.number().int().min(1).optional(),
  account: z.string().optional(),
  region: z.string().optional(),
  reason: z.string().max(2000).optional(),
})

/** Accepts the connections that have waited longest, in one commit. */
export function acceptAll(sandbox: Sandbox, { count, account, region, reason }: z.output<typeof acceptAllInput>) {
  const now = sandbox.now()
  const waiting = sandbox.world.data.endpoints
    .all()
    .filter((one) => stateAt(one, now) === 'pendingAcceptance' && (account ?? one.accountId) === one.accountId && (region ?? one.region) === one.region)
    .sort((a, b) => a.createdAt - b.createdAt)
    .slice(0, count)
  const timeline = accepted(now, sandbox.world.settings.timings)
  sandbox.world.commit(waiting.map((one) => ({ table: 'endpoints', put: told({ ...one, timeline }, now, 'accepted', reason ?? null) })))
  return { accepted: waiting.length, ids: waiting.slice(0, 1000).map((one) => one.id) }
}
