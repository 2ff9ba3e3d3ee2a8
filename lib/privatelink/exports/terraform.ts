import { privateHostnamesOf, privateZoneOf, SHADOW_WARNING, tagsOf, type Export, type ExportSubject } from './export'
import { hclAttributes, hclList, hclMap, quoteHcl } from './hcl'

/** Where Terraform's own provider got `aws_vpc_endpoint_private_dns`: hashicorp/aws 5.51. `import` blocks came with Terraform 1.5. */
const HEAD = `terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.51"
    }
  }
}`

export const terraform: Export = {
  label: 'Terraform',
  about: 'Makes the endpoint, and switches private DNS on in a second apply, once ClickHouse has accepted it.',
  part: 'endpoint',
  language: 'hcl',
  extension: 'tf',
  contentType: 'text/plain; charset=utf-8',
  needs: 'plan',
  render: (subject) => renderEndpoint(subject, { imported: false }),
}

export const terraformImport: Export = {
  ...terraform,
  label: 'Terraform import',
  about: 'Takes the endpoint that exists into Terraform’s state. The first plan says what it imports and that nothing changes.',
  needs: 'endpoint',
  render: (subject) => renderEndpoint(subject, { imported: true }),
}

export const zoneTerraform: Export = {
  ...terraform,
  label: 'Terraform',
  about: 'A private hosted zone of your own, with an alias record for each hostname, instead of the endpoint’s private DNS.',
  part: 'zone',
  render: renderZone,
}

function renderEndpoint(subject: ExportSubject, { imported }: { imported: boolean }): string {
  const { made } = subject
  const parts = [
    comment(imported ? importSteps(subject) : createSteps(subject)),
    HEAD,
    provider(subject),
    dnsVariable(imported && made?.privateDnsEnabled === true),
    ...(imported && made ? imports(made.endpointId, made.privateDnsEnabled) : []),
    endpoint(subject),
    ...(imported ? [] : subject.missingRules.map(rule)),
    privateDns(),
    outputs(),
  ]
  return `${parts.join('\n\n')}\n`
}

function createSteps(subject: ExportSubject): string[] {
  return [
    `AWS PrivateLink to ClickHouse Cloud in ${subject.plan.region}. Causeway request ${subject.requestId}.`,
    'Step 1: terraform init, then terraform apply. The endpoint waits for ClickHouse to accept it.',
    'Step 2, once AWS shows it as available: terraform apply -var enable_private_dns=true',
    ...composedNote(subject),
  ]
}

function importSteps(subject: ExportSubject): string[] {
  return [
    `Endpoint ${subject.made?.endpointId ?? ''}, as Causeway knows it. Causeway request ${subject.requestId}.`,
    'terraform init, then terraform plan: it must say “0 to add, 0 to change, 0 to destroy”. Then terraform apply.',
    ...(subject.made?.adopted ? ['Causeway took this endpoint over. If the plan names tags, copy them from the plan into this file.'] : []),
    ...composedNote(subject),
  ]
}

function composedNote(subject: ExportSubject): string[] {
  const changed = tagsOf(subject).some(({ key, value }) => key.normalize('NFC') !== key || value.normalize('NFC') !== value)
  return changed ? ['Terraform composes letters and accents (Unicode NFC), so one tag will differ from how it was typed.'] : []
}

const comment = (lines: readonly string[]): string => lines.map((line) => `# ${line}`).join('\n')

const provider = ({ plan }: ExportSubject): string =>
  `provider "aws" {\n${hclAttributes([
    ['region', quoteHcl(plan.region)],
    ['allowed_account_ids', hclList([plan.accountId])],
  ])}\n}`

const dnsVariable = (on: boolean): string => `variable "enable_private_dns" {
  description = "Shifts traffic: the private hostnames lead to the endpoint for the whole VPC. AWS refuses it before ClickHouse has accepted the connection."
  type        = bool
  default     = ${on}
}`

const imports = (endpointId: string, privateDnsOn: boolean): string[] =>
  [`aws_vpc_endpoint.clickhouse`, ...(privateDnsOn ? ['aws_vpc_endpoint_private_dns.clickhouse[0]'] : [])].map(
    (to) => `import {\n${hclAttributes([['to', to], ['id', quoteHcl(endpointId)]])}\n}`,
  )

