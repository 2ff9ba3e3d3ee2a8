import { toCreateCall } from '../plan'
import { ruleToAdd } from '../security'
import { quoteShell } from '../shell'
import { privateHostnamesOf, privateZoneOf, SHADOW_WARNING, tagsOf, type Export, type ExportSubject } from './export'
import { toJsonLine } from './json'

export const awsCli: Export = {
  label: 'AWS CLI',
  about: 'A script for a POSIX shell: makes the endpoint, and with the word private-dns switches private DNS on afterwards.',
  part: 'endpoint',
  language: 'bash',
  extension: 'sh',
  contentType: 'text/x-shellscript; charset=utf-8',
  needs: 'plan',
  render: renderEndpoint,
}

export const zoneCli: Export = {
  ...awsCli,
  about: 'A private hosted zone of your own, with a CNAME for each hostname, instead of the endpoint’s private DNS.',
  part: 'zone',
  render: renderZone,
}

function renderEndpoint(subject: ExportSubject): string {
  const { plan, requestId, missingRules } = subject
  const region = quoteShell(plan.region)
  return `#!/bin/sh
# AWS PrivateLink to ClickHouse Cloud in ${plan.region}, account ${plan.accountId}. Causeway request ${requestId}.
# Step 1: sh FILE                       makes the endpoint, which then waits for ClickHouse to accept it.
# Step 2: sh FILE private-dns vpce-ID   once AWS shows it as available: shifts traffic for the whole VPC.
# Undo:   sh FILE undo-dns vpce-ID      the private hostnames lead nowhere or to the internet again.
set -eu

account=$(aws sts get-caller-identity --query Account --output text)
if [ "$account" != ${quoteShell(plan.accountId)} ]; then
  printf 'These credentials are for account %s, the plan is for %s.\\n' "$account" ${quoteShell(plan.accountId)} >&2
  exit 1
fi

case "\${1:-create}" in
  create)
${missingRules.map((rule) => `    ${ruleToAdd({ groupId: rule.groupId }, rule.port, rule.cidr, { region: plan.region }).awsCli}\n`).join('')}    # The token makes a repeated call answer with the same endpoint instead of making a second one.
    endpoint_id=$(aws ec2 create-vpc-endpoint \\
${createOptions(subject).map((option) => `      ${option} \\`).join('\n')}
      --query VpcEndpoint.VpcEndpointId --output text)
    printf 'Made %s. Give this id to ClickHouse.\\n' "$endpoint_id"
    printf 'It is accepted when this says “available”:\\n'
    printf '  aws ec2 describe-vpc-endpoints --region %s --vpc-endpoint-ids %s --query "VpcEndpoints[0].State" --output text\\n' ${region} "$endpoint_id"
    ;;
  private-dns)
    aws ec2 modify-vpc-endpoint --region ${region} --vpc-endpoint-id "$2" --private-dns-enabled
    ;;
  undo-dns)
    aws ec2 modify-vpc-endpoint --region ${region} --vpc-endpoint-id "$2" --no-private-dns-enabled
    ;;
  *)
    printf 'Say create, private-dns or undo-dns, not %s.\\n' "$1" >&2
    exit 2
    ;;
esac
`
}

/** The options of the call that Causeway itself would send. The tags travel as JSON: the short form has no quoting for commas and braces. */
function createOptions(subject: ExportSubject): string[] {
  const { plan, requestId, name } = subject
  const call = toCreateCall(plan, { requestId, clientToken: '', name })
  const tags = [{ ResourceType: 'vpc-endpoint', Tags: tagsOf(subject).map(({ key, value }) => ({ Key: key, Value: value })) }]
  const sent: [string, string[]][] = [
    ['--region', [plan.region]],
    ['--vpc-endpoint-type', [call.VpcEndpointType]],
    ['--vpc-id', [call.VpcId]],
    ['--service-name', [call.ServiceName]],
    ['--subnet-ids', call.SubnetIds],
    ...(call.SecurityGroupIds ? ([['--security-group-ids', call.SecurityGroupIds]] as [string, string[]][]) : []),
    ['--no-private-dns-enabled', []],
    ['--tag-specifications', [toJsonLine(tags)]],
  ]
  const token = `causeway-${requestId}-${sumOf(JSON.stringify(sent))}`
  return [...sent, ['--client-token', [token]] as [string, string[]]].map(([option, values]) => [option, ...values.map(quoteShell)].join(' '))
}

/** FNV-1a: another plan gets another token, since AWS refuses one that comes back with other parameters. */
function sumOf(text: string): string {
  let sum = 0x811c9dc5
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193) >>> 0
  return sum.toString(16).padStart(8, '0')
}

function renderZone({ plan, made, requestId }: ExportSubject): string {
  const zone = privateZoneOf(plan)
  const change = (names: string[]) => names.map(quoteShell).join(' ')
  const regional = made?.dnsNames.regional
  return `#!/bin/sh
# Private names of ClickHouse Cloud in ${plan.region}, answered by a zone of your own. Causeway request ${requestId}.
# Use this instead of the endpoint's private DNS, never beside it: AWS lets only one of them own the name.
# ${SHADOW_WARNING}
# WILDCARD=yes sh FILE   makes one record for every name of the region instead of one for each hostname.
# ZONE_ID=Z… sh FILE     puts the records into a zone that exists already.
set -eu

# The regional DNS name of the endpoint.
target=${regional ? `\${TARGET:-${quoteShell(regional)}}` : '${TARGET:?Set TARGET to the regional DNS name of the endpoint, which begins with vpce-}'}

zone_id=\${ZONE_ID:-}
if [ -z "$zone_id" ]; then
  zone_id=$(aws route53 create-hosted-zone --name ${quoteShell(zone)} --vpc ${quoteShell(`VPCRegion=${plan.region},VPCId=${plan.vpcId}`)} \\
    --caller-reference ${quoteShell(`causeway-${requestId}`)} --query HostedZone.Id --output text)
  printf 'Made zone %s.\\n' "$zone_id"
fi

if [ "\${WILDCARD:-no}" = yes ]; then
  set -- ${change([`*.${zone}`])}
else
  set -- ${change(privateHostnamesOf(plan))}
fi
for name in "$@"; do
  aws route53 change-resource-record-sets --hosted-zone-id "$zone_id" --change-batch \\
    "{\\"Changes\\":[{\\"Action\\":\\"UPSERT\\",\\"ResourceRecordSet\\":{\\"Name\\":\\"$name\\",\\"Type\\":\\"CNAME\\",\\"TTL\\":60,\\"ResourceRecords\\":[{\\"Value\\":\\"$target\\"}]}}]}"
done
`
}
