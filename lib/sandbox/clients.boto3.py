"""Every action of the sandbox through boto3, with its paginators and waiters. Prints one line per step; exits 1 at the first surprise."""
import datetime
import sys
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

URL = sys.argv[1]
SERVICE = 'com.amazonaws.vpce.us-west-2.vpce-svc-049bbd33f61271781'


def client(service, key='AKIASANDBOXPLATFORM1', secret='x', token=None, region='us-west-2'):
    return boto3.client(
        service, region_name=region, endpoint_url=URL, aws_access_key_id=key, aws_secret_access_key=secret,
        aws_session_token=token, config=Config(retries={'total_max_attempts': 1}))


def step(name, truth):
    print(('ok   ' if truth else 'FAIL ') + name, flush=True)
    if not truth:
        sys.exit(1)


def refused(name, code, status, call, text=None):
    try:
        call()
    except ClientError as error:
        got = error.response['Error']
        found = (got['Code'], error.response['ResponseMetadata']['HTTPStatusCode'])
        step(f'{name}: {found} {got["Message"]}', found == (code, status) and (text is None or text in got['Message']))
        step('  with a request id', len(error.response['ResponseMetadata'].get('RequestId', '')) == 36)
        return
    step(f'{name} was not refused', False)


ec2 = client('ec2')
sts = client('sts')
me = sts.get_caller_identity()
step('GetCallerIdentity', me['Account'] == '111122223333' and me['Arn'].startswith('arn:aws:iam::111122223333:user/'))
ROLE = 'arn:aws:iam::444455556666:role/CausewayAccess'
refused('AssumeRole without ExternalId', 'AccessDenied', 403, lambda: sts.assume_role(RoleArn=ROLE, RoleSessionName='causeway'), f'is not authorized to perform: sts:AssumeRole on resource: {ROLE}')
refused('AssumeRole with a wrong ExternalId', 'AccessDenied', 403, lambda: sts.assume_role(RoleArn=ROLE, RoleSessionName='causeway', ExternalId='wrong'))
refused('AssumeRole for too long', 'ValidationError', 400, lambda: sts.assume_role(RoleArn=ROLE, RoleSessionName='causeway', ExternalId='causeway-sandbox-external-id', DurationSeconds=7200))
refused('AssumeRole with a bad name', 'ValidationError', 400, lambda: sts.assume_role(RoleArn=ROLE, RoleSessionName='a b', ExternalId='xx'))
role = sts.assume_role(RoleArn=ROLE, RoleSessionName='causeway', ExternalId='causeway-sandbox-external-id', DurationSeconds=900)
keys = role['Credentials']
step('AssumeRole', isinstance(keys['Expiration'], datetime.datetime) and role['AssumedRoleUser']['Arn'].endswith(':assumed-role/CausewayAccess/causeway'))
other = (keys['AccessKeyId'], keys['SecretAccessKey'], keys['SessionToken'])
step('  the session is the other account', client('sts', *other).get_caller_identity()['Account'] == '444455556666')
step('  and sees its network', all(v['OwnerId'] == '444455556666' for v in client('ec2', *other).describe_vpcs()['Vpcs']))
refused('  without its token', 'AuthFailure', 401, lambda: client('ec2', *other[:2]).describe_vpcs())
step('An unknown key is the default account', client('sts', 'AKIAWHATEVER00000000').get_caller_identity()['Account'] == '111122223333')

regions = [r['RegionName'] for r in ec2.describe_regions()['Regions']]
step('DescribeRegions', {'us-west-2', 'us-east-1', 'us-east-2', 'eu-west-1', 'eu-central-1', 'ap-southeast-1', 'ap-south-1'} <= set(regions))
step('  by name', len(ec2.describe_regions(RegionNames=['us-east-1'])['Regions']) == 1)
zones = {z['ZoneId']: z['ZoneName'] for z in ec2.describe_availability_zones()['AvailabilityZones']}
step('DescribeAvailabilityZones', len(zones) == 4 and all(z['State'] == 'available' for z in ec2.describe_availability_zones(ZoneIds=['usw2-az1'])['AvailabilityZones']))
refused('  unknown zone', 'InvalidParameterValue', 400, lambda: ec2.describe_availability_zones(ZoneNames=['us-west-2z']))
step('us-east-2 has no VPC', client('ec2', region='us-east-2').describe_vpcs()['Vpcs'] == [])

