import { CodeBlock } from '@/components/ui/code-block'
import { commandLine } from '@/lib/privatelink/snapshot/commands'
import { PasteSnapshot, type SnapshotAction } from './paste-snapshot'

type Props = { accountId: string; region: string; /** Asked for alone where it is known. */ endpointId: string | null; action: SnapshotAction; offBecause: string | null }

/** The two commands that tell how an endpoint stands, and the box for what they print. */
export function PasteEndpoints({ accountId, region, endpointId, action, offBecause }: Props) {
  const endpoints = commandLine('describe-vpc-endpoints', { region }) + (endpointId ? ` --vpc-endpoint-ids ${endpointId}` : '')
  return (
    <div className="space-y-4">
      <CodeBlock what="commands for the endpoint" title="Both only read" code={`${endpoints}\n${commandLine('describe-network-interfaces', { region })}`} />
      <PasteSnapshot accountId={accountId} region={region} action={action} offBecause={offBecause} label="What they print" hint="Both outputs, one after the other, with the prompts if you like. Only what Causeway needs leaves your browser." />
    </div>
  )
}
