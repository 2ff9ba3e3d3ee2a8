import { digest } from './ids'

type Region = { code: string; label: string; zoneIds: readonly string[]; hostedZoneId: string }

const region = (code: string, label: string, prefix: string, zones: number[], hostedZoneId?: string): Region => ({
  code,
  label,
  zoneIds: zones.map((zone) => `${prefix}-az${zone}`),
  hostedZoneId: hostedZoneId ?? `Z${digest('vpce-zone', code).slice(0, 13).toUpperCase()}`,
})

/**
 * The regions every account has without opting in, with their zone ids and, where known, the hosted zone of their
 * `vpce.amazonaws.com` names (AWS General Reference, Elastic Load Balancing and PrivateLink endpoints).
 */
export const AWS_REGIONS: readonly Region[] = [
  region('ap-northeast-1', 'Asia Pacific (Tokyo)', 'apne1', [1, 2, 4]),
  region('ap-northeast-2', 'Asia Pacific (Seoul)', 'apne2', [1, 2, 3, 4]),
  region('ap-northeast-3', 'Asia Pacific (Osaka)', 'apne3', [1, 2, 3]),
  region('ap-south-1', 'Asia Pacific (Mumbai)', 'aps1', [1, 2, 3]),
  region('ap-southeast-1', 'Asia Pacific (Singapore)', 'apse1', [1, 2, 3], 'Z18LLCSTV4NVNL'),
  region('ap-southeast-2', 'Asia Pacific (Sydney)', 'apse2', [1, 2, 3]),
  region('ca-central-1', 'Canada (Central)', 'cac1', [1, 2, 4]),
  region('eu-central-1', 'Europe (Frankfurt)', 'euc1', [1, 2, 3], 'Z273ZU8SZ5RJPC'),
  region('eu-north-1', 'Europe (Stockholm)', 'eun1', [1, 2, 3]),
  region('eu-west-1', 'Europe (Ireland)', 'euw1', [1, 2, 3], 'Z38GZ743OKFT7T'),
  region('eu-west-2', 'Europe (London)', 'euw2', [1, 2, 3]),
  region('eu-west-3', 'Europe (Paris)', 'euw3', [1, 2, 3]),
  region('sa-east-1', 'South America (Sao Paulo)', 'sae1', [1, 2, 3]),
  region('us-east-1', 'US East (N. Virginia)', 'use1', [1, 2, 3, 4, 5, 6], 'Z7HUB22UULQXV'),
  region('us-east-2', 'US East (Ohio)', 'use2', [1, 2, 3], 'ZC8PG0KIFKBRI'),
  region('us-west-1', 'US West (N. California)', 'usw1', [1, 3]),
  region('us-west-2', 'US West (Oregon)', 'usw2', [1, 2, 3, 4], 'Z1YSA3EXCYUU9Z'),
]

const BY_CODE = new Map(AWS_REGIONS.map((known) => [known.code, known]))

export const findAwsRegion = (code: string): Region | null => BY_CODE.get(code) ?? null
