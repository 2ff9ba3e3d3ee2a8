import 'server-only'
import type { Reach } from './accounts'
import type { AwsErrorKind } from './errors'

/** What was being done where, when AWS refused it. */
export type About = { action: string; reach: Reach }

/** The causes behind AWS's one code `InvalidParameter`. */
export type ParameterProblem = 'zone-not-served' | 'zone-not-remote' | 'dns-attributes' | 'dns-before-acceptance' | 'no-private-name' | 'dns-conflict'

export type Refusal = About & {
  kind: AwsErrorKind
  awsCode: string | null
  /** AWS's own words, already fit to be shown. */
  said: string
  deniedAction?: string
  explicitDeny?: boolean
  problem?: ParameterProblem
}

type Explain = (refusal: Refusal) => string

const whose = ({ reach }: About) => (reach.accountId ? `account ${reach.accountId}` : 'the account of this process')
const place = (about: About) => `${whose(about)} in ${about.reach.region}`
const words = ({ said }: Refusal) => (said ? ` AWS said: “${said}”` : '')

/** One sentence pair per AWS code: what is wrong, then what to change and where. */
const BY_CODE: Record<string, Explain> = {
  InvalidServiceName: (r) =>
    `The endpoint service does not exist for ${place(r)}. Either the name is mistyped, or it belongs to another region, or ClickHouse has not allowed this account to see it: compare it with the name in the ClickHouse console.${words(r)}`,
  DuplicateSubnetsInSameZone: (r) => `Two of the chosen subnets are in the same availability zone, and an endpoint takes one subnet in each. Choose one of them in the network step.${words(r)}`,
  'InvalidSubnetId.Malformed': (r) => `A subnet id is not written as AWS writes it. Choose the subnets again in the network step.${words(r)}`,
  'InvalidSubnetID.Malformed': (r) => `A subnet id is not written as AWS writes it. Choose the subnets again in the network step.${words(r)}`,
  'InvalidSubnetID.NotFound': (r) => `A chosen subnet no longer exists in ${place(r)}. Choose the subnets again in the network step.${words(r)}`,
  'InvalidSubnetId.NotFound': (r) => `A chosen subnet no longer exists in ${place(r)}. Choose the subnets again in the network step.${words(r)}`,
  InvalidSubnet: (r) => `A chosen subnet does not exist or does not belong to the chosen VPC. Choose the subnets again in the network step.${words(r)}`,
  'InvalidVpcID.NotFound': (r) => `The chosen VPC no longer exists in ${place(r)}. Choose the VPC again in the network step.${words(r)}`,
  'InvalidVpcID.Malformed': (r) => `The VPC id is not written as AWS writes it. Choose the VPC again in the network step.${words(r)}`,
  'InvalidSecurityGroupID.NotFound': (r) => `A chosen security group does not exist in the VPC. A group must belong to the same region and VPC as the endpoint: choose again in the network step.${words(r)}`,
  'InvalidSecurityGroupId.Malformed': (r) => `A security group id is not written as AWS writes it. Choose the groups again in the network step.${words(r)}`,
  'InvalidGroup.NotFound': (r) => `A chosen security group does not exist in the VPC. A group must belong to the same region and VPC as the endpoint: choose again in the network step.${words(r)}`,
  SecurityGroupsPerInterfaceLimitExceeded: (r) => `More security groups are chosen than one network interface can carry (5 unless AWS raised it). Choose fewer in the network step.${words(r)}`,
  InsufficientFreeAddressesInSubnet: (r) => `A chosen subnet has no free address left for the endpoint. Choose another subnet of the same zone, or free an address.${words(r)}`,
  VpcEndpointLimitExceeded: (r) => `The VPC holds as many interface endpoints as its quota allows (50 unless AWS raised it). Delete one that is no longer needed, or ask for more in Service Quotas, quota L-29B6F2EB.${words(r)}`,
  NetworkInterfaceLimitExceeded: (r) => `The account has as many network interfaces in ${r.reach.region} as its quota allows. Free some, or ask for more in Service Quotas.${words(r)}`,
  TagLimitExceeded: (r) => `There are more tags than a resource can carry (50). Remove some in the network step.${words(r)}`,
  TagPolicyViolation: (r) => `The tags break a tag policy of your AWS organisation. Correct them in the network step.${words(r)}`,
  'InvalidTagKey.Malformed': (r) => `AWS does not accept one of the tag keys: a key is at most 128 characters and does not begin with “aws:”. Correct it in the network step.${words(r)}`,
  'InvalidVpcEndpointId.NotFound': (r) => `The endpoint does not exist in ${place(r)}, or no longer.${words(r)}`,
  'InvalidVpcEndpoint.NotFound': (r) => `The endpoint does not exist in ${place(r)}, or no longer.${words(r)}`,
  'InvalidVpcEndpointId.Malformed': (r) => `The endpoint id is not written as AWS writes it (vpce- and 8 or 17 hexadecimal digits).${words(r)}`,
  InvalidVpcEndpointType: (r) => `The service cannot be reached through an interface endpoint. Check the service name in the first step.${words(r)}`,
  InvalidPolicyDocument: (r) => `AWS does not accept the endpoint’s policy document. Correct it, or leave it out.${words(r)}`,
  InvalidFilter: bug,
  InvalidMaxResults: bug,
  InvalidNextToken: (r) => `AWS no longer accepts the mark from which a list was to be continued. The next look starts from the beginning.${words(r)}`,
  InvalidPaginationToken: (r) => `AWS no longer accepts the mark from which a list was to be continued. The next look starts from the beginning.${words(r)}`,
  InvalidParameterCombination: bug,
  InvalidParameterValue: (r) => `AWS does not accept one of the values of ${r.action}. Correct what it names, then try again.${words(r)}`,
  MissingParameter: bug,
  UnknownParameter: bug,
  InvalidClientToken: bug,
  IdempotentParameterMismatch: (r) =>
    `AWS already knows this request’s token with other parameters, so nothing new was made. Look in ${place(r)} for an endpoint tagged with this request’s id before starting a corrected copy.${words(r)}`,
  IncorrectState: (r) => `The endpoint’s present state does not allow this. Wait until it has settled, then try again.${words(r)}`,
  InvalidState: (r) => `The endpoint’s present state does not allow this. Wait until it has settled, then try again.${words(r)}`,
  OperationNotPermitted: (r) => `AWS does not let this account change the resource: an endpoint that another AWS service manages can only be changed through that service.${words(r)}`,
  DependencyViolation: (r) => `Something still uses the resource; network interfaces of a deleted endpoint linger for some minutes. Wait, then try again.${words(r)}`,
  AuthFailure: (r) => `AWS does not accept the credentials for ${whose(r)}. Check the key, profile or role it is configured with, and that the region ${r.reach.region} is enabled.${words(r)}`,
  SignatureDoesNotMatch: (r) => `The secret key for ${whose(r)} does not belong to its key id. Correct the credentials.${words(r)}`,
  RequestExpired: expired,
  ExpiredToken: expired,
  ExpiredTokenException: expired,
  InvalidClientTokenId: (r) => `AWS does not know the access key that ${whose(r)} is configured with, or the region ${r.reach.region} is not enabled for it. Correct the credentials.${words(r)}`,
  RequestInTheFuture: (r) => `This machine’s clock is ahead of AWS’s. Correct the clock.${words(r)}`,
  OptInRequired: (r) => `The region ${r.reach.region} is not enabled for ${whose(r)}, or that account is not signed up for EC2. Enable the region in the AWS console under Account.${words(r)}`,
  PendingVerification: (r) => `AWS is still verifying ${whose(r)}. Wait for its message, usually minutes, then try again.${words(r)}`,
  Blocked: (r) => `AWS has blocked ${whose(r)}. Only AWS Support can lift that.${words(r)}`,
  UnsupportedOperation: (r) => `AWS does not support this in ${r.reach.region}. Choose another region, or make the endpoint another way.${words(r)}`,
  InvalidAction: (r) => `The AWS endpoint for ${r.reach.region} does not know ${r.action}. If AWS_ENDPOINT_URL is set, check that it leads to a full EC2.${words(r)}`,
}

