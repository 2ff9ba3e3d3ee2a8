import 'server-only'
import { z } from 'zod'
import { defineRoute } from '@/lib/auth/define-route'
import { AppError, NotFoundError } from '@/lib/errors'
import { makeScript } from '@/lib/operations/make-script'
import { PLACES } from '@/lib/privatelink/evidence/places'
import { SCRIPTS, type ScriptDialect } from '@/lib/privatelink/script'

/** The handler of `/requests/[requestId]/script.<dialect>?place=…`. Each download has a key of its own. */
export const scriptDownload = (dialect: ScriptDialect) =>
  defineRoute<{ requestId: string }>('addEvidence', async ({ request, params, viewer }) => {
    if (request.headers.get('sec-fetch-site') === 'cross-site') throw new AppError('Download the script from the page of the request.', { code: 'cross-site', status: 403 })
    const requestId = z.guid().safeParse(params.requestId)
    if (!requestId.success) throw new NotFoundError('The request')
    const place = z.enum(PLACES).catch('vpc').parse(new URL(request.url).searchParams.get('place'))
    const script = await makeScript(requestId.data, { dialect, place }, { actor: { kind: 'user', from: null, ...viewer }, now: new Date() })
    return new Response(script, {
      headers: {
        'Content-Type': 'text/plain; charset=utf-8',
        'Content-Disposition': `attachment; filename="${SCRIPTS[dialect].fileName}"`,
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
      },
    })
  })
