import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { Suspense } from 'react'
import { LiveProvider } from '@/components/live/live-provider'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { Skeleton } from '@/components/ui/skeleton'
import { viewerWhoMay } from '@/lib/auth/viewer'
import { findRequest } from '@/lib/db/requests'
import { paths } from '@/lib/paths'
import { SwitchBoard } from './switch-board'

export const metadata: Metadata = { title: 'Private DNS' }

type Props = { params: Promise<{ requestId: string }> }

/** The dangerous switch: what the names lead to today and what they would, what moves, and the way back. */
export default async function PrivateDnsPage({ params }: Props) {
  await viewerWhoMay('viewRequest')
  const { requestId } = await params
  const request = /^[0-9a-f-]{36}$/.test(requestId) ? await findRequest(requestId) : null
  if (!request) notFound()
  const viewer = await viewerWhoMay('viewRequest', request)
  if (!request.endpointId || !request.plan) redirect(paths.request(requestId))
  return (
    <LiveProvider requestIds={[requestId]} reach={{ accountId: request.plan.accountId, region: request.plan.region }}>
      <PageHeader
        back={{ href: paths.request(requestId), label: request.name }}
        title="Private DNS"
        description="This is the switch that moves traffic: with it on, the private hostnames lead to the endpoint for every machine in the VPC."
      />
      <Suspense fallback={<BoardSkeleton />}>
        <SwitchBoard request={request} viewer={viewer} />
      </Suspense>
    </LiveProvider>
  )
}

function BoardSkeleton() {
  return (
    <div role="status" className="space-y-5">
      <span className="sr-only">Asking AWS and the resolver…</span>
      <Panel title="What the names lead to">
        <Skeleton className="h-40" />
      </Panel>
      <Panel title="Checked before the switch">
        <Skeleton className="h-96" />
      </Panel>
    </div>
  )
}
