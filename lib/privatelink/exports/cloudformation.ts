import { leftOutNote, privateHostnamesOf, privateZoneOf, SHADOW_WARNING, tagsForCloudFormation, type Export, type ExportSubject } from './export'
import { toJson } from './json'
import { toYaml } from './yaml'

export const cloudformation: Export = {
  label: 'CloudFormation',
  about: 'A stack with the endpoint. Update it with EnablePrivateDns=true once ClickHouse has accepted the connection.',
  part: 'endpoint',
  language: 'yaml',
  extension: 'yaml',
  contentType: 'application/yaml',
  needs: 'plan',
  render: renderEndpoint,
}

export const cloudformationImport: Export = {
  ...cloudformation,
  label: 'CloudFormation import',
  about: 'The template for taking the endpoint that exists into a stack. It is used together with the list of resources.',
  needs: 'endpoint',
  render: renderImport,
}

export const cloudformationResources: Export = {
  ...cloudformation,
  label: 'Resources to import',
  about: 'The list that CloudFormation’s import asks for, beside the import template.',
  language: 'json',
  extension: 'json',
  contentType: 'application/json',
  needs: 'endpoint',
  render: ({ made }) => `${toJson([{ ResourceType: 'AWS::EC2::VPCEndpoint', LogicalResourceId: LOGICAL_ID, ResourceIdentifier: { Id: made?.endpointId ?? '' } }])}\n`,
}

export const zoneCloudformation: Export = {
  ...cloudformation,
  about: 'A private hosted zone of your own, with a CNAME for each hostname, instead of the endpoint’s private DNS.',
  part: 'zone',
  render: renderZone,
}

const LOGICAL_ID = 'ClickHouseEndpoint'
const VERSION = '2010-09-09'

function renderEndpoint(subject: ExportSubject): string {
  const { leftOut } = tagsForCloudFormation(subject)
  return toYaml(
    {
      AWSTemplateFormatVersion: VERSION,
      Description: `AWS PrivateLink to ClickHouse Cloud in ${subject.plan.region}. Causeway request ${subject.requestId}.`,
      Parameters: parameters(subject, false),
      Conditions: { PrivateDnsIsOn: { 'Fn::Equals': [{ Ref: 'EnablePrivateDns' }, 'true'] } },
      Resources: { [LOGICAL_ID]: endpoint(subject), ...rules(subject) },
      Outputs: outputs(),
    },
    [
      'Step 1: create the stack. The endpoint waits for ClickHouse to accept it.',
      'Step 2, once AWS shows it as available: update the stack with EnablePrivateDns=true.',
      ...leftOutNote(leftOut),
    ].join('\n'),
  )
}

