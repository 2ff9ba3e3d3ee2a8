import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { currentViewer } from '@/lib/auth/viewer'
import { findAccount } from '@/lib/db/accounts'
import { listEvents } from '@/lib/db/events'
import { findRequest } from '@/lib/db/requests'
import { lookStatusOf } from '@/lib/operations/look-status'
import { paths } from '@/lib/paths'
import { draftProgress, type EndpointRequest } from '@/lib/privatelink/request'
import { mayDo } from '@/lib/privatelink/roles'
import { canDo, STATE_FACE } from '@/lib/privatelink/state'
import { ticketText } from '../ticket-answer'
import { DraftOfOthers } from './draft-of-others'
import { RequestPage } from './request-page'
import { toRequestView } from './to-request-view'

type Props = { params: Promise<{ requestId: string }> }

/** An address can hold anything; what is no id is not asked for. Asked once for the page and its title. */
const findByAddress = cache((requestId: string) => (/^[0-9a-f-]{36}$/.test(requestId) ? findRequest(requestId) : null))

/** Not there for who may not see it, the title included. */
async function findForViewer(requestId: string): Promise<EndpointRequest | null> {
  const viewer = await currentViewer()
  const request = await findByAddress(requestId)
  return request && mayDo(viewer, 'viewRequest', request).ok ? request : null
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const request = await findForViewer((await params).requestId)
  return { title: request ? `${request.name}: ${STATE_FACE[request.state].label}` : 'Not found' }
}

export default async function Page({ params }: Props) {
  const viewer = await currentViewer()
  const request = await findForViewer((await params).requestId)
  if (!request) notFound()
  const { plan, requestId, state } = request
  if (state === 'draft' || !plan) {
    const mayEdit = mayDo(viewer, 'editDraft', request)
    if (mayEdit.ok) redirect(paths.wizard(requestId, draftProgress(request.draft).step))
    return <DraftOfOthers name={request.name} ownerName={request.ownerName} reason={mayEdit.reason} />
  }

  const [events, account] = await Promise.all([listEvents(requestId), findAccount(plan.accountId)])
  const view = toRequestView(
    { ...request, plan },
    {
      events,
      accountName: account?.name ?? null,
      look: lookStatusOf({ accountId: plan.accountId, region: plan.region }),
      ticket: canDo('addToTicket', state).ok && mayDo(viewer, 'readTicket', request).ok ? ticketText([request], 'txt') : null,
      viewer,
      now: new Date(),
    },
  )
  return <RequestPage view={view} />
}
