import { randomBytes } from 'node:crypto'
import type { Call } from './actions/action'
import { SESSION_KEY_PREFIX } from './identity'
import { AwsError } from './wire/errors'
import type { Params } from './wire/params'
import type { XmlTree } from './wire/xml'
import type { Role, Session } from './world/types'

/** STS, as far as the sandbox has it. Sessions are kept like everything else, so a restart does not end them. */
export const STS_ACTIONS: Readonly<Record<string, (call: Call) => XmlTree>> = {
  GetCallerIdentity: ({ caller }) => ({ Arn: caller.arn, UserId: caller.userId, Account: caller.accountId }),
  AssumeRole: assumeRole,
}

const DEFAULT_SECONDS = 3600
const LONGEST_CHAINED = 3600

function assumeRole(call: Call): XmlTree {
  const { params, world, now, caller } = call
  const roleArn = constrained(params, { name: 'RoleArn', min: 20, max: 2048, pattern: /^[\s\S]+$/, shown: '[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF]+' })
  const sessionName = constrained(params, { name: 'RoleSessionName', min: 2, max: 64, pattern: /^[\w+=,.@-]*$/, shown: '[\\w+=,.@-]*' })
  const seconds = readDuration(params)
  const externalId = params.text('ExternalId')
  if (externalId !== undefined && !/^[\w+=,.@:/-]{2,1224}$/.test(externalId)) {
    throw invalid(`Value '${externalId.slice(0, 64)}' at 'externalId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@:\\/-]*`)
  }
  const role = world.data.roles.find(roleArn)
  if (!role || !isTrusted(role, caller.accountId, externalId)) {
    throw new AwsError('AccessDenied', `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`, 403)
  }
  if (seconds > role.maxSessionSeconds) {
    throw new AwsError('ValidationError', 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.')
  }
  if (caller.accessKeyId.startsWith(SESSION_KEY_PREFIX) && seconds > LONGEST_CHAINED) {
    throw new AwsError('ValidationError', 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.')
  }
  const session = sessionOf(role, { sessionName, expiresAt: now + seconds * 1000 })
  const stale = world.data.sessions.all().filter((old) => old.expiresAt < now - 24 * 3600_000)
  world.commit([{ table: 'sessions', put: session }, ...stale.map((old) => ({ table: 'sessions' as const, forget: old.id }))])
  return {
    Credentials: {
      AccessKeyId: session.id,
      SecretAccessKey: randomBytes(30).toString('base64'),
      SessionToken: session.token,
      Expiration: new Date(session.expiresAt).toISOString().replace(/\.\d+/, ''),
    },
    AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.arn },
  }
}

/** A role without an ExternalId takes any; one with an ExternalId takes only that. */
const isTrusted = (role: Role, accountId: string, externalId: string | undefined) =>
  role.trustedAccountIds.includes(accountId) && (role.externalId === null || role.externalId === externalId)

function sessionOf(role: Role, { sessionName, expiresAt }: { sessionName: string; expiresAt: number }): Session {
  const [, , , , accountId = '', path = ''] = role.id.split(':')
  const roleName = path.slice(path.lastIndexOf('/') + 1)
  return {
    id: `${SESSION_KEY_PREFIX}${randomBytes(8).toString('hex').toUpperCase().slice(0, 9)}`,
    token: `FwoGZXIvYXdzE${randomBytes(180).toString('base64')}`,
    accountId,
    arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`,
    userId: `${role.roleId}:${sessionName}`,
    expiresAt,
  }
}

type Constraint = { name: string; min: number; max: number; pattern: RegExp; shown: string }

function constrained(params: Params, { name, min, max, pattern, shown }: Constraint): string {
  const member = name.charAt(0).toLowerCase() + name.slice(1)
  const value = params.text(name)
  if (value === undefined) throw invalid(`Value null at '${member}' failed to satisfy constraint: Member must not be null`)
  const at = `Value '${value.slice(0, 128)}' at '${member}' failed to satisfy constraint: Member must`
  if (value.length < min) throw invalid(`${at} have length greater than or equal to ${min}`)
  if (value.length > max) throw invalid(`${at} have length less than or equal to ${max}`)
  if (!pattern.test(value)) throw invalid(`${at} satisfy regular expression pattern: ${shown}`)
  return value
}

function readDuration(params: Params): number {
  const text = params.text('DurationSeconds')
  if (text === undefined) return DEFAULT_SECONDS
  const at = `Value '${text.slice(0, 32)}' at 'durationSeconds' failed to satisfy constraint: Member must have value`
  if (!/^\d{1,9}$/.test(text) || Number(text) < 900) throw invalid(`${at} greater than or equal to 900`)
  if (Number(text) > 43_200) throw invalid(`${at} less than or equal to 43200`)
  return Number(text)
}

const invalid = (words: string) => new AwsError('ValidationError', `1 validation error detected: ${words}`)
