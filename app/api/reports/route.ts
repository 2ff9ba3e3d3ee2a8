import { plainAnswer } from '@/lib/auth/define-route'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import { receiveReport } from '@/lib/operations/receive-report'
import { LARGEST_REPORT } from '@/lib/privatelink/script/report'

export const dynamic = 'force-dynamic'

/** The report of a script. Nobody is signed in here: the one-time key in the header says which request, and in whose name. */
export async function POST(request: Request): Promise<Response> {
  const token = /^Bearer (\S{20,100})$/.exec(request.headers.get('authorization') ?? '')?.[1]
  if (!token) return plainAnswer(401, 'Send the key of the script as “Authorization: Bearer …”.')
  if (Number(request.headers.get('content-length') ?? Infinity) > LARGEST_REPORT) return plainAnswer(413, 'The report is larger than 64 kB.')
  try {
    await receiveReport(token, await request.text(), { now: new Date() })
    return plainAnswer(201, 'Taken.')
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    log().info({ code: error.code }, 'a report was refused')
    return plainAnswer(error.status, error.message, error.status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {})
  }
}
