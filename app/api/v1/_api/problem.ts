import 'server-only'
import { AppError } from '@/lib/errors'
import { currentRequestId } from '@/lib/log'
import { TooManyCalls } from './pace'

/** One field that needs another look, by its path. */
export type FieldProblem = { field: string; message: string }

const TITLE: Record<number, string> = {
  400: 'The request is wrong',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Not possible now',
  413: 'Too large',
  415: 'Wrong kind of content',
  422: 'Not possible with this',
  429: 'Too many calls',
  500: 'Failed on our side',
  502: 'AWS answered with something unusable',
  503: 'Not available now',
  504: 'AWS did not answer in time',
  507: 'No room',
}

/**
 * A refusal as RFC 9457 says it (`application/problem+json`). `code` is for programs, `detail` is the sentence a page would show,
 * `instance` names the log line.
 */
export function problem(status: number, { code, detail, fields, headers = {} }: { code: string; detail: string; fields?: FieldProblem[]; headers?: Record<string, string> }): Response {
  const body = { type: `urn:causeway:problem:${code}`, title: TITLE[status] ?? 'Refused', status, detail, code, instance: `urn:uuid:${currentRequestId() ?? ''}`, ...(fields && { fields }) }
  return Response.json(body, { status, headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', ...headers } })
}

export const problemOf = (error: AppError): Response => problem(error.status, { code: error.code, detail: error.message, headers: headersOf(error) })

function headersOf(error: AppError): Record<string, string> {
  if (error instanceof TooManyCalls) return { 'Retry-After': String(error.waitSeconds) }
  return error.status === 401 ? { 'WWW-Authenticate': 'Bearer realm="Causeway API"' } : {}
}