vpcs = {next((t['Value'] for t in v.get('Tags', []) if t['Key'] == 'Name'), ''): v for v in ec2.describe_vpcs()['Vpcs']}
prod, legacy = vpcs['platform-prod'], vpcs['legacy']
step('DescribeVpcs', prod['CidrBlock'] == '10.0.0.0/16' and prod['State'] == 'available' and not prod['IsDefault'])
step('  filters', [v['VpcId'] for v in ec2.describe_vpcs(Filters=[{'Name': 'tag:Name', 'Values': ['plat*', 'zzz']}, {'Name': 'cidr', 'Values': ['10.?.0.0/16']}])['Vpcs']] == [prod['VpcId']])
step('  a name full of HTML', any('<img src=x onerror="alert(\'vpc\')">' in name for name in vpcs))
refused('  unknown filter', 'InvalidParameterValue', 400, lambda: ec2.describe_vpcs(Filters=[{'Name': 'colour', 'Values': ['red']}]), "The filter 'colour' is invalid")
refused('  unknown id', 'InvalidVpcID.NotFound', 400, lambda: ec2.describe_vpcs(VpcIds=['vpc-00000000000000000']), "The vpc ID 'vpc-00000000000000000' does not exist")
refused('  malformed id', 'InvalidVpcID.Malformed', 400, lambda: ec2.describe_vpcs(VpcIds=['vpc-x']))
refused('  ids and a page size', 'InvalidParameterCombination', 400, lambda: ec2.describe_vpcs(VpcIds=[prod['VpcId']], MaxResults=5))
refused('  a bad token', 'InvalidNextToken', 400, lambda: ec2.describe_vpcs(NextToken='zzz'))
ec2.get_waiter('vpc_available').wait(VpcIds=[prod['VpcId']])
attribute = lambda vpc, name: ec2.describe_vpc_attribute(VpcId=vpc['VpcId'], Attribute=name)
step('DescribeVpcAttribute', attribute(prod, 'enableDnsHostnames')['EnableDnsHostnames']['Value'] and not attribute(legacy, 'enableDnsHostnames')['EnableDnsHostnames']['Value'])
ec2.modify_vpc_attribute(VpcId=legacy['VpcId'], EnableDnsHostnames={'Value': True})
step('ModifyVpcAttribute', attribute(legacy, 'enableDnsHostnames')['EnableDnsHostnames']['Value'])
ec2.modify_vpc_attribute(VpcId=legacy['VpcId'], EnableDnsHostnames={'Value': False})

in_prod = [{'Name': 'vpc-id', 'Values': [prod['VpcId']]}]
subnets = {s['Tags'][0]['Value']: s for s in ec2.describe_subnets(Filters=in_prod)['Subnets']}
ec2.get_waiter('subnet_available').wait(SubnetIds=[s['SubnetId'] for s in subnets.values()])
step('DescribeSubnets', len({s['AvailabilityZoneId'] for s in subnets.values()}) == 4 and subnets['prod-full']['AvailableIpAddressCount'] == 0)
step('  zone names are the account’s own', all(zones[s['AvailabilityZoneId']] == s['AvailabilityZone'] for s in subnets.values()))
pages = list(ec2.get_paginator('describe_subnets').paginate(PaginationConfig={'PageSize': 5}))
step('  pages', len(pages) > 1 and len({s['SubnetId'] for p in pages for s in p['Subnets']}) == len(ec2.describe_subnets()['Subnets']))


groups = {g['GroupName']: g for g in ec2.describe_security_groups(Filters=in_prod)['SecurityGroups']}
ports = sorted(p['FromPort'] for p in groups['clickhouse-clients']['IpPermissions'])
step('DescribeSecurityGroups', ports == [8443, 9440] and groups['empty']['IpPermissions'] == [] and groups['wide-open']['IpPermissions'][0]['IpProtocol'] == '-1')
step('  no ports where all are open', 'FromPort' not in groups['wide-open']['IpPermissions'][0])
jobs = groups['analytics-jobs']['IpPermissions']
step('  group and prefix-list sources', any(p['UserIdGroupPairs'] for p in jobs) and any(p['PrefixListIds'] for p in jobs))
step('  by a rule', {g['GroupName'] for g in ec2.describe_security_groups(Filters=in_prod + [{'Name': 'ip-permission.to-port', 'Values': ['9440']}])['SecurityGroups']} == {'clickhouse-clients', 'analytics-jobs'})
ec2.get_waiter('security_group_exists').wait(GroupIds=[groups['web']['GroupId']])
rules = [r for p in ec2.get_paginator('describe_security_group_rules').paginate(Filters=[{'Name': 'group-id', 'Values': [groups['web']['GroupId']]}]) for r in p['SecurityGroupRules']]
step('DescribeSecurityGroupRules', len(rules) == 2 and {r['IsEgress'] for r in rules} == {True, False})
opened = ec2.authorize_security_group_ingress(
    GroupId=groups['web']['GroupId'],
    IpPermissions=[{'IpProtocol': 'tcp', 'FromPort': 8443, 'ToPort': 8443, 'IpRanges': [{'CidrIp': '10.0.0.0/16', 'Description': 'ClickHouse <&>'}]}],
    TagSpecifications=[{'ResourceType': 'security-group-rule', 'Tags': [{'Key': 'by', 'Value': 'boto3'}]}])
