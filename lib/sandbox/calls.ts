import type { Place } from './world/types'

export type CallKey = Place & { action: string }
export type CallCount = { action: string; account: string; region: string; count: number; ok: number; failed: number; throttled: number }

export type Outcome = 'ok' | 'failed' | 'throttled'

/** How often which action was called by which account in which region. `failed` includes neither ok nor throttled ones. */
export class CallCounters {
  private readonly counts = new Map<string, CallCount>()

  record({ action, accountId, region }: CallKey, outcome: Outcome): void {
    const key = `${action}/${accountId}/${region}`
    const count = this.counts.get(key) ?? { action, account: accountId, region, count: 0, ok: 0, failed: 0, throttled: 0 }
    count.count++
    count[outcome]++
    this.counts.set(key, count)
  }

  list(): CallCount[] {
    return [...this.counts.values()]
  }

  clear(): void {
    this.counts.clear()
  }
}
