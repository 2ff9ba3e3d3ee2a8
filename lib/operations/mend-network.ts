import 'server-only'
import { createHash } from 'node:crypto'
import type { Reach } from '@/lib/aws/clients'
import { AwsError } from '@/lib/aws/errors'
import { noteMend, type Mend } from '@/lib/db/checks'
import { getRequest } from '@/lib/db/requests'
import { AppError } from '@/lib/errors'
import type { Plan } from '@/lib/privatelink/plan'
import type { Actor, EndpointRequest } from '@/lib/privatelink/request'
import { isOpen } from '@/lib/privatelink/state'
import { refuseWithoutAccess } from './accounts'
import { authorise } from './authorise'

export type By = { actor: Actor; now: Date }
export type Mended = { outcome: 'mended' | 'was-right-already' }

/** What a person agrees to by pressing the button: if the change is another by then, they are asked to look again. */
export const hashOfChange = (change: unknown): string => createHash('sha256').update(JSON.stringify(change)).digest('hex').slice(0, 32)

type Names = { asked: Mend['action']; done: Mend['action']; refused: Mend['action'] }

type Change<Missing> = {
  /** What is missing now, read from AWS; null where nothing is. */
  read: () => Promise<Missing | null>
  /** Asks AWS whether it would; throws where not. */
  trial?: (missing: Missing) => Promise<void>
  make: (missing: Missing) => Promise<void>
  tell: (missing: Missing) => Record<string, unknown>
}

/** The request and where its network is, for those who may change it. */
export async function requestToMend(requestId: string, actor: Actor): Promise<{ request: EndpointRequest; plan: Plan; reach: Reach }> {
  const request = await getRequest(requestId)
  authorise(actor, 'mendNetwork', request)
  const { plan, state } = request
  if (!plan || !isOpen(state)) throw new AppError('There is no endpoint whose network could be mended.', { code: 'nothing-to-mend', status: 409 })
  await refuseWithoutAccess(plan.accountId)
  return { request, plan, reach: { accountId: plan.accountId, region: plan.region } }
}

/**
 * One change to AWS, made once: what is missing is read just before, compared with what the person saw, tried where AWS offers it,
 * noted, made, and read back. Where the answer is lost, reading back tells whether it was made. Pressing twice changes nothing more.
 */
export async function mend<Missing>(request: EndpointRequest, change: Change<Missing>, { seen, names, actor, now }: By & { seen: string; names: Names }): Promise<Mended> {
  const about = { actor, now, name: request.name }
  const missing = await change.read()
  if (!missing) return { outcome: 'was-right-already' }
  const what = change.tell(missing)
  if (hashOfChange(what) !== seen) throw new AppError('What is missing is no longer what the page showed. Run the checks again and look before you press.', { code: 'change-differs', status: 409 })
  await change.trial?.(missing)
  await noteMend(request.requestId, { action: names.asked, what, mended: false }, about)
  await makeOrReadBack(change, missing).catch(async (error: unknown) => {
    if (error instanceof AppError) await noteMend(request.requestId, { action: names.refused, what: { ...what, reason: error.message }, mended: false }, about)
    throw error
  })
  await noteMend(request.requestId, { action: names.done, what, mended: true }, about)
  return { outcome: 'mended' }
}

async function makeOrReadBack<Missing>(change: Change<Missing>, missing: Missing): Promise<void> {
  try {
    await change.make(missing)
  } catch (error) {
    if (!(error instanceof AwsError) || error.outcomeKnown) throw error
    if ((await change.read()) === null) return
    throw error
  }
  if ((await change.read()) !== null) throw new AppError('AWS took the change and does not show it yet. Run the checks again in a moment.', { code: 'not-seen-yet', status: 503 })
}
