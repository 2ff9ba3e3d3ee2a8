import type { Params } from '../wire/params'
import type { XmlTree } from '../wire/xml'
import type { Place } from '../world/types'
import type { World } from '../world/world'
import type { BucketSize } from '../throttle'

export type Caller = Place & { arn: string; userId: string; accessKeyId: string }

/** One request on its way through an action. `acceptAfterMs`: when ClickHouse's side accepts by itself. */
export type Call = { action: string; params: Params; caller: Caller; world: World; now: number; acceptAfterMs: number | null }

/**
 * One EC2 action. `run` validates and answers; what changes the world it hands back as a function, which is not called for a
 * dry run or a caller without the permission.
 */
export type Action = {
  /** The parameters EC2 knows for it (botocore's model), without `DryRun`; others are UnknownParameter. */
  accepts: readonly string[]
  bucket?: BucketSize
  run: (call: Call) => XmlTree | (() => XmlTree)
}

export const LISTING = ['Filter', 'MaxResults', 'NextToken'] as const

