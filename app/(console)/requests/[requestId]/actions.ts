'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { defineAction } from '@/lib/auth/define-action'
import { addEvidence as keepEvidence } from '@/lib/operations/add-evidence'
import { adoptEndpoint } from '@/lib/operations/adopt-endpoint'
import { copyRequest } from '@/lib/operations/copy-request'
import { deleteEndpoint } from '@/lib/operations/delete-endpoint'
import { deleteEvidence as dropEvidence } from '@/lib/operations/delete-evidence'
import { discardDraft } from '@/lib/operations/discard-draft'
import { refreshRequest } from '@/lib/operations/refresh-request'
import { retryCreate } from '@/lib/operations/retry-create'
import { paths } from '@/lib/paths'
import { draftProgress } from '@/lib/privatelink/request'
import { addEvidenceShape, adoptShape, copyShape, deleteEvidenceShape, requestShape } from './schema'

export const lookNow = defineAction('lookNow', requestShape, async ({ requestId }, by) => {
  await refreshRequest(requestId, by)
  refresh()
  return { done: 'Looked just now.' }
})

export const startCopy = defineAction('copy', copyShape, async ({ requestId, key }, by) => {
  const copy = await copyRequest(requestId, { ...by, idempotencyKey: key })
  redirect(paths.wizard(copy.requestId, draftProgress(copy.draft).step))
})

export const createAgain = defineAction('retryCreate', requestShape, async ({ requestId }, by) => {
  await retryCreate(requestId, by)
  refresh()
  return {}
})

export const takeOver = defineAction('adoptFound', adoptShape, async ({ requestId, endpointId }, by) => {
  await adoptEndpoint(requestId, endpointId, by)
  refresh()
  return {}
})

export const deleteNow = defineAction('delete', requestShape, async ({ requestId }, by) => {
  await deleteEndpoint(requestId, by)
  refresh()
  return { done: 'The deletion was asked for.' }
})

export const discard = defineAction('discard', requestShape, async ({ requestId }, by) => {
  await discardDraft(requestId, by)
  redirect(paths.requests())
})

export const addEvidence = defineAction('addEvidence', addEvidenceShape, async ({ requestId, ...given }, by) => {
  await keepEvidence(requestId, given, by)
  refresh()
  return { done: 'It was kept as evidence.' }
})

export const deleteEvidence = defineAction('addEvidence', deleteEvidenceShape, async ({ evidenceId }, by) => {
  await dropEvidence(evidenceId, by)
  refresh()
  return {}
})
