'use server'

import { refresh } from 'next/cache'
import { defineAction } from '@/lib/auth/define-action'
import { markSent, takeBackSent } from '@/lib/operations/mark-sent'
import { recordOutcome } from '@/lib/operations/record-outcome'
import { writeNote } from '@/lib/operations/write-note'
import { markSentShape, noteShape, outcomeShape, unsendShape } from '@/lib/privatelink/desk-shapes'

export const markSentAction = defineAction('markSent', markSentShape, async ({ requestIds, ...mark }, by) => {
  await markSent(requestIds, mark, by)
  refresh()
  return { done: requestIds.length === 1 ? 'Marked as sent.' : `${requestIds.length} marked as sent.` }
})

export const takeBackSentAction = defineAction('markSent', unsendShape, async ({ requestIds }, by) => {
  await takeBackSent(requestIds, by)
  refresh()
  return { done: 'The mark was taken back.' }
})

export const recordOutcomeAction = defineAction('recordOutcome', outcomeShape, async ({ requestIds, ...outcome }, by) => {
  await recordOutcome(requestIds, outcome, by)
  refresh()
  return { done: 'Recorded.' }
})

export const writeNoteAction = defineAction('writeNote', noteShape, async ({ requestIds, text }, by) => {
  await writeNote(requestIds, text, by)
  refresh()
  return { done: 'The note was added.' }
})
