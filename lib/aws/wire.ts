import 'server-only'
import { config } from '@/lib/config'
import { AppError } from '@/lib/errors'

// A notice about a future Node on standard error at every start helps nobody who runs a pinned image.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'

/**
 * How every SDK client of ours talks. One attempt: the SDK would send CreateVpcEndpoint again after a lost answer, and its back-off
 * is shorter than AWS's bucket; trying again is our own decision. The SDK only logs a late answer unless it is told to throw.
 */
export function wireSettings(region: string) {
  return {
    region,
    maxAttempts: 1,
    // Said here so that AWS_RETRY_MODE=adaptive cannot add a second limiter.
    retryMode: 'standard',
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 15_000, throwOnRequestTimeout: true, socketTimeout: 15_000 },
    ...sandboxEndpoint(),
  }
}

const NOT_STARTED = 'The sandbox has not been started yet. Start Causeway with npm start, or set SANDBOX_PORT to where npm run sandbox listens.'

/** Nothing in aws mode: the SDK's own rules (AWS_ENDPOINT_URL…) decide there. */
export function sandboxEndpoint() {
  const { awsMode, sandboxPort } = config()
  if (awsMode !== 'sandbox') return {}
  if (sandboxPort === null) throw new AppError(NOT_STARTED, { code: 'sandbox-off', status: 503 })
  // The two switches are refused by the SDK together with an endpoint; a person's AWS_USE_FIPS_ENDPOINT is meant for AWS.
  return { endpoint: `http://127.0.0.1:${sandboxPort}`, useFipsEndpoint: false, useDualstackEndpoint: false }
}