step('AuthorizeSecurityGroupIngress', opened['Return'] and opened['SecurityGroupRules'][0]['Description'] == 'ClickHouse <&>' and opened['SecurityGroupRules'][0]['Tags'] == [{'Key': 'by', 'Value': 'boto3'}])
again = lambda **more: ec2.authorize_security_group_ingress(GroupId=groups['web']['GroupId'], IpProtocol='tcp', **{'FromPort': 8443, 'ToPort': 8443, 'CidrIp': '10.0.0.0/16', **more})
refused('  the same rule again', 'InvalidPermission.Duplicate', 400, again, 'peer: 10.0.0.0/16, TCP, from port: 8443, to port: 8443, ALLOW')
refused('  a bad block', 'InvalidParameterValue', 400, lambda: again(CidrIp='10.0.0.0/99'))
refused('  a bad range', 'InvalidParameterValue', 400, lambda: again(FromPort=9, ToPort=8))
revoke = lambda **which: ec2.revoke_security_group_ingress(GroupId=groups['web']['GroupId'], **which)
step('RevokeSecurityGroupIngress', revoke(SecurityGroupRuleIds=[opened['SecurityGroupRules'][0]['SecurityGroupRuleId']])['Return'])
refused('  a rule that is not there any more', 'InvalidPermission.NotFound', 400, lambda: revoke(IpProtocol='tcp', FromPort=8443, ToPort=8443, CidrIp='10.0.0.0/16'))

acls = ec2.describe_network_acls(Filters=in_prod)['NetworkAcls']
step('DescribeNetworkAcls', len(acls) == 2 and sum(a['IsDefault'] for a in acls) == 1 and all(a['Entries'] for a in acls))
tables = ec2.describe_route_tables(Filters=in_prod)['RouteTables']
step('DescribeRouteTables', any(a['Main'] for t in tables for a in t['Associations']) and all(t['Routes'][0]['GatewayId'] == 'local' for t in tables))
warehouse = ec2.describe_dhcp_options(DhcpOptionsIds=[vpcs['warehouse']['DhcpOptionsId']])['DhcpOptions'][0]
step('DescribeDhcpOptions', {'Value': '10.40.0.10'} in [v for c in warehouse['DhcpConfigurations'] if c['Key'] == 'domain-name-servers' for v in c['Values']])
step('DescribePrefixLists', [l['PrefixListName'] for l in ec2.describe_prefix_lists(Filters=[{'Name': 'prefix-list-name', 'Values': ['*.s3']}])['PrefixLists']] == ['com.amazonaws.us-west-2.s3'])
for name in ['describe_vpcs', 'describe_security_groups', 'describe_network_acls', 'describe_route_tables', 'describe_dhcp_options', 'describe_prefix_lists',
             'describe_vpc_endpoint_services', 'describe_vpc_endpoints', 'describe_tags', 'describe_network_interfaces']:
    step(f'  {name} pages', len(list(ec2.get_paginator(name).paginate(PaginationConfig={'PageSize': 5}))) >= 1)