const BY_PROBLEM: Record<ParameterProblem, Explain> = {
  'zone-not-served': (r) => `The endpoint service is not present in the availability zone of a chosen subnet, and AWS refuses the whole endpoint for it. Leave that subnet out in the network step.${words(r)}`,
  'zone-not-remote': (r) => `From another region, the service can be reached in some availability zones only. Choose subnets in the zones that AWS names.${words(r)}`,
  'dns-attributes': (r) => `Private DNS needs the VPC’s attributes enableDnsSupport and enableDnsHostnames both on. Turn them on in the VPC’s settings.${words(r)}`,
  'dns-before-acceptance': (r) => `Private DNS can be switched on only after ClickHouse has accepted the connection. Wait until the endpoint is available.${words(r)}`,
  'no-private-name': (r) => `The endpoint service offers no private DNS name, so private DNS cannot be switched on for it.${words(r)}`,
  'dns-conflict': (r) =>
    `The VPC already has something that answers for the service’s private name: another endpoint with private DNS, or a private hosted zone. Switch that one off first; after a deletion, wait about ten seconds.${words(r)}`,
}

const BY_KIND: Record<AwsErrorKind, Explain> = {
  denied: (r) =>
    r.explicitDeny
      ? `A policy explicitly denies ${r.deniedAction} to Causeway in ${place(r)}. Have the deny lifted (it may be a service control policy of your organisation); adding a permission does not outweigh it.`
      : `Causeway is not allowed to call ${r.deniedAction} in ${place(r)}. Add “${r.deniedAction}” to the IAM policy of the role or user it runs as (the README shows the whole policy), then try again.`,
  credentials: (r) => `There are no working AWS credentials for ${whose(r)}. Check how the account is configured; for the default chain, that “aws sts get-caller-identity” works where Causeway runs.${words(r)}`,
  'wrong-account': (r) => `The credentials for ${whose(r)} belong to another account. Correct the account’s profile or role.${words(r)}`,
  account: (r) => `AWS does not serve ${whose(r)} at the moment. Look into its status in the AWS console.${words(r)}`,
  throttled: (r) => `AWS is throttling ${r.action} for ${place(r)}. Nothing is lost: what Causeway watches it asks again by itself, more slowly; what you asked for can be asked again in a moment.`,
  unreachable: (r) => `AWS could not be reached for ${place(r)}${r.said ? ` (${r.said})` : ''}. Check the network, proxy and any AWS_ENDPOINT_URL where Causeway runs.`,
  timeout: (r) => `AWS did not answer ${r.action} for ${place(r)} in time. Causeway checks what came of it before anything is sent again.`,
  cancelled: (r) => `${r.action} for ${place(r)} was given up before AWS answered.`,
  garbage: (r) => `The answer to ${r.action} for ${place(r)} was not one from AWS${r.said ? ` (${r.said})` : ''}. A proxy may stand in between; nothing was changed because of it.`,
  server: (r) => `AWS had an internal error in ${r.action} for ${place(r)}. What Causeway watches it asks again by itself; if this stays, look at health.aws.amazon.com.`,
  invalid: (r) => `AWS refused ${r.action} for ${place(r)}${r.awsCode ? ` with ${r.awsCode}` : ''}.${words(r)}`,
  'not-found': (r) => `AWS does not find what ${r.action} names in ${place(r)}${r.awsCode ? ` (${r.awsCode})` : ''}.${words(r)}`,
  conflict: (r) => `AWS refused ${r.action} for ${place(r)} because it conflicts with what is there${r.awsCode ? ` (${r.awsCode})` : ''}.${words(r)}`,
  limit: (r) => `A quota of ${place(r)} is used up${r.awsCode ? ` (${r.awsCode})` : ''}. Free something, or ask for more in Service Quotas.${words(r)}`,
  'dry-run-ok': (r) => `AWS would allow ${r.action} in ${place(r)}.`,
  'no-access': (r) => `Causeway has no access to ${whose(r)}, so it does not call ${r.action}.`,
  'not-told': (r) => `Causeway has no access to ${whose(r)}, and nobody has pasted what AWS answers to ${r.action} in ${r.reach.region}.`,
}

/** The sentence for a refusal: what is wrong, and what to change where. Ids that AWS names are kept. */
export function explain(refusal: Refusal): string {
  if (refusal.problem) return BY_PROBLEM[refusal.problem](refusal)
  const byCode = refusal.awsCode && Object.hasOwn(BY_CODE, refusal.awsCode) ? BY_CODE[refusal.awsCode] : undefined
  return (byCode ?? BY_KIND[refusal.kind])(refusal)
}

function expired(refusal: Refusal): string {
  return `The credentials for ${whose(refusal)} have expired, or this machine’s clock is more than 15 minutes off. Renew the credentials (for SSO: aws sso login), and check the clock.${words(refusal)}`
}

function bug(refusal: Refusal): string {
  return `AWS did not accept how Causeway wrote ${refusal.action} for ${place(refusal)} (${refusal.awsCode}). This is a fault in Causeway: please report it with this text.${words(refusal)}`
}

/** Every code with a sentence of its own, for the documentation and the tests. */
export const EXPLAINED_CODES: readonly string[] = Object.keys(BY_CODE)
