import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { checkPlan } from '@/lib/operations/check-plan'
import { currentPorts } from '@/lib/operations/edit-ports'
import { proofOf } from '@/lib/operations/proof-of'
import { requestsForTicket, TICKET_REQUESTS_AT_MOST, ticketText } from '@/lib/operations/view-ticket'
import { diagramOf } from '@/lib/privatelink/diagram'
import { renderDiagramSvg } from '@/lib/privatelink/diagram-svg'
import { EXPORT_FORMATS, exportFileName, EXPORTS, formatsFor } from '@/lib/privatelink/exports'
import { toExportSubject, type ExportSubject } from '@/lib/privatelink/exports/export'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { renderRunbook, type SentRequest } from '@/lib/privatelink/runbook'
import { toPlainText } from '@/lib/privatelink/runbook-document'
import { dnsNote, networkNote } from '@/lib/privatelink/runbook-notes'
import { defineEndpoint, defineFile } from '../define-endpoint'
import { requestParams } from '../shapes'
import { seenRequest } from './requests'

const format = z.enum(EXPORT_FORMATS)
const ticketFormat = z.enum(['txt', 'md', 'json', 'csv'])
const ticket = z.strictObject({ format: ticketFormat, text: z.string() })

const requestIds = z
  .string()
  .max(40 * TICKET_REQUESTS_AT_MOST)
  .meta({ examples: ['00000000-0000-4000-8000-000000000000'] })
  .transform((text) => [...new Set(text.split(','))])
  .pipe(z.array(z.guid('names requests by their ids, separated by commas.')).max(TICKET_REQUESTS_AT_MOST))

/** What the exports are made from: the plan that was sent, or for a draft the plan that would be. */
async function subjectFor(request: EndpointRequest): Promise<ExportSubject> {
  const { requestId, draft, plan } = request
  if (plan) return toExportSubject({ ...request, plan })
  const { plan: planned, blocked } = await checkPlan(draft, requestId, { tryPermission: false })
  if (!planned) throw new AppError(blocked ?? 'This draft has no plan yet: go through its steps first.', { code: 'no-plan', status: 409 })
  return { requestId, name: draft.name, plan: planned, made: null, missingRules: [] }
}

function sentOf(request: EndpointRequest): SentRequest {
  const { plan } = request
  if (!plan) throw new AppError('A draft has no runbook yet.', { code: 'no-plan', status: 409 })
  return { ...request, plan }
}

export const TAKE_AWAY_ENDPOINTS = [
  defineEndpoint({
    method: 'GET',
    path: '/requests/{requestId}/exports',
    operation: 'viewRequest',
    tag: 'Take away',
    summary: 'The formats in which the connection can be taken away',
    params: requestParams,
    answer: z.strictObject({ exports: z.array(z.strictObject({ format, label: z.string(), about: z.string(), fileName: z.string(), contentType: z.string() })) }),
    run: async ({ params, actor }) => {
      const subject = await subjectFor(await seenRequest(params.requestId, actor))
      return { exports: formatsFor(subject).map((each) => ({ format: each, label: EXPORTS[each].label, about: EXPORTS[each].about, fileName: exportFileName(each, subject), contentType: EXPORTS[each].contentType })) }
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/requests/{requestId}/exports/{format}',
    operation: 'viewRequest',
    tag: 'Take away',
    summary: 'The connection as Terraform, CloudFormation, AWS CLI or CDK',
    description: 'For a draft: the plan as it would be created. Imports are there once the endpoint is.',
    params: z.strictObject({ ...requestParams.shape, format: format.meta({ examples: ['terraform'] }) }),
    answer: z.strictObject({ format, fileName: z.string(), contentType: z.string(), text: z.string() }),
    run: async ({ params, actor }) => {
      const subject = await subjectFor(await seenRequest(params.requestId, actor))
      const { needs, render, contentType } = EXPORTS[params.format]
      if (needs === 'endpoint' && !subject.made) throw new AppError('There is no endpoint to import yet. Take this file once AWS has made it.', { code: 'no-endpoint', status: 409 })
      return { format: params.format, fileName: exportFileName(params.format, subject), contentType, text: render(subject) }
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/requests/{requestId}/runbook',
    operation: 'viewRequest',
    tag: 'Take away',
    summary: 'The runbook as Markdown, and the notes for the teams beside',
    params: requestParams,
    answer: z.strictObject({ markdown: z.string(), dnsNote: z.string(), networkNote: z.string() }),
    run: async ({ params, actor, now }) => {
      const sent = sentOf(await seenRequest(params.requestId, actor))
      return { markdown: renderRunbook(sent, await proofOf(sent, now)), dnsNote: toPlainText(dnsNote(sent)), networkNote: toPlainText(networkNote(sent, await currentPorts())) }
    },
  }),
  defineFile({
    path: '/requests/{requestId}/drawing',
    operation: 'viewRequest',
    tag: 'Take away',
    summary: 'The drawing of the connection, as in the runbook',
    description: 'SVG that needs nothing beside it.',
    params: requestParams,
    query: z.strictObject({ layout: z.enum(['wide', 'narrow']).default('wide').describe('Side by side, or below each other as on a phone.') }),
    file: ['image/svg+xml'],
    run: async ({ params, query, actor }) => {
      const sent = sentOf(await seenRequest(params.requestId, actor))
      return { contentType: 'image/svg+xml', fileName: `causeway-drawing-${sent.endpointId ?? sent.requestId}.svg`, body: renderDiagramSvg(diagramOf(sent, { wide: query.layout === 'wide' })) }
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/requests/{requestId}/ticket',
    operation: 'readTicket',
    tag: 'Take away',
    summary: 'The ticket for ClickHouse support, as text',
    params: requestParams,
    query: z.strictObject({ format: ticketFormat.default('txt') }),
    answer: ticket,
    run: async ({ params, query, actor }) => ({ format: query.format, text: ticketText(await requestsForTicket([params.requestId], actor), query.format) }),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/ticket',
    operation: 'readTicket',
    tag: 'Take away',
    summary: 'One ticket for several requests',
    query: z.strictObject({ ids: requestIds.describe('Ids of requests, separated by commas.'), format: ticketFormat.default('txt') }),
    answer: ticket,
    run: async ({ query, actor }) => ({ format: query.format, text: ticketText(await requestsForTicket(query.ids, actor), query.format) }),
  }),
]