detail = ec2.describe_vpc_endpoint_services(ServiceNames=[SERVICE])['ServiceDetails'][0]
step('DescribeVpcEndpointServices', detail['AcceptanceRequired'] and set(detail['AvailabilityZoneIds']) == {'usw2-az1', 'usw2-az2', 'usw2-az3'} and detail['PrivateDnsName'] == '*.us-west-2.vpce.aws.clickhouse.cloud')
step('  names agree with ids', [zones[z] for z in detail['AvailabilityZoneIds']] == detail['AvailabilityZones'])
missing = SERVICE[:-1] + '0'
refused('  unknown', 'InvalidServiceName', 400, lambda: ec2.describe_vpc_endpoint_services(ServiceNames=[missing]), f"The Vpc Endpoint Service '{missing}' does not exist")
refused('  of another region', 'InvalidServiceName', 400, lambda: client('ec2', region='eu-west-1').describe_vpc_endpoint_services(ServiceNames=[SERVICE]))


def create(**more):
    wanted = dict(VpcEndpointType='Interface', VpcId=prod['VpcId'], ServiceName=SERVICE, PrivateDnsEnabled=False,
                  SubnetIds=[subnets['prod-private-1']['SubnetId'], subnets['prod-private-2']['SubnetId']],
                  SecurityGroupIds=[groups['clickhouse-clients']['GroupId']], ClientToken='token-1',
                  TagSpecifications=[{'ResourceType': 'vpc-endpoint', 'Tags': [{'Key': 'Name', 'Value': 'a <b> & "c" 🚀'}, {'Key': 'empty', 'Value': ''}]}])
    return ec2.create_vpc_endpoint(**{k: v for k, v in {**wanted, **more}.items() if v is not None})


refused('CreateVpcEndpoint, dry run', 'DryRunOperation', 412, lambda: create(DryRun=True), 'Request would have succeeded, but DryRun flag is set.')
free = ec2.describe_subnets(SubnetIds=[subnets['prod-private-1']['SubnetId']])['Subnets'][0]['AvailableIpAddressCount']
made = create()
vpce = made['VpcEndpoint']
ID = vpce['VpcEndpointId']
step('CreateVpcEndpoint', made['ClientToken'] == 'token-1' and vpce['State'] == 'pendingAcceptance' and vpce['OwnerId'] == '111122223333' and len(vpce['NetworkInterfaceIds']) == 2)
step('  its names', vpce['DnsEntries'][0]['DnsName'].startswith(ID + '-') and len(vpce['DnsEntries']) == 3 and zones['usw2-az1'] in vpce['DnsEntries'][1]['DnsName'])
one = lambda name: [subnets[name]['SubnetId']]
new = lambda n, **more: lambda: create(ClientToken=f'refused-{n}', **more)
refused('  the same token, other parameters', 'IdempotentParameterMismatch', 400, lambda: create(SubnetIds=one('prod-private-1')))
refused('  a zone that is not served', 'InvalidParameter', 400, new(1, SubnetIds=one('prod-private-4')), f'does not support the availability zone of the subnet: {one("prod-private-4")[0]}.')
refused('  two subnets in a zone', 'DuplicateSubnetsInSameZone', 400, new(2, SubnetIds=one('prod-private-2') + one('prod-private-2-batch')), 'Found another VPC endpoint subnet in the availability zone of')
refused('  no free address', 'InsufficientFreeAddressesInSubnet', 400, new(3, SubnetIds=one('prod-full')))
refused('  private DNS too early', 'InvalidParameter', 400, new(4, PrivateDnsEnabled=True), f'Private DNS can only be enabled after the endpoint connection is accepted by the owner of {SERVICE}.')
refused('  unknown service', 'InvalidServiceName', 400, new(5, ServiceName=missing))
refused('  unknown VPC', 'InvalidVpcID.NotFound', 400, new(6, VpcId='vpc-00000000000000000'))
refused('  unknown subnet', 'InvalidSubnetID.NotFound', 400, new(7, SubnetIds=['subnet-00000000000000000']))
refused('  malformed subnet', 'InvalidSubnetId.Malformed', 400, new(8, SubnetIds=['subnet_1']))
refused('  unknown group', 'InvalidSecurityGroupID.NotFound', 400, new(9, SecurityGroupIds=['sg-00000000000000000']))
refused('  subnet of another VPC', 'InvalidParameter', 400, new(10, VpcId=legacy['VpcId']))
elsewhere = ec2.describe_security_groups(Filters=[{'Name': 'vpc-id', 'Values': [legacy['VpcId']]}])['SecurityGroups'][0]['GroupId']
refused('  group of another VPC', 'InvalidParameter', 400, new(11, SecurityGroupIds=[elsewhere]))
refused('  the default type is Gateway', 'InvalidParameter', 400, new(12, VpcEndpointType=None), 'Endpoint type (Gateway)')
refused('  six groups', 'SecurityGroupsPerInterfaceLimitExceeded', 400, new(13, SecurityGroupIds=[g['GroupId'] for g in groups.values()][:6]))
refused('  a reserved tag', 'InvalidParameterValue', 400, new(14, TagSpecifications=[{'ResourceType': 'vpc-endpoint', 'Tags': [{'Key': 'aws:x', 'Value': 'y'}]}]))
refused('  another resource type', 'InvalidParameterValue', 400, new(15, TagSpecifications=[{'ResourceType': 'subnet', 'Tags': [{'Key': 'x', 'Value': 'y'}]}]))
refused('  51 tags', 'TagLimitExceeded', 400, new(16, TagSpecifications=[{'ResourceType': 'vpc-endpoint', 'Tags': [{'Key': str(n), 'Value': 'y'} for n in range(51)]}]))
refused('  IPv6', 'InvalidParameter', 400, new(17, IpAddressType='dualstack'))

