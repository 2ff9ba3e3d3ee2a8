import 'server-only'
import { z } from 'zod'
import { listAudit, type AuditFilter } from '@/lib/db/read-audit'
import { AUDIT_FILES, AUDIT_FORMATS, auditFile } from '@/lib/operations/audit-file'
import { verifyTrail } from '@/lib/operations/verify-trail'
import { defineEndpoint, defineFile } from '../define-endpoint'
import { dateTime } from '../shapes'

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

const filter = z.strictObject({
  text: z.string().max(200).optional().describe('Words that all must occur in an entry.'),
  who: z.string().max(100).optional().describe('The id of a person, or the kind of a program: `watcher`, `recovery`, `system`.'),
  action: z.string().max(100).optional().describe('For instance `request.create-requested`.'),
  kind: z.string().max(60).optional().describe('The kind of what it was done to: `request`, `account`, `person`, …'),
  objectId: z.string().max(200).optional(),
  from: z.string().max(60).optional().describe('The network address it came from.'),
  since: moment.optional(),
  until: moment.optional().describe('Not included.'),
})

const toFilter = ({ since, until, ...rest }: z.output<typeof filter>): AuditFilter => ({ ...rest, ...(since && { since: Date.parse(since) }), ...(until && { until: Date.parse(until) }) })

export const ADMINISTRATION_ENDPOINTS = [
  defineEndpoint({
    method: 'GET',
    path: '/audit',
    operation: 'viewAudit',
    tag: 'Administration',
    summary: 'The audit trail, newest first, a page at a time',
    description: 'Paging is by key: follow `next` until it is null.',
    query: z.strictObject({
      ...filter.shape,
      cursor: z.string().regex(/^[1-9]\d{0,14}$/, 'is the `next` of a page.').optional(),
      limit: z.coerce.number().int().min(1).max(200).optional(),
    }),
    answer: z.strictObject({ entries: z.array(entry), next: z.string().nullable() }),
    run: async ({ query: { cursor, limit, ...wanted } }) => {
      const { rows, older } = await listAudit(toFilter(wanted), { limit, ...(cursor && { before: Number(cursor) }) })
      const entries = rows.map(({ id, at, actorKind, actorName, actorId, fromAddress, action, objectKind, objectId, objectName, before, after, hash }) => ({
        ...{ id, action, before, after, hash },
        at: new Date(at).toISOString(),
        actor: { kind: actorKind, name: actorName, userId: actorId, from: fromAddress },
        object: { kind: objectKind, id: objectId, name: objectName },
      }))
      return { entries, next: older === null ? null : String(older) }
    },
  }),
  defineFile({
    path: '/audit/file',
    operation: 'viewAudit',
    tag: 'Administration',
    summary: 'The audit trail as one file, the oldest first',
    description: 'CSV, or JSON lines that keep every text as it was stored. It is sent as it is read, so it may be as long as the trail is.',
    query: z.strictObject({ format: z.enum(AUDIT_FORMATS).default('csv'), ...filter.shape }),
    file: AUDIT_FORMATS.map((format) => AUDIT_FILES[format].contentType),
    run: async ({ query: { format, ...wanted }, now }) => auditFile(format, toFilter(wanted), now),
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