function endpoint(subject: ExportSubject): string {
  const { plan } = subject
  const groups = plan.securityGroupIds
  return `# private_dns_enabled is left out on purpose: AWS refuses it before acceptance, and the resource below owns it afterwards.
resource "aws_vpc_endpoint" "clickhouse" {
${hclAttributes([
  ['vpc_id', quoteHcl(plan.vpcId)],
  ['service_name', quoteHcl(plan.serviceName)],
  ['vpc_endpoint_type', quoteHcl('Interface')],
  ['subnet_ids', hclList(plan.subnets.map(({ subnetId }) => subnetId))],
  ...(groups.length > 0 ? ([['security_group_ids', hclList(groups)]] as const) : []),
  ['tags', hclMap(tagsOf(subject).map(({ key, value }) => [key, value]))],
])}
}`
}

const rule = ({ groupId, port, cidr }: ExportSubject['missingRules'][number], at: number): string =>
  `resource "aws_vpc_security_group_ingress_rule" "clickhouse_${at + 1}" {\n${hclAttributes([
    ['security_group_id', quoteHcl(groupId)],
    ['description', quoteHcl(`ClickHouse over PrivateLink, port ${port}`)],
    [cidr.includes(':') ? 'cidr_ipv6' : 'cidr_ipv4', quoteHcl(cidr)],
    ['ip_protocol', quoteHcl('tcp')],
    ['from_port', String(port)],
    ['to_port', String(port)],
  ])}\n}`

const privateDns = (): string => `# Taking this away again does not switch private DNS off. Back is:
# aws ec2 modify-vpc-endpoint --vpc-endpoint-id ID --no-private-dns-enabled
resource "aws_vpc_endpoint_private_dns" "clickhouse" {
  count               = var.enable_private_dns ? 1 : 0
  vpc_endpoint_id     = aws_vpc_endpoint.clickhouse.id
  private_dns_enabled = true
}`

const outputs = (): string => `output "endpoint_id" {
  description = "What ClickHouse asks for."
  value       = aws_vpc_endpoint.clickhouse.id
}

output "state" {
  description = "pendingAcceptance until ClickHouse accepts, then available."
  value       = aws_vpc_endpoint.clickhouse.state
}

output "dns_names" {
  description = "For connection tests only; programs use the private hostname."
  value       = aws_vpc_endpoint.clickhouse.dns_entry[*].dns_name
}

output "addresses" {
  description = "The endpoint's address in each subnet."
  value       = { for each in aws_vpc_endpoint.clickhouse.subnet_configuration : each.subnet_id => each.ipv4 }
}`

function renderZone(subject: ExportSubject): string {
  const { plan, made, requestId } = subject
  const zone = privateZoneOf(plan)
  const parts = [
    comment([`Private names of ClickHouse Cloud in ${plan.region}, answered by a zone of your own. Causeway request ${requestId}.`, 'Use this instead of the endpoint’s private DNS, never beside it: AWS lets only one of them own the name.', SHADOW_WARNING]),
    HEAD,
    provider(subject),
    `variable "endpoint_id" {\n${hclAttributes([['description', quoteHcl('The VPC endpoint the names lead to.')], ['type', 'string'], ...(made ? ([['default', quoteHcl(made.endpointId)]] as const) : [])])}\n}`,
    `variable "wildcard" {\n${hclAttributes([['description', quoteHcl('One record for every name of the region instead of one for each hostname.')], ['type', 'bool'], ['default', 'false']])}\n}`,
    `locals {\n${hclAttributes([
      ['hostnames', hclList(privateHostnamesOf(plan))],
      ['names', `var.wildcard ? [${quoteHcl(`*.${zone}`)}] : local.hostnames`],
      ['regional', `one([for entry in data.aws_vpc_endpoint.clickhouse.dns_entry : entry if can(regex("^vpce-[0-9a-f]+-[a-z0-9]+\\\\.vpce-svc-", entry.dns_name))])`],
    ])}\n}`,
    'data "aws_vpc_endpoint" "clickhouse" {\n  id = var.endpoint_id\n}',
    `resource "aws_route53_zone" "clickhouse" {\n${hclAttributes([['name', quoteHcl(zone)], ['comment', quoteHcl('ClickHouse Cloud over PrivateLink')]])}\n\n  vpc {\n${hclAttributes([['vpc_id', quoteHcl(plan.vpcId)]], '    ')}\n  }\n}`,
    `resource "aws_route53_record" "clickhouse" {
  for_each = toset(local.names)
  zone_id  = aws_route53_zone.clickhouse.zone_id
  name     = each.value
  type     = "A"

  alias {
    name                   = local.regional.dns_name
    zone_id                = local.regional.hosted_zone_id
    evaluate_target_health = false
  }
}`,
    `output "names" {\n${hclAttributes([['description', quoteHcl('The names that lead to the endpoint.')], ['value', '[for record in aws_route53_record.clickhouse : record.fqdn]']])}\n}`,
  ]
  return `${parts.join('\n\n')}\n`
}
