import 'server-only'
import { walkAudit, type AuditFilter, type AuditRow } from '@/lib/db/read-audit'
import { csvLine } from '@/lib/privatelink/csv'
import { describeAudit, whoOf } from '@/lib/privatelink/describe-audit'

/** How the trail is written into a file: its first line, and a line for each row. */
type AuditFile = { contentType: string; head: string; line: (row: AuditRow) => string }

const COLUMNS = ['id', 'time', 'who', 'who id', 'kind of who', 'from address', 'what', 'action', 'kind', 'object id', 'object', 'before', 'after', 'hash']

const json = (value: unknown) => (value === null ? null : JSON.stringify(value))

export const AUDIT_FORMATS = ['csv', 'jsonl'] as const
export type AuditFormat = (typeof AUDIT_FORMATS)[number]

export const AUDIT_FILES: Record<AuditFormat, AuditFile> = {
  csv: {
    contentType: 'text/csv; charset=utf-8',
    head: csvLine(COLUMNS),
    line: (row) =>
      csvLine([row.id, new Date(row.at).toISOString(), whoOf(row), row.actorId, row.actorKind, row.fromAddress, describeAudit(row), row.action, row.objectKind, row.objectId, row.objectName, json(row.before), json(row.after), row.hash]),
  },
  jsonl: {
    contentType: 'application/jsonl; charset=utf-8',
    head: '',
    line: ({ at, id, ...row }) => `${JSON.stringify({ id, time: new Date(at).toISOString(), what: describeAudit(row), ...row })}\n`,
  },
}

export const isAuditFormat = (text: string): text is AuditFormat => (AUDIT_FORMATS as readonly string[]).includes(text)

/** The rows that match as a file, the oldest first. For those who may `viewAudit`. */
export function auditFile(format: AuditFormat, filter: AuditFilter, now: Date): { contentType: string; fileName: string; body: ReadableStream<Uint8Array> } {
  const file = AUDIT_FILES[format]
  return { contentType: file.contentType, fileName: `causeway-audit-${now.toISOString().slice(0, 10)}.${format}`, body: auditStream(file, walkAudit(filter)) }
}

/** The file as bytes, read a window at a time and only as fast as it is taken. */
export function auditStream(file: AuditFile, windows: AsyncGenerator<AuditRow[]>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        if (file.head) controller.enqueue(encoder.encode(file.head))
      },
      async pull(controller) {
        const { value, done } = await windows.next()
        if (done) return controller.close()
        controller.enqueue(encoder.encode(value.map(file.line).join('')))
      },
      async cancel() {
        await windows.return(undefined)
      },
    },
    { highWaterMark: 1 },
  )
}
