'use server'

import { refresh, revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { defineAction, type ActionState } from '@/lib/auth/define-action'
import { EndpointTrackedError, PlaceTakenError, getRequest } from '@/lib/db/requests'
import { adoptEndpoint } from '@/lib/operations/adopt-endpoint'
import { authorise } from '@/lib/operations/authorise'
import { createEndpoint } from '@/lib/operations/create-endpoint'
import { discardDraft } from '@/lib/operations/discard-draft'
import { saveDraft } from '@/lib/operations/save-draft'
import { startRequest } from '@/lib/operations/start-request'
import { verifyService } from '@/lib/operations/verify-service'
import { paths, type WizardStep } from '@/lib/paths'
import { draftProgress, EMPTY_DRAFT, type Actor, type EndpointRequest } from '@/lib/privatelink/request'
import type { z } from 'zod'
import { accountShape, adoptShape, clickhouseShape, createShape, discardShape, networkShape, toSubnets, toTags, vpcShape } from './schema'

type By = { actor: Actor; now: Date }

/* Saving while typing: answers with the request's id, so that the first save of a new form learns which draft it made. */

export const saveClickhouse = defineAction('startRequest', clickhouseShape, async (input, by) => {
  const { requestId } = await keepClickhouse(input, by)
  return { done: requestId }
})

export const saveAccount = defineAction('editDraft', accountShape, async ({ requestId, accountId }, by) => {
  await saveDraft(requestId, { accountId }, by)
  refresh()
  return { done: requestId }
})

export const saveVpc = defineAction('editDraft', vpcShape, async ({ requestId, vpcId }, by) => {
  await saveDraft(requestId, { vpcId }, by)
  refresh()
  return { done: requestId }
})

export const saveNetwork = defineAction('editDraft', networkShape, async (input, by) => {
  const request = await getRequest(input.requestId)
  authorise(by.actor, 'editDraft', request)
  // A save that was on its way while another VPC was chosen must not bring the old one back.
  if (request.draft.vpcId !== input.vpcId) return { done: input.requestId }
  await keepNetwork(input, by)
  return { done: input.requestId }
})

/* Going on: saves what the form holds, then leads to the next step, or says what is missing next to its field. */

export const continueFromClickhouse = defineAction('startRequest', clickhouseShape, async (input, by) => {
  const empty = input.requestId === '' && input.hostnamesText.trim() === ''
  if (empty) return { fields: { hostnamesText: draftProgress(EMPTY_DRAFT).reason } }
  const request = await keepClickhouse(input, by)
  const { step, reason } = draftProgress(request.draft)
  if (step !== 'clickhouse') goOn(request.requestId, 'account')
  // Without JavaScript the form does not know its draft yet: its own page does, and shows the same problem.
  if (input.requestId === '') redirect(paths.wizard(request.requestId, 'clickhouse'))
  const field = request.draft.region === null ? 'hostnamesText' : 'serviceName'
  return { done: request.requestId, fields: { [field]: reason } }
})

export const continueFromAccount = defineAction('editDraft', accountShape, async ({ requestId, accountId }, by) => {
  const { draft } = await saveDraft(requestId, { accountId }, by)
  leadBackTo('account', requestId, draft)
  const verification = await verifyService({ accountId, region: draft.region! }, draft.serviceName!, by.now)
  if (verification.outcome !== 'verified') {
    refresh()
    return { error: `${verification.sentence} The network can be chosen once the service is verified.` }
  }
  goOn(requestId, 'network')
})

export const continueFromNetwork = defineAction('editDraft', networkShape, async (input, by) => {
  const before = await getRequest(input.requestId)
  const { draft } = before.draft.vpcId === input.vpcId ? await keepNetwork(input, by) : await saveDraft(input.requestId, { vpcId: input.vpcId }, by)
  leadBackTo('network', input.requestId, draft)
  const { step, reason } = draftProgress(draft)
  if (step === 'review') goOn(input.requestId, 'review')
  refresh()
  if (draft.vpcId !== before.draft.vpcId) return {}
  return { fields: { [reason.includes('tag') ? 'tags' : 'subnets']: reason } }
})

/* What has an effect at AWS. */

export const createNow = defineAction('submit', createShape, async ({ requestId, planHash, warnings, accepted }, by): Promise<ActionState> => {
  if (warnings > 0 && accepted !== 'yes') return { fields: { accepted: 'Read the warnings above and tick this box, or mend them first.' } }
  try {
    await createEndpoint(requestId, { ...by, planHash })
  } catch (error) {
    // The review that is answered shows what is the case now.
    refresh()
    if (!(error instanceof PlaceTakenError)) throw error
    return { error: error.message, fields: { takenBy: error.requestId } }
  }
  leaveFor(paths.request(requestId))
})

export const adoptNow = defineAction('adoptFound', adoptShape, async ({ requestId, endpointId }, by): Promise<ActionState> => {
  try {
    await adoptEndpoint(requestId, endpointId, by)
  } catch (error) {
    if (!(error instanceof PlaceTakenError || error instanceof EndpointTrackedError)) throw error
    return { error: error.message, fields: { takenBy: error.requestId } }
  }
  leaveFor(paths.request(requestId))
})

export const discard = defineAction('discard', discardShape, async ({ requestId }, by) => {
  await discardDraft(requestId, by)
  leaveFor(paths.requests())
})

/** The browser forgets the steps as it holds them: its Back would show this one as it was before it was filled in, and the next change would store that. */
function goOn(requestId: string, step: WizardStep): never {
  return forgetAndGo(paths.wizard(requestId, step), 'push')
}

/** Out of the wizard for good: going back does not show a draft that is none. */
function leaveFor(path: string): never {
  return forgetAndGo(path, 'replace')
}

function forgetAndGo(path: string, type: 'push' | 'replace'): never {
  revalidatePath(paths.requests(), 'layout')
  redirect(path, type)
}

function keepNetwork(input: z.output<typeof networkShape>, by: By): Promise<EndpointRequest> {
  const patch = { subnetIdByZone: toSubnets(input.subnets), securityGroupIds: input.groups, tags: toTags(input.tagKeys, input.tagValues) }
  return saveDraft(input.requestId, patch, by)
}

async function keepClickhouse(input: z.output<typeof clickhouseShape>, by: By): Promise<EndpointRequest> {
  const { key, requestId, suggested, serviceName: typed, ...rest } = input
  const serviceName = typed || suggested || null
  if (requestId) return saveDraft(requestId, { ...rest, serviceName }, by)
  // On a new form an empty name is one that nobody has written yet: the region's own suggestion may stand in.
  const patch = serviceName === null ? rest : { ...rest, serviceName }
  const request = await startRequest(patch, { ...by, idempotencyKey: key })
  // A second save of the same new form finds the draft of the first, which holds older text.
  return saveDraft(request.requestId, patch, by)
}

/** A step whose earlier ones became incomplete, in another window for instance, leads back to them. */
function leadBackTo(step: WizardStep, requestId: string, draft: EndpointRequest['draft']): void {
  const first = draftProgress(draft).step
  const order: WizardStep[] = ['clickhouse', 'account', 'network', 'review']
  if (order.indexOf(first) < order.indexOf(step)) redirect(paths.wizard(requestId, first))
}
