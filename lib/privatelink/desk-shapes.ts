import { z } from 'zod'
import { isTicketLink, OUTCOMES } from './desk'
import { cleanLine, cleanText } from './text'

// What the forms of the desk send. Apart from desk.ts, which browsers load: zod tries to compile text there, and the policy forbids it.

const requestIds = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(',') : value),
  z.array(z.guid('The selection is damaged. Reload the page and select again.')).min(1, 'Select at least one request.').max(200, 'Select at most 200 requests at once.'),
)

const number = z
  .string()
  .transform((text) => cleanLine(text, 200))
  .pipe(z.string().min(1, 'Give the number ClickHouse gave the ticket, e.g. 12345.').max(60, 'A ticket number has at most 60 characters.'))

const link = z
  .string()
  .trim()
  .max(500, 'A link has at most 500 characters.')
  .refine((text) => text === '' || isTicketLink(text), 'The link must begin with https:// and hold no password.')
  .transform((text) => text || null)

const longText = (missing: string) =>
  z
    .string()
    .max(8_000, 'That is too long: 4,000 characters at most.')
    .transform((text) => cleanText(text, 8_000).trim())
    .pipe(z.string().min(1, missing).max(4_000, 'That is too long: 4,000 characters at most.'))

export const markSentShape = z.strictObject({ requestIds, number, link, note: z.string().max(8_000).transform((text) => cleanText(text, 4_000).trim()) })
export const unsendShape = z.strictObject({ requestIds })
export const noteShape = z.strictObject({ requestIds, text: longText('Write the note first.') })
export const answerShape = z.strictObject({ requestId: z.guid(), answer: longText('Write the answer first.') })
export const outcomeShape = z
  .strictObject({ requestIds, kind: z.enum(OUTCOMES, 'Choose what ClickHouse said.'), reason: z.string().max(8_000).transform((text) => cleanText(text, 4_000).trim()) })
  .superRefine(({ kind, reason }, context) => {
    if (reason !== '') return
    if (kind === 'rejected') context.addIssue({ code: 'custom', path: ['reason'], message: 'Give the reason: the requester reads it and corrects by it.' })
    if (kind === 'needs-information') context.addIssue({ code: 'custom', path: ['reason'], message: 'Give the question: the requester answers it on their page.' })
  })
