import { z } from 'zod'
import { defineRoute } from '@/lib/auth/define-route'
import { findRequest } from '@/lib/db/requests'
import { AppError, NotFoundError } from '@/lib/errors'
import { EXPORTS, exportFileName, isExportFormat } from '@/lib/privatelink/exports'
import { toExportSubject } from '@/lib/privatelink/exports/export'
import { mayDo } from '@/lib/privatelink/roles'

export const dynamic = 'force-dynamic'

const requestId = z.guid()

/** One export as a file, rendered by the same function as its tab on the page. */
export const GET = defineRoute<{ requestId: string; format: string }>('viewRequest', async ({ params, viewer }) => {
  const { format } = params
  if (!isExportFormat(format)) throw new NotFoundError('The format')
  const parsed = requestId.safeParse(params.requestId)
  const request = parsed.success ? await findRequest(parsed.data) : null
  if (!request || !mayDo(viewer, 'viewRequest', request).ok) throw new NotFoundError('The request')
  const { plan } = request
  if (!plan) throw new AppError('This request is a draft without a plan. Its exports are on the last step of the wizard.', { code: 'no-plan', status: 409 })
  const subject = toExportSubject({ ...request, plan })
  const { needs, render, contentType } = EXPORTS[format]
  if (needs === 'endpoint' && !subject.made) throw new AppError('There is no endpoint to import yet. Take this file once AWS has made it.', { code: 'no-endpoint', status: 409 })
  return new Response(render(subject), {
    headers: {
      'Content-Type': contentType,
      'Content-Disposition': `attachment; filename="${exportFileName(format, subject)}"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  })
})
