import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Caller } from './actions/action'
import { BodyTooLarge, CallerGone, readBody } from './body'
import { dispatch } from './dispatch'
import { afterwards, ignoresToken, insteadOf } from './faults/apply'
import type { Fault } from './faults/fault'
import { identify } from './identity'
import { send, type Reply } from './reply'
import type { Sandbox } from './sandbox'
import { renderError, renderResult, VERSION, type WireService } from './wire/answer'
import { AwsError, internalError } from './wire/errors'
import { Params } from './wire/params'
import { readSignature } from './wire/signature'

const MAX_BODY = 1024 * 1024

type Asked = { params: Params; service: WireService; action: string; caller: Caller }

/** One request of an AWS client, from bytes to bytes. Whatever happens, the answer has AWS's shape. */
export async function answerAws(request: IncomingMessage, response: ServerResponse, sandbox: Sandbox): Promise<void> {
  const requestId = randomUUID()
  let service: WireService = 'ec2'
  let reply: Reply
  try {
    const url = new URL(request.url ?? '/', 'http://sandbox')
    const params = Params.parse([url.search.slice(1), await readBody(request, MAX_BODY)].filter((part) => part !== '').join('&'))
    service = serviceOf(params, request)
    const caller = identify(readSignature(request.headers, url.searchParams), service, sandbox.world, sandbox.now())
    const action = params.text('Action')
    if (!action) throw new AwsError('MissingAction', 'The request must contain the parameter Action')
    reply = perform({ params, service, action, caller }, { sandbox, requestId })
  } catch (thrown) {
    if (thrown instanceof CallerGone) return
    reply = failure(thrown, service, requestId)
  }
  send(response, { ...reply, headers: { 'x-amzn-requestid': requestId, ...reply.headers } })
}

/** Faults, throttle, action, in this order, with the call counted by how it ended. */
function perform({ params, service, action, caller }: Asked, { sandbox, requestId }: { sandbox: Sandbox; requestId: string }): Reply {
  const key = { action, accountId: caller.accountId, region: caller.region }
  const fault = sandbox.faults.take(key, pageNumber(params))
  try {
    const instead = fault ? insteadOf({ service, action, caller, fault }) : null
    if (instead instanceof AwsError) throw instead
    if (instead) {
      sandbox.calls.record(key, 'failed')
      return instead
    }
    const asked = ignoresToken(fault) ? params.without('NextToken') : params
    const result = dispatch({ service, action, params: asked, caller }, sandbox)
    sandbox.calls.record(key, 'ok')
    return withFault({ status: 200, contentType: XML, body: renderResult({ service, action, requestId }, result) }, { service, action, caller, fault })
  } catch (thrown) {
    const isThrottled = thrown instanceof AwsError && /^(RequestLimitExceeded|Throttling)$/.test(thrown.code)
    sandbox.calls.record(key, isThrottled ? 'throttled' : 'failed')
    return withFault(failure(thrown, service, requestId), { service, action, caller, fault })
  }
}

const XML = 'text/xml;charset=UTF-8'

const withFault = (reply: Reply, { fault, ...context }: { service: WireService; action: string; caller: Caller; fault: Fault | null }) =>
  fault ? afterwards(reply, { ...context, fault }) : reply

function failure(thrown: unknown, service: WireService, requestId: string): Reply {
  const error = toAwsError(thrown)
  return { status: error.status, contentType: XML, body: renderError({ service, requestId }, error) }
}

/** The last resort: what is no AWS error is a mistake of the sandbox, said on stderr and answered as InternalError. */
function toAwsError(thrown: unknown): AwsError {
  if (thrown instanceof AwsError) return thrown
  if (thrown instanceof BodyTooLarge) return new AwsError('RequestEntityTooLarge', 'The request body is too large.', 413)
  process.stderr.write(`${JSON.stringify({ msg: 'sandbox error', error: thrown instanceof Error ? thrown.stack : String(thrown) })}\n`)
  return internalError()
}

/** Both services share the port: the version tells them apart, and for a strange one the signature's scope. */
function serviceOf(params: Params, request: IncomingMessage): WireService {
  const version = params.text('Version')
  if (version === VERSION.ec2) return 'ec2'
  if (version === VERSION.sts) return 'sts'
  return /\/sts\/aws4_request/.test(request.headers.authorization ?? '') ? 'sts' : 'ec2'
}

/** Which page of a listing a request asks for: its token carries the number. A strange token is the action's to refuse. */
function pageNumber(params: Params): number {
  const token = params.text('NextToken')
  if (!token) return 1
  const match = /^\["\w+",(\d+),/.exec(Buffer.from(token, 'base64').toString())
  return match ? Number(match[1]) : 1
}
