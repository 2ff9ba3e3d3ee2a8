import { defineRoute } from '@/lib/auth/define-route'
import { walkAudit } from '@/lib/db/read-audit'
import { NotFoundError } from '@/lib/errors'
import { parseAuditQuery, toAuditFilter } from '../../audit-query'
import { AUDIT_FILES, auditStream, isAuditFormat } from './audit-file'

/** The rows that match the page's filters as a file, the oldest first. */
export const GET = defineRoute<{ format: string }>('viewAudit', ({ request, params: { format } }) => {
  if (!isAuditFormat(format)) throw new NotFoundError('This format')
  const query = parseAuditQuery(Object.fromEntries(new URL(request.url).searchParams))
  const { contentType, ...file } = AUDIT_FILES[format]
  return new Response(auditStream({ contentType, ...file }, walkAudit(toAuditFilter(query))), {
    headers: {
      'Content-Type': contentType,
      'Content-Disposition': `attachment; filename="causeway-audit-${new Date().toISOString().slice(0, 10)}.${format}"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  })
})
