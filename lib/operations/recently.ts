import 'server-only'

type Kept = { until: number; answer: Promise<unknown> }

const shared = globalThis as unknown as { __causewayRecently?: Map<string, Kept> }
const kept = (shared.__causewayRecently ??= new Map())

const KEEP_MS = 8_000
const KEEP_AT_MOST = 200

/**
 * Asks once and lets everybody who asks within the next seconds have the same answer: walking back and forth in the wizard
 * must not spend AWS's request budget. Failures are forgotten at once. A decision that has an effect asks AWS afresh instead.
 */
export function recently<T>(key: string, ask: () => Promise<T>, keepMs = KEEP_MS): Promise<T> {
  const now = performance.now()
  const found = kept.get(key)
  if (found && found.until > now) return found.answer as Promise<T>

  if (kept.size >= KEEP_AT_MOST) kept.delete(kept.keys().next().value!)
  const answer = ask()
  kept.set(key, { until: now + keepMs, answer })
  answer.catch(() => {
    if (kept.get(key)?.answer === answer) kept.delete(key)
  })
  return answer
}

/** Makes every next question about an account and region be asked anew: somebody has pasted newer answers. */
export function forgetRecentOf({ accountId, region }: { accountId: string; region: string }): void {
  for (const key of kept.keys()) if (key.includes(`/${accountId}/${region}`)) kept.delete(key)
}

/** Makes the next question go to AWS. */
export const forgetRecent = (key: string) => void kept.delete(key)
