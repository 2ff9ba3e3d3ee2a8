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
