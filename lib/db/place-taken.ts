import 'server-only'
import { AppError } from '@/lib/errors'

/** Another request already holds the same account, region, VPC and service. */
export class PlaceTakenError extends AppError {
  override name = 'PlaceTakenError'
  constructor(
    /** The request that holds the place: where to send the person. */
    readonly requestId: string,
    holderName: string,
  ) {
    super(`${holderName ? `The request “${holderName}”` : 'Another request'} already connects this VPC to the same service. Open that one, or choose another VPC.`, {
      code: 'place-taken',
      status: 409,
    })
  }
}

/** Another request looks after this endpoint already. */
export class EndpointTrackedError extends AppError {
  override name = 'EndpointTrackedError'
  constructor(
    /** The request that tracks it: where to send the person. */
    readonly requestId: string,
    holderName: string,
    endpointId: string,
  ) {
    super(`${holderName ? `The request “${holderName}”` : 'Another request'} looks after ${endpointId} already. Open that one.`, { code: 'endpoint-tracked', status: 409 })
  }
}
