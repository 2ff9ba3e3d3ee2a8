/**
 * An answer AWS would give instead of a result. `status` is the HTTP status; most client errors of EC2 are 400.
 * Codes and texts: AWS's list of EC2 error codes, and answers quoted in public issue trackers.
 */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message)
    this.name = 'AwsError'
  }
}

export const missingParameter = (name: string) =>
  new AwsError('MissingParameter', `The request must contain the parameter ${name}`)

export const invalidValue = (message: string) => new AwsError('InvalidParameterValue', message)

export const invalidParameter = (message: string) => new AwsError('InvalidParameter', message)

export const throttled = () => new AwsError('RequestLimitExceeded', 'Request limit exceeded.', 503)

export const internalError = () => new AwsError('InternalError', 'An internal error has occurred', 500)

export const dryRunOperation = () =>
  new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412)

/** What EC2 says when a policy does not allow the call; the encoded part is opaque to everybody but STS. */
export function unauthorized(callerArn: string, action: string, resource: string): AwsError {
  const encoded = Buffer.from(JSON.stringify({ allowed: false, context: { principal: callerArn, action } })).toString('base64url')
  const because = `because no identity-based policy allows the ${action} action`
  return new AwsError(
    'UnauthorizedOperation',
    `You are not authorized to perform this operation. User: ${callerArn} is not authorized to perform: ${action} ` +
      `on resource: ${resource} ${because}. Encoded authorization failure message: ${encoded}`,
    403,
  )
}
