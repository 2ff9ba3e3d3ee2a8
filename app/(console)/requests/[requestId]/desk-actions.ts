'use server'

import { refresh } from 'next/cache'
import { defineAction } from '@/lib/auth/define-action'
import { answerQuestion } from '@/lib/operations/record-outcome'
import { answerShape } from '@/lib/privatelink/desk-shapes'

export const answerHere = defineAction('writeNote', answerShape, async ({ requestId, answer }, by) => {
  await answerQuestion(requestId, answer, by)
  refresh()
  return { done: 'Answered.' }
})
