/**
 * The shapes of AWS identifiers.
 *
 * A resource id is a prefix and either 8 or 17 hexadecimal digits: EC2 made 8-digit ids until 2018 and they live on.
 * (ClickHouse's original document writes `vpce-\d{17}`; its own example has letters in it.)
 */
const resourceId = (prefix: string) => new RegExp(`^${prefix}-(?:[0-9a-f]{8}|[0-9a-f]{17})$`)

const VPC = resourceId('vpc')
const SUBNET = resourceId('subnet')
const SECURITY_GROUP = resourceId('sg')
const ENDPOINT = resourceId('vpce')
const SERVICE_NAME = /^com\.amazonaws\.vpce\.([a-z]{2}(?:-[a-z]+)+-\d)\.(vpce-svc-(?:[0-9a-f]{8}|[0-9a-f]{17}))$/
const ACCOUNT = /^\d{12}$/
const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d$/

export const isVpcId = (text: string) => VPC.test(text)
export const isSubnetId = (text: string) => SUBNET.test(text)
export const isSecurityGroupId = (text: string) => SECURITY_GROUP.test(text)
export const isEndpointId = (text: string) => ENDPOINT.test(text)
export const isAccountId = (text: string) => ACCOUNT.test(text)
export const isRegionCode = (text: string) => REGION.test(text)

/** The parts of `com.amazonaws.vpce.<region>.vpce-svc-<hex>`, or null where the text is not such a name. */
export function parseServiceName(text: string): { region: string; serviceId: string } | null {
  const match = SERVICE_NAME.exec(text)
  return match ? { region: match[1]!, serviceId: match[2]! } : null
}
