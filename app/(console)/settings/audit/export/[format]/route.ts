import { defineRoute } from '@/lib/auth/define-route'
import { NotFoundError } from '@/lib/errors'
import { auditFile, isAuditFormat } from '@/lib/operations/audit-file'
import { parseAuditQuery, toAuditFilter } from '../../audit-query'

/** The rows that match the page's filters as a file, the oldest first. */
export const GET = defineRoute<{ format: string }>('viewAudit', ({ request, params: { format } }) => {
  if (!isAuditFormat(format)) throw new NotFoundError('This format')
  const query = parseAuditQuery(Object.fromEntries(new URL(request.url).searchParams))
  const { contentType, fileName, body } = auditFile(format, toAuditFilter(query), new Date())
  return new Response(body, {
    headers: { 'Content-Type': contentType, 'Content-Disposition': `attachment; filename="${fileName}"`, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' },
  })
})
