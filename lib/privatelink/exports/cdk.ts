import { leftOutNote, tagsForCloudFormation, type Export, type ExportSubject } from './export'
import { quoteTypeScript } from './typescript'

export const cdk: Export = {
  label: 'AWS CDK',
  about: 'A stack in TypeScript for CDK 2. Deploy again with -c enablePrivateDns=true once ClickHouse has accepted the connection.',
  part: 'endpoint',
  language: 'typescript',
  extension: 'ts',
  contentType: 'text/plain; charset=utf-8',
  needs: 'plan',
  render,
}

function render(subject: ExportSubject): string {
  const { plan, requestId, missingRules } = subject
  const { tags, leftOut } = tagsForCloudFormation(subject)
  const groups = plan.securityGroupIds
  return `// AWS PrivateLink to ClickHouse Cloud in ${plan.region}. Causeway request ${requestId}.
// Step 1: cdk deploy. The endpoint waits for ClickHouse to accept it.
// Step 2, once AWS shows it as available: cdk deploy -c enablePrivateDns=true
${leftOutNote(leftOut).map((line) => `// ${line}\n`).join('')}import { App, CfnOutput, Fn, Stack, Tags } from 'aws-cdk-lib'
import { CfnVPCEndpoint${missingRules.length > 0 ? ', CfnSecurityGroupIngress' : ''} } from 'aws-cdk-lib/aws-ec2'

const app = new App()
const stack = new Stack(app, 'ClickHousePrivateLink', {
  env: { account: ${quoteTypeScript(plan.accountId)}, region: ${quoteTypeScript(plan.region)} },
})

const endpoint = new CfnVPCEndpoint(stack, 'ClickHouseEndpoint', {
  vpcEndpointType: 'Interface',
  vpcId: ${quoteTypeScript(plan.vpcId)},
  serviceName: ${quoteTypeScript(plan.serviceName)},
  subnetIds: ${list(plan.subnets.map(({ subnetId }) => subnetId))},
${groups.length > 0 ? `  securityGroupIds: ${list(groups)},\n` : ''}  privateDnsEnabled: app.node.tryGetContext('enablePrivateDns') === 'true',
})
${tags.map(({ key, value }) => `Tags.of(endpoint).add(${quoteTypeScript(key)}, ${quoteTypeScript(value)})\n`).join('')}${missingRules.map(rule).join('')}
new CfnOutput(stack, 'EndpointId', { value: endpoint.ref })
new CfnOutput(stack, 'RegionalDnsName', { value: Fn.select(1, Fn.split(':', Fn.select(0, endpoint.attrDnsEntries))) })
new CfnOutput(stack, 'NetworkInterfaceIds', { value: Fn.join(',', endpoint.attrNetworkInterfaceIds) })
`
}

const list = (values: readonly string[]): string => `[${values.map(quoteTypeScript).join(', ')}]`

const rule = ({ groupId, port, cidr }: ExportSubject['missingRules'][number], at: number): string => `
new CfnSecurityGroupIngress(stack, ${quoteTypeScript(`IngressRule${at + 1}`)}, {
  groupId: ${quoteTypeScript(groupId)},
  description: ${quoteTypeScript(`ClickHouse over PrivateLink, port ${port}`)},
  ipProtocol: 'tcp',
  fromPort: ${port},
  toPort: ${port},
  ${cidr.includes(':') ? 'cidrIpv6' : 'cidrIp'}: ${quoteTypeScript(cidr)},
})
`
