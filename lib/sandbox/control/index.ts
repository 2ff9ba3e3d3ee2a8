import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { BodyTooLarge, CallerGone, readBody } from '../body'
import { faultInput } from '../faults/fault'
import { send } from '../reply'
import { scheduleAcceptance, type Sandbox } from '../sandbox'
import { buildWorld } from '../world/build'
import { defaultTables } from '../world/default-world'
import { worldDescription } from '../world/description'
import { WorldMistake } from '../world/mistake'
import { toRows } from '../world/tables'
import { ControlError } from './answers'
import { listConnections, wholeState } from './connections'
import { act, acceptAll, acceptAllInput, actInput, isAct } from './far-side'
import { checkLocal } from './guard'
import { findDoors, forgetAll, setAnswer, setBehaviour } from './network'

const MAX_BODY = 256 * 1024 * 1024

type Asked = { sandbox: Sandbox; query: URLSearchParams; body: unknown }

/** `METHOD /path` → what it does. The endpoints' acts have ids in their paths and are found by `findAct`. */
const ROUTES: Readonly<Record<string, (asked: Asked) => unknown>> = {
  'GET /_sandbox/state': ({ sandbox }) => wholeState(sandbox),
  'GET /_sandbox/connections': ({ sandbox, query }) => listConnections(sandbox, query),
  'GET /_sandbox/calls': ({ sandbox }) => ({ calls: sandbox.calls.list() }),
  'DELETE /_sandbox/calls': ({ sandbox }) => sandbox.calls.clear(),
  'GET /_sandbox/faults': ({ sandbox }) => ({ faults: sandbox.faults.list() }),
  'POST /_sandbox/faults': ({ sandbox, body }) => sandbox.faults.add(faultInput.parse(body)),
  'DELETE /_sandbox/faults': ({ sandbox }) => sandbox.faults.clear(),
  'GET /_sandbox/network': ({ sandbox }) => ({ network: sandbox.world.data.network.all() }),
  'POST /_sandbox/network': ({ sandbox, body }) => setBehaviour(sandbox, body),
  'DELETE /_sandbox/network': ({ sandbox }) => forgetAll(sandbox, 'network'),
  'GET /_sandbox/dns': ({ sandbox }) => ({ dns: sandbox.world.data.dnsOverrides.all() }),
  'POST /_sandbox/dns': ({ sandbox, body }) => setAnswer(sandbox, body),
  'DELETE /_sandbox/dns': ({ sandbox }) => forgetAll(sandbox, 'dnsOverrides'),
  'GET /_sandbox/doors': ({ sandbox, query }) => findDoors(sandbox, query.get('vpc')),
  'POST /_sandbox/endpoints/accept-all': ({ sandbox, body }) => acceptAll(sandbox, acceptAllInput.parse(body)),
  'POST /_sandbox/world': loadWorld,
  'POST /_sandbox/reset': reset,
}

/** One request of the control API: JSON in, JSON out; refusals are `{"error": "a sentence"}`. */
export async function answerControl(request: IncomingMessage, response: ServerResponse, sandbox: Sandbox): Promise<void> {
  try {
    checkLocal(request.headers)
    const url = new URL(request.url ?? '/', 'http://sandbox')
    if (url.pathname === '/_sandbox/ca.pem' && request.method === 'GET') {
      const { certificate } = await sandbox.net.office.authority()
      return send(response, { status: 200, contentType: 'application/x-pem-file', body: `${certificate}\n` })
    }
    const run = findRoute(request.method ?? 'GET', url.pathname)
    const text = await readBody(request, MAX_BODY)
    const result = await run({ sandbox, query: url.searchParams, body: text.trim() === '' ? {} : parseJson(text) })
    reply(response, 200, result ?? { ok: true })
  } catch (thrown) {
    if (thrown instanceof CallerGone) return
    const { status, message } = toRefusal(thrown)
    reply(response, status, { error: message })
  }
}

const reply = (response: ServerResponse, status: number, value: unknown) =>
  send(response, { status, contentType: 'application/json; charset=utf-8', body: `${JSON.stringify(value)}\n` })

function findRoute(method: string, path: string): (asked: Asked) => unknown {
  const key = `${method} ${path}`
  const route = Object.hasOwn(ROUTES, key) ? ROUTES[key] : undefined
  if (route) return route
  const match = /^POST \/_sandbox\/endpoints\/([^/]+)\/([a-z]+)$/.exec(key)
  const [, id = '', name = ''] = match ?? []
  if (match && isAct(name)) return ({ sandbox, body }) => act(sandbox, { id, name }, actInput.parse(body))
  throw new ControlError(404, `The sandbox’s control API has no ${key}.`)
}

function loadWorld({ sandbox, body }: Asked) {
  const started = performance.now()
  const described = worldDescription.parse(body)
  const base = { default: () => toRows(defaultTables(sandbox.now(), sandbox.settings)), empty: () => ({}), current: () => sandbox.world.rows() }[described.base]()
  const settings = described.base === 'current' ? sandbox.world.settings : sandbox.settings
  const { tables, counts } = buildWorld(described, { base, settings, now: sandbox.now() })
  sandbox.world.replace(tables)
  sandbox.buckets.clear()
  scheduleAcceptance(sandbox)
  return { ...counts, milliseconds: Math.round(performance.now() - started) }
}

function reset({ sandbox }: Asked) {
  sandbox.world.replace(defaultTables(sandbox.now(), sandbox.settings))
  sandbox.faults.clear()
  sandbox.calls.clear()
  sandbox.buckets.clear()
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ControlError(400, 'The body is not JSON.')
  }
}

function toRefusal(thrown: unknown): { status: number; message: string } {
  if (thrown instanceof ControlError) return thrown
  if (thrown instanceof WorldMistake) return { status: 400, message: thrown.message }
  if (thrown instanceof BodyTooLarge) return { status: 413, message: 'The body is larger than 256 MB.' }
  if (thrown instanceof z.ZodError) return { status: 400, message: z.prettifyError(thrown) }
  process.stderr.write(`${JSON.stringify({ msg: 'sandbox error', error: thrown instanceof Error ? thrown.stack : String(thrown) })}\n`)
  return { status: 500, message: 'The sandbox made a mistake; its log has the details.' }
}
