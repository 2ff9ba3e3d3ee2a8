import type { IncomingHttpHeaders } from 'node:http'
import { AwsError } from './errors'

/** What a signed request says about itself. The signature is not checked: any key pair is welcome in the sandbox. */
export type Signed = { accessKeyId: string; region: string; sessionToken: string | null; signedAt: number | null }

const SCOPE = /^(\w{1,128})\/(\d{8})\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request$/

/**
 * Reads SigV4 from the Authorization header, or from the query of a presigned URL.
 * Throws MissingAuthenticationToken (403) and IncompleteSignature (400) in AWS's words.
 */
export function readSignature(headers: IncomingHttpHeaders, query: URLSearchParams): Signed {
  const presigned = query.get('X-Amz-Credential')
  if (presigned) {
    return toSigned(presigned, query.get('X-Amz-Security-Token'), query.get('X-Amz-Date'))
  }
  const authorization = headers.authorization
  if (!authorization) throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403)
  if (!authorization.startsWith('AWS4-HMAC-SHA256')) {
    throw new AwsError('IncompleteSignature', `Unsupported AWS 'algorithm': '${authorization.split(' ')[0]}'`)
  }
  const parts = new Map(authorization.slice('AWS4-HMAC-SHA256'.length).split(',').map(toPair))
  const absent = ['Credential', 'Signature', 'SignedHeaders'].filter((name) => !parts.get(name))
  const date = headerText(headers['x-amz-date']) ?? headers.date ?? null
  const complaints = absent.map((name) => `Authorization header requires '${name}' parameter.`)
  if (!date) complaints.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.")
  if (complaints.length > 0) throw new AwsError('IncompleteSignature', `${complaints.join(' ')} Authorization=AWS4-HMAC-SHA256`)
  return toSigned(parts.get('Credential') ?? '', headerText(headers['x-amz-security-token']), date)
}

function toSigned(credential: string, sessionToken: string | null, date: string | null): Signed {
  const match = SCOPE.exec(credential)
  if (!match) throw new AwsError('IncompleteSignature', 'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term')
  return { accessKeyId: match[1]!, region: match[3]!, sessionToken, signedAt: readDate(date) }
}

/** `20261123T033207Z` or an HTTP date, in milliseconds; null where it is neither. */
function readDate(text: string | null): number | null {
  if (!text) return null
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z')
  const at = Date.parse(iso)
  return Number.isNaN(at) ? null : at
}

function toPair(part: string): [string, string] {
  const at = part.indexOf('=')
  return at < 0 ? [part.trim(), ''] : [part.slice(0, at).trim(), part.slice(at + 1).trim()]
}

const headerText = (value: string | string[] | undefined): string | null => (Array.isArray(value) ? value[0] : value) ?? null
