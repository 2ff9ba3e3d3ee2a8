import type { ReactNode } from 'react'
import { CodeBlock } from '@/components/ui/code-block'
import { Panel } from '@/components/ui/panel'
import type { ByHandPlan } from './request-view'

/** The place on the page. */
export const BY_HAND = 'next'

const SHIFTS_TRAFFIC =
  'This shifts traffic: from then on the private hostnames lead to the endpoint for the whole VPC. In the AWS console it is called “Modify private DNS name”. To go back, turn it off in the same place.'

/** The last part of the way, with its commands, and the plain word that nobody here checks it. */
export function ByHand({ plan: { test, turnOn, check, addresses } }: { plan: ByHandPlan }) {
  return (
    <Panel
      id={BY_HAND}
      title="Next: test the connection, then shift traffic"
      description="This part is done by hand for now: Causeway neither runs these commands nor sees their results."
    >
      <ol className="space-y-5">
        <Part title="Test from a machine in the VPC" more="Both ports have to answer. The name is for tests only: programs use the instance’s hostname.">
          <CodeBlock what="connection test" title="in the VPC" code={test} />
        </Part>
        {turnOn && (
          <Part title="Turn private DNS on" more={SHIFTS_TRAFFIC}>
            <CodeBlock what="command that turns private DNS on" title="with the AWS CLI" code={turnOn} />
          </Part>
        )}
        {!turnOn && <Part title="Private DNS is on" more="The private hostnames lead to the endpoint, for every program in the VPC." />}
        {check && (
          <Part
            title="See that the private hostname leads to the endpoint"
            more={`It has to answer with the endpoint’s own addresses${addresses.length > 0 ? ` (${addresses.join(', ')})` : ''}, then “Ok.”. Compare the hostname with the one the ClickHouse console shows under Private endpoints.`}
          >
            <CodeBlock what="check of the private hostname" title="in the VPC" code={check} />
          </Part>
        )}
      </ol>
    </Panel>
  )
}

function Part({ title, more, children }: { title: string; more: string; children?: ReactNode }) {
  return (
    <li>
      <h3 className="font-medium">{title}</h3>
      <p className="mt-0.5 mb-2 max-w-prose text-sm text-pretty text-muted">{more}</p>
      {children}
    </li>
  )
}
