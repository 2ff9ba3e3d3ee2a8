import { ReviewExports } from '@/components/exports/review-exports'
import { Button, LinkButton } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { CodeBlock } from '@/components/ui/code-block'
import { Panel } from '@/components/ui/panel'
import { Skeleton } from '@/components/ui/skeleton'
import { UtcTime } from '@/components/ui/time'
import { OwnEndpointForm } from '@/components/request/own-endpoint-form'
import { PreflightList } from '@/components/request/preflight-list'
import { StepFooter } from '@/components/wizard/step-footer'
import { checkPlan } from '@/lib/operations/check-plan'
import { paths } from '@/lib/paths'
import { listWords } from '@/lib/privatelink/text'
import type { PreflightLine } from '@/lib/privatelink/preflight'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { AdoptForm } from './adopt-form'
import { CostPerMonth } from './cost-per-month'
import { createCommand } from './create-command'
import { CreateForm } from './create-form'
import { PlanInWords } from './plan-in-words'
import { RetryButton } from './retry-button'
import { ReuseTicket } from './reuse-ticket'

/** Everything that would happen, read from AWS just now, and the button that makes it happen. */
export async function ReviewStep({ request: { requestId, draft }, inPlanMode }: { request: EndpointRequest; /** Causeway may not make it: the way on is “I’ll create it myself”. */ inPlanMode: boolean }) {
  const { plan, planHash, lines, blocked, call, cost, adoptable, missingRules } = await checkPlan(draft, requestId)
  const at = new Date().toISOString()
  const warnings = lines.filter((line) => line.outcome === 'warn').map(({ id, detail }) => ({ id, title: firstSentence(detail) }))
  return (
    <div className="space-y-6">
      {adoptable.length > 0 && (
        <Callout tone="attention" title="There is an endpoint for this service in the VPC already">
          <p>One endpoint serves every ClickHouse instance behind the service. Take it over, and only the ticket is needed; nothing is made and nothing more is billed.</p>
          <AdoptForm requestId={requestId} endpoints={adoptable.map(({ endpointId, state }) => ({ endpointId, state }))} />
          <ReuseTicket draft={draft} endpoints={adoptable} />
        </Callout>
      )}
      {plan && call && (
        <Panel title="The plan">
          <PlanInWords plan={plan} call={call} requestId={requestId} />
        </Panel>
      )}
      <Panel
        flush
        title="Checked before the call"
        description={tally(lines)}
        actions={inPlanMode ? null : <RetryButton>Check again</RetryButton>}
        footer={
          inPlanMode ? (
            'From the snapshot above, not from AWS itself: what was changed since is not in it.'
          ) : (
            <>
              Read from AWS, <UtcTime at={at} />.
            </>
          )
        }
      >
        {lines.length > 0 && <PreflightList lines={lines} />}
      </Panel>
      {cost && (
        <Panel title="Cost at AWS">
          <CostPerMonth cost={cost} />
        </Panel>
      )}
      {call && plan && (
        <Panel title="The exact call" description={inPlanMode ? 'What to send to AWS, field for field. The client token makes a repeated call give the same endpoint: write any text of your own.' : 'What Causeway sends to AWS, field for field. The client token is made when you press the button, and makes a repeated call give the same endpoint.'}>
          <div className="space-y-3">
            <CodeBlock what="CreateVpcEndpoint parameters" title="CreateVpcEndpoint" code={JSON.stringify(call, null, 2)} />
            <CodeBlock what="AWS CLI command" title={inPlanMode ? 'The same for the AWS CLI' : 'The same for the AWS CLI, if you would rather run it yourself'} code={createCommand(call, plan.region)} />
          </div>
        </Panel>
      )}
      {plan && (
        <Panel id="take-away" title="Take it away" description="The same plan for your own tools, if nobody clicks in production. Nothing here is made by Causeway.">
          <ReviewExports subject={{ requestId, name: draft.name, plan, made: null, missingRules: [] }} missing={missingRules} />
        </Panel>
      )}
      <Panel title={inPlanMode ? 'Create it yourself' : 'I’ll create it myself'} description="Apply the plan with your own tools, then say which endpoint it became: it is compared with the plan and looked after like any other.">
        <OwnEndpointForm requestId={requestId} />
      </Panel>
      {inPlanMode ? (
        <StepFooter
          size="lg"
          back={paths.wizard(requestId, 'network')}
          primary={
            <LinkButton variant="primary" size="lg" href={paths.ownEndpoint(requestId)} disabledReason={plan ? null : (blocked ?? 'Nothing can be planned yet.')}>
              I have created it
            </LinkButton>
          }
        />
      ) : (
        <CreateForm requestId={requestId} vpcId={draft.vpcId!} planHash={planHash} warnings={warnings} blocked={blocked} />
      )}
    </div>
  )
}

const firstSentence = (text: string): string => /^.*?[.](?=\s|$)/s.exec(text)?.[0] ?? text

function tally(lines: readonly PreflightLine[]): string {
  const count = (outcome: PreflightLine['outcome']) => lines.filter((line) => line.outcome === outcome).length
  const [stops, warnings, unknown, passed] = [count('block'), count('warn'), count('unknown'), count('pass')]
  const parts = [
    ...(stops > 0 ? [`${stops} ${stops === 1 ? 'line stops' : 'lines stop'} the call`] : []),
    ...(warnings > 0 ? [`${warnings} ${warnings === 1 ? 'warning' : 'warnings'} to read`] : []),
    ...(unknown > 0 ? [`${unknown} could not be checked`] : []),
    `${passed} ok`,
  ]
  return `${listWords(parts)}.`
}

export function ReviewStepSkeleton({ request: { requestId, draft } }: { request: EndpointRequest }) {
  return (
    <div className="space-y-6" role="status">
      <span className="sr-only">Checking the plan with AWS…</span>
      <Panel title="The plan">
        <Skeleton className="h-88" />
      </Panel>
      <Panel flush title="Checked before the call" description="AWS is being asked…">
        <div className="space-y-5 px-5 py-4">
          {Array.from({ length: 13 }, (_, line) => (
            <Skeleton key={line} className="h-9" />
          ))}
        </div>
      </Panel>
      <Panel title="Cost at AWS">
        <Skeleton className="h-32" />
      </Panel>
      <StepFooter
        size="lg"
        back={paths.wizard(requestId, 'network')}
        primary={
          <Button variant="primary" size="lg" disabledReason="The plan is being checked with AWS.">
            Create endpoint in {draft.vpcId}
          </Button>
        }
      />
    </div>
  )
}
