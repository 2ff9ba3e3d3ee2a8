import type { Caller } from '../actions/action'
import { expiredCredentials } from '../identity'
import type { Reply } from '../reply'
import type { WireService } from '../wire/answer'
import { AwsError, internalError, throttled, unauthorized } from '../wire/errors'
import { escapeXml } from '../wire/xml'
import type { Fault, FaultKind } from './fault'

type Context = { service: WireService; action: string; caller: Caller; fault: Fault }

type Effect = {
  /** Instead of the action. */
  instead?: (context: Context) => Reply | AwsError
  /** What becomes of the action's own answer. */
  after?: (reply: Reply, context: Context) => Reply
}

const html = (status: number, title: string): Reply => ({
  status,
  contentType: 'text/html',
  body: `<html><head><title>${title}</title></head><body><center><h1>${title}</h1></center></body></html>`,
})

const xml = (body: string): Reply => ({ status: 200, contentType: 'text/xml;charset=UTF-8', body })

/** An answer that parses, in an envelope of the right name, around something that should not be there. */
const enveloped = (action: string, inner: string, before = '') =>
  xml(`<?xml version="1.0" encoding="UTF-8"?>\n${before}<${action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">${inner}</${action}Response>`)

const DEPTH = 50_000
const BIG = 50 * 1024 * 1024

/** The word repeated page tokens stand for. */
const SAME_TOKEN = 'c2FtZS10b2tlbi1hZ2Fpbg=='

const lolEntities = ['<!ENTITY a0 "lol">', ...Array.from({ length: 12 }, (_, n) => `<!ENTITY a${n + 1} "${`&a${n};`.repeat(10)}">`)].join('\n')
const DOCTYPE = `<!DOCTYPE bomb [\n${lolEntities}\n<!ENTITY file SYSTEM "file:///etc/passwd">\n]>\n`

const EFFECTS: Record<FaultKind, Effect> = {
  throttle: { instead: ({ service }) => (service === 'sts' ? new AwsError('Throttling', 'Rate exceeded') : throttled()) },
  error500: { instead: internalError },
  error: { instead: ({ fault }) => new AwsError(fault.code ?? 'InternalError', fault.message ?? 'An internal error has occurred', fault.status ?? 400) },
  'fail-page': { instead: internalError },
  html502: { instead: () => html(502, '502 Bad Gateway') },
  html200: { instead: () => html(200, 'Welcome to nginx!') },
  empty200: { instead: () => xml('') },
  json200: { instead: () => ({ status: 200, contentType: 'application/json', body: '{"message":"hello"}' }) },
  'reset-before': { instead: () => ({ ...xml(''), delivery: 'reset' }) },
  'reset-after': { after: (reply) => ({ ...reply, delivery: 'reset' }) },
  slow: { after: (reply, { fault }) => ({ ...reply, delayMs: fault.delayMs }) },
  hang: { instead: () => ({ ...xml(''), delivery: 'hang' }) },
  drip: { after: (reply, { fault }) => ({ ...reply, delivery: 'drip', delayMs: fault.delayMs }) },
  truncated: { after: (reply) => ({ ...reply, body: reply.body.slice(0, Math.floor(reply.body.length * 0.6)) }) },
  'gzip-lie': { after: (reply) => ({ ...reply, headers: { 'content-encoding': 'gzip' } }) },
  denied: { instead: ({ caller, action, service }) => deniedBy(caller, action, service) },
  'expired-token': { instead: ({ service }) => expiredCredentials(service) },
  'repeat-token': { after: (reply, { action }) => ({ ...reply, body: withToken(reply.body, action) }) },
  'foreign-root': { instead: () => xml('<?xml version="1.0"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>bucket</Name></ListBucketResult>') },
  'deep-xml': { instead: ({ action }) => enveloped(action, '<a>'.repeat(DEPTH) + '</a>'.repeat(DEPTH)) },
  'big-body': { instead: ({ action }) => enveloped(action, `<padding>${'x'.repeat(BIG)}</padding>`) },
  'doctype-bomb': { instead: ({ action }) => enveloped(action, '<requestId>&a12;</requestId><vpcEndpointSet><item><vpcEndpointId>&file;</vpcEndpointId></item></vpcEndpointSet>', DOCTYPE) },
  'proto-elements': {
    instead: ({ action }) =>
      enveloped(action, '<__proto__><polluted>true</polluted></__proto__><constructor><prototype><polluted>true</polluted></prototype></constructor>'),
  },
  'unknown-state': {
    after: (reply, { fault }) => ({ ...reply, body: reply.body.replace(/<state>[^<]*<\/state>/g, () => `<state>${markup(fault.state ?? 'frobnicating')}</state>`) }),
  },
}

export const insteadOf = (context: Context) => EFFECTS[context.fault.kind].instead?.(context) ?? null

export const afterwards = (reply: Reply, context: Context) => EFFECTS[context.fault.kind].after?.(reply, context) ?? reply

/** Kinds that read the first page again and again must not look at the token they gave out. */
export const ignoresToken = (fault: Fault | null) => fault?.kind === 'repeat-token'

function deniedBy(caller: Caller, action: string, service: WireService): AwsError {
  if (service === 'sts') return new AwsError('AccessDenied', `User: ${caller.arn} is not authorized to perform: sts:${action}`, 403)
  return unauthorized(caller.arn, `ec2:${action}`, `arn:aws:ec2:${caller.region}:${caller.accountId}:*`)
}

function withToken(body: string, action: string): string {
  const end = `</${action}Response>`
  return body.replace(/<nextToken>[^<]*<\/nextToken>/, '').replace(end, () => `<nextToken>${SAME_TOKEN}</nextToken>${end}`)
}

/** A control character goes out as it is: that is the fault. */
const markup = (text: string) => [...text].map((char) => (char < ' ' ? char : escapeXml(char))).join('')