/** An import may neither bring outputs nor make anything else, and asks for a deletion policy. */
function renderImport(subject: ExportSubject): string {
  const { leftOut } = tagsForCloudFormation(subject)
  return toYaml(
    {
      AWSTemplateFormatVersion: VERSION,
      Description: `The endpoint ${subject.made?.endpointId ?? ''} to ClickHouse Cloud in ${subject.plan.region}. Causeway request ${subject.requestId}.`,
      Parameters: parameters(subject, subject.made?.privateDnsEnabled ?? false),
      Conditions: { PrivateDnsIsOn: { 'Fn::Equals': [{ Ref: 'EnablePrivateDns' }, 'true'] } },
      Resources: { [LOGICAL_ID]: { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain', ...endpoint(subject) } },
    },
    [
      'Import: aws cloudformation create-change-set --change-set-type IMPORT with this template and the list of resources to import.',
      'Afterwards the stack can be updated with the CloudFormation template of the same request, which adds the outputs.',
      'Retain keeps the endpoint when the stack is deleted.',
      ...leftOutNote(leftOut),
    ].join('\n'),
  )
}

function parameters({ plan }: ExportSubject, dnsIsOn: boolean) {
  return {
    VpcId: { Type: 'AWS::EC2::VPC::Id', Default: plan.vpcId },
    SubnetIds: { Type: 'List<AWS::EC2::Subnet::Id>', Description: 'One subnet in each zone.', Default: plan.subnets.map(({ subnetId }) => subnetId).join(',') },
    ...(plan.securityGroupIds.length > 0 ? { SecurityGroupIds: { Type: 'List<AWS::EC2::SecurityGroup::Id>', Default: plan.securityGroupIds.join(',') } } : {}),
    ServiceName: { Type: 'String', Description: 'The endpoint service of ClickHouse.', Default: plan.serviceName },
    EnablePrivateDns: {
      Type: 'String',
      Description: 'Shifts traffic for the whole VPC. AWS refuses true before ClickHouse has accepted the connection.',
      AllowedValues: ['true', 'false'],
      Default: String(dnsIsOn),
    },
  }
}

function endpoint(subject: ExportSubject) {
  return {
    Type: 'AWS::EC2::VPCEndpoint',
    Properties: {
      VpcEndpointType: 'Interface',
      VpcId: { Ref: 'VpcId' },
      ServiceName: { Ref: 'ServiceName' },
      SubnetIds: { Ref: 'SubnetIds' },
      ...(subject.plan.securityGroupIds.length > 0 ? { SecurityGroupIds: { Ref: 'SecurityGroupIds' } } : {}),
      PrivateDnsEnabled: { 'Fn::If': ['PrivateDnsIsOn', true, false] },
      Tags: tagsForCloudFormation(subject).tags.map(({ key, value }) => ({ Key: literal(key), Value: literal(value) })),
    },
  }
}

/** `${` means nothing outside Fn::Sub, but readers and linters take it for a forgotten one: taken apart, it is plainly a text. */
const literal = (text: string) => (text.includes('${') ? { 'Fn::Join': ['', text.split(/(?<=\$)(?=\{)/)] } : text)

const rules = ({ missingRules }: ExportSubject) =>
  Object.fromEntries(
    missingRules.map(({ groupId, port, cidr }, at) => [
      `IngressRule${at + 1}`,
      {
        Type: 'AWS::EC2::SecurityGroupIngress',
        Properties: {
          GroupId: groupId,
          Description: `ClickHouse over PrivateLink, port ${port}`,
          IpProtocol: 'tcp',
          FromPort: port,
          ToPort: port,
          ...(cidr.includes(':') ? { CidrIpv6: cidr } : { CidrIp: cidr }),
        },
      },
    ]),
  )

// An entry of DnsEntries reads `hosted-zone:name`; the first one is the regional name.
const outputs = () => ({
  EndpointId: { Description: 'What ClickHouse asks for.', Value: { Ref: LOGICAL_ID } },
  RegionalDnsName: {
    Description: 'For connection tests only; programs use the private hostname.',
    Value: { 'Fn::Select': [1, { 'Fn::Split': [':', { 'Fn::Select': [0, { 'Fn::GetAtt': [LOGICAL_ID, 'DnsEntries'] }] }] }] },
  },
  NetworkInterfaceIds: { Description: 'The addresses of the endpoint are on them, one in each subnet.', Value: { 'Fn::Join': [',', { 'Fn::GetAtt': [LOGICAL_ID, 'NetworkInterfaceIds'] }] } },
})

function renderZone({ plan, made, requestId }: ExportSubject): string {
  const zone = privateZoneOf(plan)
  const record = (name: string, condition: string) => ({
    Type: 'AWS::Route53::RecordSet',
    Condition: condition,
    Properties: { HostedZoneId: { Ref: 'Zone' }, Name: name, Type: 'CNAME', TTL: '60', ResourceRecords: [{ Ref: 'EndpointDnsName' }] },
  })
  const regional = made?.dnsNames.regional
  return toYaml(
    {
      AWSTemplateFormatVersion: VERSION,
      Description: `Private names of ClickHouse Cloud in ${plan.region}, answered by a zone of your own. Causeway request ${requestId}.`,
      Parameters: {
        VpcId: { Type: 'AWS::EC2::VPC::Id', Default: plan.vpcId },
        EndpointDnsName: { Type: 'String', Description: 'The regional DNS name of the endpoint.', AllowedPattern: '^vpce-[0-9a-z.-]+$', ...(regional ? { Default: regional } : {}) },
        Wildcard: { Type: 'String', Description: 'One record for every name of the region instead of one for each hostname.', AllowedValues: ['true', 'false'], Default: 'false' },
      },
      Conditions: {
        OneForAll: { 'Fn::Equals': [{ Ref: 'Wildcard' }, 'true'] },
        OneForEach: { 'Fn::Not': [{ Condition: 'OneForAll' }] },
      },
      Resources: {
        Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: zone, VPCs: [{ VPCId: { Ref: 'VpcId' }, VPCRegion: plan.region }] } },
        WildcardRecord: record(`*.${zone}`, 'OneForAll'),
        ...Object.fromEntries(privateHostnamesOf(plan).map((name, at) => [`Record${at + 1}`, record(name, 'OneForEach')])),
      },
      Outputs: { ZoneId: { Description: 'The private hosted zone.', Value: { Ref: 'Zone' } } },
    },
    ['Use this instead of the endpoint’s private DNS, never beside it: AWS lets only one of them own the name.', SHADOW_WARNING].join('\n'),
  )
}
