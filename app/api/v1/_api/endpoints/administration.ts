import 'server-only'
import { z } from 'zod'
import { listOpenInvitations } from '@/lib/db/invitations'
import { listPeople } from '@/lib/db/people'
import { listAudit } from '@/lib/db/read-audit'
import { verifyTrail } from '@/lib/operations/verify-trail'
import { ROLES } from '@/lib/privatelink/roles'
import { defineEndpoint } from '../define-endpoint'
import { dateTime } from '../shapes'

const role = z.enum(ROLES)

const person = z
  .strictObject({ userId: z.string(), name: z.string(), email: z.string(), role, disabledAt: dateTime.nullable(), createdAt: dateTime, seenAt: dateTime.nullable(), signsInWith: z.array(z.enum(['password', 'provider'])) })
  .meta({ id: 'Person' })

const changed = z.record(z.string(), z.unknown()).nullable().describe('Only what changed; never a secret.')
const entry = z
  .strictObject({
    id: z.number().int(),
    at: dateTime,
    actor: z.strictObject({ kind: z.string(), name: z.string().nullable(), userId: z.string().nullable(), from: z.string().nullable() }),
    action: z.string(),
    object: z.strictObject({ kind: z.string(), id: z.string(), name: z.string() }),
    before: changed,
    after: changed,
    hash: z.string(),
  })
  .meta({ id: 'AuditEntry' })

const moment = z.iso.datetime().meta({ examples: ['2026-11-01T00:00:00Z'] })

/** Reading only: who has access is changed on the pages, by a person. */
export const ADMINISTRATION_ENDPOINTS = [
  defineEndpoint({
    method: 'GET',
    path: '/people',
    operation: 'viewPeople',
    tag: 'Administration',
    summary: 'Who has access, and who is invited',
    description: 'Access itself is given and ended on the pages only.',
    answer: z.strictObject({
      people: z.array(person),
      invitations: z.array(z.strictObject({ role, note: z.string(), invitedBy: z.string(), createdAt: dateTime, expiresAt: dateTime, forUserId: z.string().nullable().describe('Whose new password the link is for; null for an invitation.') })),
    }),
    run: async ({ now }) => {
      const [people, invitations] = await Promise.all([listPeople(), listOpenInvitations(now)])
      return {
        people: people.map(({ disabledAt, createdAt, seenAt, ...rest }) => ({ ...rest, disabledAt: disabledAt && disabledAt.toISOString(), createdAt: createdAt.toISOString(), seenAt: seenAt && seenAt.toISOString() })),
        invitations: invitations.map(({ role: given, note, invitedByName, createdAt, expiresAt, forUserId }) => ({ role: given, note, invitedBy: invitedByName, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString(), forUserId })),
      }
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/audit',
    operation: 'viewAudit',
    tag: 'Administration',
    summary: 'The audit trail, newest first, a page at a time',
    description: 'Paging is by key: follow `next` until it is null.',
    query: z.strictObject({
      text: z.string().max(200).optional().describe('Words that all must occur in an entry.'),
      who: z.string().max(100).optional().describe('The id of a person, or the kind of a program: `watcher`, `recovery`, `system`.'),
      action: z.string().max(100).optional().describe('For instance `request.create-requested`.'),
      kind: z.string().max(60).optional().describe('The kind of what it was done to: `request`, `account`, `person`, …'),
      objectId: z.string().max(200).optional(),
      from: z.string().max(60).optional().describe('The network address it came from.'),
      since: moment.optional(),
      until: moment.optional().describe('Not included.'),
      cursor: z.string().regex(/^[1-9]\d{0,14}$/, 'is the `next` of a page.').optional(),
      limit: z.coerce.number().int().min(1).max(200).optional(),
    }),
    answer: z.strictObject({ entries: z.array(entry), next: z.string().nullable() }),
    run: async ({ query: { cursor, limit, since, until, ...filter } }) => {
      const times = { ...(since && { since: Date.parse(since) }), ...(until && { until: Date.parse(until) }) }
      const { rows, older } = await listAudit({ ...filter, ...times }, { limit, ...(cursor && { before: Number(cursor) }) })
      const entries = rows.map(({ id, at, actorKind, actorName, actorId, fromAddress, action, objectKind, objectId, objectName, before, after, hash }) => ({
        ...{ id, action, before, after, hash },
        at: new Date(at).toISOString(),
        actor: { kind: actorKind, name: actorName, userId: actorId, from: fromAddress },
        object: { kind: objectKind, id: objectId, name: objectName },
      }))
      return { entries, next: older === null ? null : String(older) }
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/audit/verify',
    operation: 'viewAudit',
    tag: 'Administration',
    summary: 'Verify that the audit trail is whole',
    description: 'Walks every row and compares the end with its mark. Changes nothing.',
    answer: z.strictObject({ whole: z.boolean(), sentence: z.string(), rows: z.number().int(), seconds: z.number() }),
    run: verifyTrail,
  }),
]
