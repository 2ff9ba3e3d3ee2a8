import 'server-only'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { currentViewer } from '@/lib/auth/viewer'
import { findRequest } from '@/lib/db/requests'
import { paths, WIZARD_STEPS, type WizardStep } from '@/lib/paths'
import { draftProgress, type EndpointRequest } from '@/lib/privatelink/request'
import { mayDo } from '@/lib/privatelink/roles'
import { canDo } from '@/lib/privatelink/state'

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

const find = cache(findRequest)

/**
 * The draft of a step's page. A request that was sent to AWS, or that is not the viewer's to change, is shown on its own page
 * instead, and a step whose earlier ones are incomplete leads back to the first of them.
 */
export async function openDraft(requestId: string, step: WizardStep): Promise<EndpointRequest> {
  const request = UUID.test(requestId) ? await find(requestId) : null
  const viewer = await currentViewer()
  if (!request || !mayDo(viewer, 'viewRequest', request).ok) notFound()
  if (!canDo('editDraft', request.state).ok || !mayDo(viewer, 'editDraft', request).ok) redirect(paths.request(requestId))

  const first = draftProgress(request.draft).step
  if (WIZARD_STEPS.indexOf(first) < WIZARD_STEPS.indexOf(step)) redirect(paths.wizard(requestId, first))
  return request
}

/** The request that this one corrects, where AWS or ClickHouse gave a reason against it. */
export async function findCorrected({ copiedFrom }: EndpointRequest): Promise<EndpointRequest | null> {
  const original = copiedFrom === null ? null : await find(copiedFrom)
  return original?.problem && mayDo(await currentViewer(), 'viewRequest', original).ok ? original : null
}
