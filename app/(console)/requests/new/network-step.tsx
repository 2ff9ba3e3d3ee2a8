import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Network } from '@/components/ui/icons'
import { Panel } from '@/components/ui/panel'
import { Skeleton } from '@/components/ui/skeleton'
import { currentPorts } from '@/lib/operations/edit-ports'
import { surveyNetwork } from '@/lib/operations/survey-network'
import { verifyService, type Verification } from '@/lib/operations/verify-service'
import { paths } from '@/lib/paths'
import type { VpcDns } from '@/lib/privatelink/network'
import type { Fact } from '@/lib/privatelink/preflight'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { zoneGrid } from '@/lib/privatelink/zones'
import { NetworkForm } from './network-form'
import { NotRead } from './not-read'
import { RetryButton } from './retry-button'
import { StepFooter } from '@/components/wizard/step-footer'

/** What AWS shows of the account's network, to choose from. */
export async function NetworkStep({ request: { requestId, draft } }: { request: EndpointRequest }) {
  const reach = { accountId: draft.accountId!, region: draft.region! }
  const [survey, verification, ports] = await Promise.all([surveyNetwork(reach, draft.vpcId), verifyService(reach, draft.serviceName!, new Date()), currentPorts()])
  if (!survey.vpcs.known) {
    return (
      <>
        <NotRead what="The VPCs of this account" reason={survey.vpcs.reason} />
        <StepFooter back={paths.wizard(requestId, 'account')} primary={null} />
      </>
    )
  }
  if (survey.vpcs.value.length === 0) return <NoVpc requestId={requestId} {...reach} />

  const zones = zonesOf(verification)
  const grid = !zones.known ? zones : !survey.subnets.known ? survey.subnets : { known: true as const, value: zoneGrid({ zones: zones.value }, survey.subnets.value) }
  const vpcs = survey.vpcs.value.map((vpc) => ({ ...vpc, dns: dnsWords(survey.dns[vpc.vpcId]) }))
  const kept = { subnets: draft.subnetIdByZone, groups: draft.securityGroupIds, tags: draft.tags }
  return <NetworkForm requestId={requestId} region={reach.region} vpcs={vpcs} vpcId={draft.vpcId} grid={grid} groups={survey.securityGroups} ports={ports} kept={kept} />
}

function zonesOf(verification: Verification): Fact<{ zoneId: string; zoneName: string }[]> {
  if (verification.outcome === 'verified') return { known: true, value: verification.service.zones }
  return { known: false, reason: `The zones of the service are not known. ${verification.sentence}` }
}

function dnsWords(dns: Fact<VpcDns> | undefined): { words: string; fine: boolean } | null {
  if (!dns) return null
  if (!dns.known) return { words: 'DNS attributes could not be read', fine: false }
  const { enableDnsSupport, enableDnsHostnames, customResolvers } = dns.value
  const fine = enableDnsSupport && enableDnsHostnames
  const own = customResolvers ? `, own resolvers ${customResolvers.join(', ')}` : ''
  return { words: `DNS support ${enableDnsSupport ? 'on' : 'off'}, host names ${enableDnsHostnames ? 'on' : 'off'}${own}`, fine: fine && !customResolvers }
}

function NoVpc({ requestId, accountId, region }: { requestId: string; accountId: string; region: string }) {
  return (
    <EmptyState
      icon={<Network />}
      title={`Account ${accountId} has no VPC in ${region}`}
      actions={
        <>
          <LinkButton href={paths.wizard(requestId, 'account')}>Choose another account</LinkButton>
          <RetryButton size="md">Look again</RetryButton>
        </>
      }
    >
      <p>AWS answered, and the list is empty: there is nothing to put an endpoint into. The endpoint has to be in the region of the ClickHouse instances, so make a VPC there, or choose the account that has one.</p>
    </EmptyState>
  )
}

/** As tall as what comes: with a VPC chosen, its zones, groups and tags are on their way too. */
export function NetworkStepSkeleton({ chosen }: { chosen: boolean }) {
  return (
    <div className="space-y-6" role="status">
      <span className="sr-only">Asking AWS about the VPCs of this account…</span>
      <Panel title="VPC" description="The network your programs run in. The endpoint is made in one VPC.">
        <div className="grid gap-2 sm:grid-cols-2">
          {[0, 1].map((card) => (
            <Skeleton key={card} className="h-28 rounded-lg" />
          ))}
        </div>
      </Panel>
      {chosen && (
        <>
          <Panel title="Zones and subnets" description="One row for each zone the service is offered in. The endpoint gets one address in each subnet you choose.">
            <Skeleton className="h-96 rounded-lg" />
          </Panel>
          <Panel title="Security groups" description="They decide which of your clients may talk to the endpoint.">
            <div className="grid gap-2">
              {[0, 1, 2, 3].map((card) => (
                <Skeleton key={card} className="h-22 rounded-lg" />
              ))}
            </div>
          </Panel>
        </>
      )}
    </div>
  )
}
