/** Tokens at most, and tokens back per second. */
export type BucketSize = { capacity: number; refill: number }

/** "Request throttling for the Amazon EC2 API" (EC2 developer guide): per account, region and action. */
export const READ: BucketSize = { capacity: 100, refill: 20 }
/** DescribeSecurityGroups, DescribeNetworkInterfaces and their like without page size and filter. */
export const READ_EVERYTHING: BucketSize = { capacity: 50, refill: 10 }
export const WRITE: BucketSize = { capacity: 50, refill: 5 }
export const WRITE_TAGS: BucketSize = { capacity: 100, refill: 10 }
export const WRITE_ENDPOINT: BucketSize = { capacity: 4, refill: 0.3 }

/** Token buckets by key. They live in memory: after a restart they are full, as after a quiet minute. */
export class Buckets {
  private readonly levels = new Map<string, { tokens: number; at: number }>()

  /** Takes a token; false where there is none. `now` in milliseconds. */
  take(key: string, { capacity, refill }: BucketSize, now: number): boolean {
    const level = this.levels.get(key) ?? { tokens: capacity, at: now }
    const tokens = Math.min(capacity, level.tokens + (Math.max(0, now - level.at) / 1000) * refill)
    const granted = tokens >= 1
    this.levels.set(key, { tokens: granted ? tokens - 1 : tokens, at: now })
    return granted
  }

  clear(): void {
    this.levels.clear()
  }
}
