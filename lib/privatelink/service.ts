import type { Zone } from './network'

/** An endpoint service as AWS describes it to one account. */
export type ServiceDescription = {
  serviceName: string
  serviceId: string
  region: string
  /** Zones this account can use; AWS answers with the ones both sides have. */
  zones: Zone[]
  acceptanceRequired: boolean
  /** e.g. `*.us-west-2.vpce.aws.clickhouse.cloud`; null where the service publishes none. */
  privateDnsName: string | null
  privateDnsVerification: 'verified' | 'pending' | 'failed' | null
  ownerAccountId: string | null
  /** `Interface`, `Gateway`, `GatewayLoadBalancer`… in AWS's spelling. */
  types: string[]
}
