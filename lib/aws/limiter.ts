import 'server-only'
import type { Reach } from './accounts'
import type { Action } from './permissions'

/**
 * AWS's own request buckets, mirrored and kept a little below, so that we wait here instead of being refused there.
 * Per account, region and family. (AWS, "Request throttling for the Amazon EC2 API": Create/Modify/DeleteVpcEndpoint(s)
 * 4 tokens + 0.3 a second each; describing calls 100 + 20 a second, of which we take half: others use the account too, and a
 * person who goes through the wizard asks some forty questions within seconds. The watcher alone stays under one a second.)
 */
const FAMILIES = {
  create: { capacity: 4, perSecond: 0.29 },
  modify: { capacity: 4, perSecond: 0.29 },
  delete: { capacity: 4, perSecond: 0.29 },
  describe: { capacity: 50, perSecond: 10 },
} as const satisfies Record<string, { capacity: number; perSecond: number }>

type Family = keyof typeof FAMILIES

function familyOf(action: Action): Family {
  if (action === 'ec2:CreateVpcEndpoint') return 'create'
  if (action === 'ec2:ModifyVpcEndpoint') return 'modify'
  if (action === 'ec2:DeleteVpcEndpoints') return 'delete'
  return 'describe'
}

type Waiter = { go: () => void; signal: AbortSignal | undefined; onAbort: () => void }
type Bucket = { tokens: number; at: number; waiting: Waiter[]; timer: NodeJS.Timeout | null; capacity: number; perSecond: number }

// Next loads a module more than once; two copies of the buckets would spend twice what AWS allows.
const shared = globalThis as typeof globalThis & { __causewayBuckets?: Map<string, Bucket> }
const buckets = (shared.__causewayBuckets ??= new Map())

/** The monotonic clock, in seconds: a wall clock that is set back would stop the bucket. */
const clock = () => performance.now() / 1000

/** Resolves when the call may be sent, in the order of asking. Rejects with the signal's reason when it gives up first. */
export function take(reach: Reach, action: Action, signal?: AbortSignal): Promise<void> {
  const bucket = bucketOf(reach, action)
  if (signal?.aborted) return Promise.reject(signal.reason)
  refill(bucket)
  if (bucket.waiting.length === 0 && bucket.tokens >= 1) {
    bucket.tokens -= 1
    return Promise.resolve()
  }
  return new Promise((resolve, reject) => {
    const waiter: Waiter = { go: resolve, signal, onAbort: () => (leave(bucket, waiter), reject(signal?.reason)) }
    signal?.addEventListener('abort', waiter.onAbort, { once: true })
    bucket.waiting.push(waiter)
    wake(bucket)
  })
}

/** AWS said RequestLimitExceeded: somebody else spends from the same bucket, so ours counts as empty too. */
export function drain(reach: Reach, action: Action): void {
  const bucket = bucketOf(reach, action)
  refill(bucket)
  bucket.tokens = Math.min(bucket.tokens, 0)
  wake(bucket)
}

/** Everybody waits from a full bucket again; for tests, and after the sandbox's world was reset. */
export function forgetBuckets(): void {
  for (const bucket of buckets.values()) bucket.tokens = bucket.capacity
  for (const bucket of buckets.values()) serve(bucket)
}

function bucketOf({ accountId, region }: Reach, action: Action): Bucket {
  const family = familyOf(action)
  const key = `${accountId}:${region}:${family}`
  const known = buckets.get(key)
  if (known) return known
  const bucket: Bucket = { ...FAMILIES[family], tokens: FAMILIES[family].capacity, at: clock(), waiting: [], timer: null }
  buckets.set(key, bucket)
  return bucket
}

function refill(bucket: Bucket): void {
  const now = clock()
  bucket.tokens = Math.min(bucket.capacity, bucket.tokens + (now - bucket.at) * bucket.perSecond)
  bucket.at = now
}

function serve(bucket: Bucket): void {
  refill(bucket)
  while (bucket.waiting.length > 0 && bucket.tokens >= 1) {
    const waiter = bucket.waiting.shift()!
    waiter.signal?.removeEventListener('abort', waiter.onAbort)
    bucket.tokens -= 1
    waiter.go()
  }
  wake(bucket)
}

function wake(bucket: Bucket): void {
  if (bucket.timer) clearTimeout(bucket.timer)
  bucket.timer = null
  if (bucket.waiting.length === 0) return
  const seconds = Math.max(0, 1 - bucket.tokens) / bucket.perSecond
  bucket.timer = setTimeout(() => serve(bucket), Math.ceil(seconds * 1000))
}

function leave(bucket: Bucket, waiter: Waiter): void {
  const index = bucket.waiting.indexOf(waiter)
  if (index >= 0) bucket.waiting.splice(index, 1)
  wake(bucket)
}
