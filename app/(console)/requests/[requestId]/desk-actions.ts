'use server'

import { refresh } from 'next/cache'
import { defineAction } from '@/lib/auth/define-action'
import { markSent, takeBackSent } from '@/lib/operations/mark-sent'
import { answerQuestion, recordOutcome } from '@/lib/operations/record-outcome'
import { writeNote } from '@/lib/operations/write-note'
import { answerShape, markSentShape, noteShape, outcomeShape, unsendShape } from '@/lib/privatelink/desk-shapes'

export const markSentHere = defineAction('markSent', markSentShape, async ({ requestIds, ...mark }, by) => {
  await markSent(requestIds, mark, by)
  refresh()
  return { done: 'Marked as sent.' }
})

export const takeBackSentHere = defineAction('markSent', unsendShape, async ({ requestIds }, by) => {
  await takeBackSent(requestIds, by)
  refresh()
  return { done: 'The mark was taken back.' }
})

export const recordOutcomeHere = defineAction('recordOutcome', outcomeShape, async ({ requestIds, ...outcome }, by) => {
  await recordOutcome(requestIds, outcome, by)
  refresh()
  return { done: 'Recorded.' }
})

export const writeNoteHere = defineAction('writeNote', noteShape, async ({ requestIds, text }, by) => {
  await writeNote(requestIds, text, by)
  refresh()
  return { done: 'The note was added.' }
})

export const answerHere = defineAction('writeNote', answerShape, async ({ requestId, answer }, by) => {
  await answerQuestion(requestId, answer, by)
  refresh()
  return { done: 'Answered.' }
})