described = lambda **more: ec2.describe_vpc_endpoints(**(more or {'VpcEndpointIds': [ID]}))['VpcEndpoints']


def until(name, truth):
    end = time.time() + 10
    while time.time() < end:
        try:
            if truth():
                return step(name, True)
        except ClientError as error:
            if error.response['Error']['Code'] != 'InvalidVpcEndpointId.NotFound':
                raise
        time.sleep(0.05)
    step(name, False)


until('DescribeVpcEndpoints, once it has spread', lambda: described()[0]['State'] == 'pendingAcceptance')
tags = {t['Key']: t['Value'] for t in described()[0]['Tags']}
step('  tags come back as they went', tags == {'Name': 'a <b> & "c" 🚀', 'empty': ''})
step('  filters', [e['VpcEndpointId'] for e in described(Filters=[{'Name': 'vpc-endpoint-state', 'Values': ['pendingAcceptance', 'pending']}, {'Name': 'tag:Name', 'Values': ['a <b>*']}])] == [ID])
step('  no match', described(Filters=[{'Name': 'service-name', 'Values': ['other']}]) == [])
refused('  unknown id', 'InvalidVpcEndpointId.NotFound', 400, lambda: described(VpcEndpointIds=[ID, 'vpce-00000000000000000']), "The Vpc Endpoint Id 'vpce-00000000000000000' does not exist")
step('  a large page is clamped', ec2.describe_vpc_endpoints(MaxResults=5000)['VpcEndpoints'] != [])
enis = ec2.describe_network_interfaces(NetworkInterfaceIds=vpce['NetworkInterfaceIds'])['NetworkInterfaces']
step('DescribeNetworkInterfaces', all(e['Description'] == f'VPC Endpoint Interface {ID}' and e['InterfaceType'] == 'vpc_endpoint' and e['RequesterManaged'] and e['PrivateIpAddress'].startswith('10.0.') for e in enis))
step('  by address', len(ec2.describe_network_interfaces(Filters=[{'Name': 'private-ip-address', 'Values': [enis[0]['PrivateIpAddress']]}])['NetworkInterfaces']) == 1)
step('  the subnet has one address fewer', ec2.describe_subnets(SubnetIds=one('prod-private-1'))['Subnets'][0]['AvailableIpAddressCount'] == free - 1)

ec2.create_tags(Resources=[ID, prod['VpcId']], Tags=[{'Key': 'team', 'Value': 'quotes " \' and \\ back'}])
step('CreateTags', {'Key': 'team', 'Value': 'quotes " \' and \\ back'} in described()[0]['Tags'])
listed = ec2.describe_tags(Filters=[{'Name': 'key', 'Values': ['team']}])['Tags']
step('DescribeTags', {(t['ResourceId'], t['ResourceType']) for t in listed} == {(ID, 'vpc-endpoint'), (prod['VpcId'], 'vpc')})
ec2.delete_tags(Resources=[ID], Tags=[{'Key': 'team', 'Value': 'another'}])
step('DeleteTags leaves another value', any(t['Key'] == 'team' for t in described()[0]['Tags']))
ec2.delete_tags(Resources=[ID, prod['VpcId']], Tags=[{'Key': 'team'}])
step('DeleteTags', not any(t['Key'] == 'team' for t in described()[0]['Tags']))
refused('  tags of nothing', 'InvalidVpcEndpointId.NotFound', 400, lambda: ec2.create_tags(Resources=['vpce-00000000000000000'], Tags=[{'Key': 'a', 'Value': 'b'}]))

