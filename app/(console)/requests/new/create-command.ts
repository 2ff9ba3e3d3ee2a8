import type { CreateCall } from '@/lib/privatelink/plan'
import { quoteShell } from '@/lib/privatelink/shell'

/**
 * The same call as a line for the AWS CLI. Every argument is quoted, the tags travel as JSON, since the CLI's short form has no
 * quoting for commas and braces. The client token is left out: the CLI makes one of its own.
 */
export function createCommand(call: CreateCall, region: string): string {
  const options: [string, string[]][] = [
    ['--region', [region]],
    ['--vpc-endpoint-type', [call.VpcEndpointType]],
    ['--vpc-id', [call.VpcId]],
    ['--service-name', [call.ServiceName]],
    ['--subnet-ids', call.SubnetIds],
    ...(call.SecurityGroupIds ? [['--security-group-ids', call.SecurityGroupIds] as [string, string[]]] : []),
    ['--no-private-dns-enabled', []],
    ['--tag-specifications', [JSON.stringify(call.TagSpecifications)]],
  ]
  return ['aws ec2 create-vpc-endpoint', ...options.map(([name, values]) => `  ${[name, ...values.map(quoteShell)].join(' ')}`)].join(' \\\n')
}
