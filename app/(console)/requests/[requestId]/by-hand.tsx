import { CodeBlock } from '@/components/ui/code-block'
import { Panel } from '@/components/ui/panel'
import { isPrivateHostname } from '@/lib/privatelink/hostnames'
import type { EndpointRequest } from '@/lib/privatelink/request'
import { shellLine } from '@/lib/privatelink/shell'

/** The place on the page. */
export const BY_HAND = 'next'

/**
 * The last part of the way, done by hand. The commands are those of ClickHouse's own description of 2022, run against the
 * private name: since December 2023 the public name keeps leading over the internet.
 */
export function ByHand({ request }: { request: EndpointRequest }) {
  const { plan, endpointId, dnsNames, privateDnsEnabled, addresses } = request
  if (!plan || !endpointId || !dnsNames.regional) return null
  const hostname = toPrivate(plan.hostnames[0])
  const expected = addresses.map(({ address }) => address).join(', ')
  const test = ['8443', '9440'].map((port) => shellLine(['nc', '-zv', dnsNames.regional!, port])).join('\n')
  const turnOn = shellLine(['aws', 'ec2', 'modify-vpc-endpoint', '--region', plan.region, '--vpc-endpoint-id', endpointId, '--private-dns-enabled'])
  return (
    <Panel
      id={BY_HAND}
      title="Next: test the connection, then shift traffic"
      description="This part is done by hand for now: Causeway neither runs these commands nor sees their results."
    >
      <ol className="space-y-5">
        <Part title="Test from a machine in the VPC" more={`Both ports have to answer. The name is for tests only: programs use the instance’s hostname.`}>
          <CodeBlock what="connection test" title="in the VPC" code={test} />
        </Part>
        <Part
          title={privateDnsEnabled ? 'Private DNS is on' : 'Turn private DNS on'}
          more={
            privateDnsEnabled
              ? 'The private hostnames lead to the endpoint, for every program in the VPC.'
              : 'This shifts traffic: from then on the private hostnames lead to the endpoint for the whole VPC. In the AWS console it is called “Modify private DNS name”. To go back, turn it off in the same place.'
          }
        >
          {!privateDnsEnabled && <CodeBlock what="command that turns private DNS on" title="with the AWS CLI" code={turnOn} />}
        </Part>
        {hostname && (
          <Part
            title="See that the private hostname leads to the endpoint"
            more={`It has to answer with the endpoint’s own addresses${expected ? ` (${expected})` : ''}, then “Ok.”. Compare the hostname with the one the ClickHouse console shows under Private endpoints.`}
          >
            <CodeBlock what="check of the private hostname" title="in the VPC" code={`${shellLine(['nslookup', hostname])}\n${shellLine(['curl', `https://${hostname}:8443`])}`} />
          </Part>
        )}
      </ol>
    </Panel>
  )
}

function Part({ title, more, children }: { title: string; more: string; children?: React.ReactNode }) {
  return (
    <li>
      <h3 className="font-medium">{title}</h3>
      <p className="mt-0.5 mb-2 max-w-prose text-sm text-pretty text-muted">{more}</p>
      {children}
    </li>
  )
}

const toPrivate = (hostname: string | undefined): string | null => {
  if (!hostname) return null
  return isPrivateHostname(hostname) ? hostname : hostname.replace(/\.aws\.clickhouse\.cloud$/, '.vpce.aws.clickhouse.cloud')
}
