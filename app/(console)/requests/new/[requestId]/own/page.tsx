import type { Metadata } from 'next'
import { Suspense } from 'react'
import { PasteEndpoints } from '@/components/snapshot/paste-endpoints'
import { SnapshotAge } from '@/components/snapshot/snapshot-age'
import { OwnEndpointForm } from '@/components/request/own-endpoint-form'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { Skeleton } from '@/components/ui/skeleton'
import { TextLink } from '@/components/ui/text-link'
import { viewerWhoMay } from '@/lib/auth/viewer'
import { seeSnapshot } from '@/lib/operations/view-snapshot'
import { paths } from '@/lib/paths'
import { isEndpointId } from '@/lib/privatelink/ids'
import { giveSnapshotNow } from '../../../../snapshot-actions'
import { openDraft } from '../../open-draft'
import { OwnEndpoint } from '../../own-endpoint'

export const metadata: Metadata = { title: 'I’ll create it myself' }

type Props = { params: Promise<{ requestId: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

/** A branch of the review: the endpoint is made with other tools, found by its id, compared with the plan and looked after. */
export default async function OwnEndpointPage({ params, searchParams }: Props) {
  const { requestId, draft } = await openDraft((await params).requestId, 'review')
  const { accountId, region, serviceName } = draft
  const toPaste = await seeSnapshot({ accountId: accountId!, region: region!, serviceName })
  const viewer = await viewerWhoMay('adoptFound')
  const { endpoint } = await searchParams
  const typed = typeof endpoint === 'string' ? endpoint.trim().slice(0, 40) : ''
  const valid = isEndpointId(typed)
  const error = typed === '' || valid ? null : 'An endpoint id is vpce- followed by 8 or 17 digits from 0 to 9 and letters from a to f.'
  return (
    <div className="mx-auto max-w-4xl">
      <PageHeader
        back={{ href: paths.wizard(requestId, 'review'), label: 'Review' }}
        title="I’ll create it myself"
        description="Make the endpoint with your own tools. Causeway compares it with the plan and looks after it like any other; it changes nothing in AWS."
      />
      <div className="space-y-6">
        <Panel title="1. Make the endpoint">
          <p className="max-w-prose text-pretty">
            The review has the plan as Terraform, CloudFormation, AWS CLI and CDK, ready to apply: <TextLink href={`${paths.wizard(requestId, 'review')}#take-away`}>take it away there</TextLink>.
          </p>
        </Panel>
        {toPaste && (
          <Panel title="2. Tell Causeway what AWS says of it" description={toPaste.last ? <SnapshotAge last={toPaste.last} /> : undefined}>
            <PasteEndpoints accountId={toPaste.accountId} region={toPaste.region} endpointId={valid ? typed : null} action={giveSnapshotNow} offBecause={null} />
          </Panel>
        )}
        <Panel title={toPaste ? '3. Say which it is' : '2. Say which it is'}>
          <OwnEndpointForm requestId={requestId} endpointId={typed} error={error} />
        </Panel>
        {valid && (
          <Suspense key={typed} fallback={<Comparing />}>
            <OwnEndpoint requestId={requestId} endpointId={typed} viewer={viewer} inPlanMode={toPaste !== null} />
          </Suspense>
        )}
      </div>
    </div>
  )
}

const Comparing = () => (
  <Panel title="Asking AWS…">
    <div role="status">
      <span className="sr-only">Comparing the endpoint with the plan…</span>
      <Skeleton className="h-24" />
    </div>
  </Panel>
)
