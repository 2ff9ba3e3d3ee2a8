'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { defineAction } from '@/lib/auth/define-action'
import { adoptEndpoint } from '@/lib/operations/adopt-endpoint'
import { copyRequest } from '@/lib/operations/copy-request'
import { deleteEndpoint } from '@/lib/operations/delete-endpoint'
import { discardDraft } from '@/lib/operations/discard-draft'
import { refreshRequest } from '@/lib/operations/refresh-request'
import { retryCreate } from '@/lib/operations/retry-create'
import { paths } from '@/lib/paths'
import { draftProgress } from '@/lib/privatelink/request'
import { adoptShape, copyShape, requestShape } from './schema'

export const lookNow = defineAction(requestShape, async ({ requestId }) => {
  await refreshRequest(requestId)
  refresh()
  return { done: 'Looked just now.' }
})

export const startCopy = defineAction(copyShape, async ({ requestId, key }, by) => {
  const copy = await copyRequest(requestId, { ...by, idempotencyKey: key })
  redirect(paths.wizard(copy.requestId, draftProgress(copy.draft).step))
})

export const createAgain = defineAction(requestShape, async ({ requestId }, by) => {
  await retryCreate(requestId, by)
  refresh()
  return {}
})

export const takeOver = defineAction(adoptShape, async ({ requestId, endpointId }, by) => {
  await adoptEndpoint(requestId, endpointId, by)
  refresh()
  return {}
})

export const deleteNow = defineAction(requestShape, async ({ requestId }, by) => {
  await deleteEndpoint(requestId, by)
  refresh()
  return { done: 'The deletion was asked for.' }
})

export const discard = defineAction(requestShape, async ({ requestId }) => {
  await discardDraft(requestId)
  redirect(paths.requests())
})
