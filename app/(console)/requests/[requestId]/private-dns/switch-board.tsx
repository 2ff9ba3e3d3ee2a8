import { PreflightList } from '@/components/request/preflight-list'
import { PasteEndpoints } from '@/components/snapshot/paste-endpoints'
import { Badge } from '@/components/ui/badge'
import { Callout } from '@/components/ui/callout'
import { CodeBlock } from '@/components/ui/code-block'
import { Panel } from '@/components/ui/panel'
import { TimeAgo, UtcTime } from '@/components/ui/time'
import { findWish, type StoredWish } from '@/lib/db/private-dns'
import { whyNoAccess } from '@/lib/operations/accounts'
import { checkSwitch } from '@/lib/operations/check-switch'
import { lookUpNames } from '@/lib/operations/look-up-names'
import type { Person } from '@/lib/privatelink/actor'
import { isUnderWay, nameThatMoves } from '@/lib/privatelink/private-dns'
import { switchBlocked } from '@/lib/privatelink/private-dns-preflight'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { mayDo, reasonOf } from '@/lib/privatelink/roles'
import { canDo } from '@/lib/privatelink/state'
import { giveSnapshotNow } from '../../../snapshot-actions'
import { AnswersTable } from './answers-table'
import { SwitchOff } from './switch-off'
import { SwitchOn } from './switch-on'

/** Everything that is known of the names and of the switch, asked just now. */
export async function SwitchBoard({ request, viewer }: { request: EndpointRequest; viewer: Person }) {
  const { requestId, plan, addresses, privateDnsEnabled, state } = request
  const [{ lines, hostnames, privateName }, wish] = await Promise.all([checkSwitch(requestId), findWish(requestId)])
  const { answers, problem } = await lookUpNames(request, privateName)
  const at = new Date().toISOString()
  const moving = [...new Set(hostnames.map((hostname) => nameThatMoves(hostname, privateName)))]
  const noAccess = await whyNoAccess(plan?.accountId ?? '')
  const byRole = noAccess ?? reasonOf(mayDo(viewer, 'switchPrivateDns', request))
  const reasonAgainst = (verb: 'enablePrivateDns' | 'disablePrivateDns') => byRole ?? reasonOf(canDo(verb, state))
  const underWay = wish !== null && isUnderWay(wish)
  return (
    <div className="space-y-5">
      {wish && <WishLine wish={wish} />}
      <Panel
        title="What the names lead to"
        description={privateDnsEnabled ? 'Private DNS is on. The names should lead to the endpoint’s own addresses.' : 'Private DNS is off. Today, and what would be once it is on.'}
        flush
        footer={
          <>
            Asked from this server, <UtcTime at={at} />. {problem ?? 'A machine in the VPC may see something else: paste what it sees on the request’s page.'}
          </>
        }
      >
        <AnswersTable names={moving} others={hostnames.filter((hostname) => !moving.includes(hostname))} now={answers} before={wish?.answersBefore ?? null} addresses={addresses} isOn={privateDnsEnabled} />
      </Panel>
      {!privateDnsEnabled && (
        <Panel title="Checked before the switch" flush footer={noAccess ? 'From the snapshot of the account, not from AWS itself.' : <>Read from AWS, <UtcTime at={at} />.</>}>
          <PreflightList lines={lines} />
        </Panel>
      )}
      {noAccess && plan && request.endpointId && (
        <Panel title="Do it yourself, then tell Causeway" description="Causeway has no access to the account. The first command switches it, the second tells how the endpoint stands after a minute or three.">
          <div className="space-y-4">
            <CodeBlock what="command for private DNS" title={privateDnsEnabled ? 'Switch it off: every name gets its old answer back' : 'Switch it on: this moves the names for the whole VPC'} code={`aws ec2 modify-vpc-endpoint --vpc-endpoint-id ${request.endpointId} ${privateDnsEnabled ? '--no-private-dns-enabled' : '--private-dns-enabled'} --region ${plan.region}`} />
            <PasteEndpoints accountId={plan.accountId} region={plan.region} endpointId={request.endpointId} action={giveSnapshotNow} offBecause={reasonOf(mayDo(viewer, 'tellState', request))} />
          </div>
        </Panel>
      )}
      <Panel title={privateDnsEnabled || (underWay && wish.wanted) ? 'Undo' : 'Switch it on'}>
        {privateDnsEnabled || (underWay && wish.wanted) ? (
          <SwitchOff requestId={requestId} disabledReason={reasonAgainst('disablePrivateDns')} names={moving} />
        ) : (
          <SwitchOn requestId={requestId} vpcId={plan?.vpcId ?? ''} names={moving} disabledReason={reasonAgainst('enablePrivateDns') ?? switchBlocked(lines)} />
        )}
      </Panel>
    </div>
  )
}

function WishLine({ wish }: { wish: StoredWish }) {
  const what = `Switch ${wish.wanted ? 'on' : 'off'}, asked for by ${wish.askedBy}`
  const since = <TimeAgo at={wish.askedAt.toISOString()} />
  if (isUnderWay(wish)) return <Callout tone="working" title={<>{what} {since}</>} announce="status">{wish.phase === 'sent' ? 'AWS took it and is changing the endpoint. That takes a minute or three.' : 'AWS is being asked. If the answer is lost, Causeway looks before it asks again.'}</Callout>
  if (wish.phase === 'done') return <p className="flex flex-wrap items-center gap-2 text-sm text-muted"><Badge tone="good">Done</Badge> {what} {since}.</p>
  return <Callout tone="bad" title={<>{what} {since}: {wish.phase === 'refused' ? 'refused' : 'not known'}</>}>{wish.problem}</Callout>
}