refused('ModifyVpcEndpoint, private DNS before acceptance', 'InvalidParameter', 400, lambda: ec2.modify_vpc_endpoint(VpcEndpointId=ID, PrivateDnsEnabled=True), 'Private DNS can only be enabled after')


def control(path, body='{}'):
    import urllib.request
    request = urllib.request.Request(URL + '/_sandbox/' + path, body.encode(), {'content-type': 'application/json'})
    return urllib.request.urlopen(request).status


control(f'endpoints/{ID}/accept', '{"reason": "ticket 42"}')
step('accepted: pending', described()[0]['State'] == 'pending')
until('  then available', lambda: described()[0]['State'] == 'available')
ec2.modify_vpc_endpoint(VpcEndpointId=ID, PrivateDnsEnabled=True)
step('ModifyVpcEndpoint: pending', described()[0]['State'] == 'pending' and described()[0]['PrivateDnsEnabled'])
until('  then available, with its private name', lambda: described()[0]['State'] == 'available' and described()[0]['DnsEntries'][-1]['DnsName'] == '*.us-west-2.vpce.aws.clickhouse.cloud')
ec2.modify_vpc_endpoint(VpcEndpointId=ID, RemoveSubnetIds=one('prod-private-2'), AddSubnetIds=one('prod-private-2-batch') + one('prod-private-3'), AddSecurityGroupIds=[groups['web']['GroupId']])
step('  subnets and groups', set(described()[0]['SubnetIds']) == {subnets[n]['SubnetId'] for n in ['prod-private-1', 'prod-private-2-batch', 'prod-private-3']} and len(described()[0]['Groups']) == 2)
second = create(ClientToken='token-2', SubnetIds=one('prod-private-3'), SecurityGroupIds=None, TagSpecifications=None)['VpcEndpoint']
step('No group: the default one', [g['GroupName'] for g in second['Groups']] == ['default'])
control(f'endpoints/{second["VpcEndpointId"]}/accept')
refused('  a conflicting name', 'InvalidParameter', 400, lambda: ec2.modify_vpc_endpoint(VpcEndpointId=second['VpcEndpointId'], PrivateDnsEnabled=True), 'conflicting DNS domain for us-west-2.vpce.aws.clickhouse.cloud in the VPC')
third = create(ClientToken='token-3', VpcId=legacy['VpcId'], SubnetIds=None, SecurityGroupIds=None)['VpcEndpoint']['VpcEndpointId']
control(f'endpoints/{third}/accept')
refused('  no DNS host names', 'InvalidParameter', 400, lambda: ec2.modify_vpc_endpoint(VpcEndpointId=third, PrivateDnsEnabled=True), 'requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true')
control(f'endpoints/{third}/fail', '{"code": "Broken", "message": "because"}')
until('failed', lambda: described(VpcEndpointIds=[third])[0]['LastError'] == {'Code': 'Broken', 'Message': 'because'} and described(VpcEndpointIds=[third])[0]['FailureReason'] == 'because')

answer = ec2.delete_vpc_endpoints(VpcEndpointIds=[ID, 'vpce-00000000000000000'])
step('DeleteVpcEndpoints', answer['Unsuccessful'] == [{'ResourceId': 'vpce-00000000000000000', 'Error': {'Code': 'InvalidVpcEndpoint.NotFound', 'Message': "The Vpc Endpoint Id 'vpce-00000000000000000' does not exist"}}])
step('  deleting', described()[0]['State'] == 'deleting')
until('  deleted', lambda: described()[0]['State'] == 'deleted')
step('  its addresses are free', ec2.describe_subnets(SubnetIds=one('prod-private-1'))['Subnets'][0]['AvailableIpAddressCount'] == free)
until('  and not found', lambda: all(e['VpcEndpointId'] != ID for e in ec2.describe_vpc_endpoints()['VpcEndpoints']))
refused('  by id neither', 'InvalidVpcEndpointId.NotFound', 400, described)
refused('An unknown action', 'InvalidAction', 400, lambda: ec2.describe_instances(), 'The action DescribeInstances is not valid for this web service.')
refused('An unknown STS action', 'InvalidAction', 400, lambda: sts.get_session_token(), 'Could not find operation GetSessionToken for version 2011-06-15')
print('all well')
