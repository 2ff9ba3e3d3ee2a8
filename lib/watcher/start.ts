import 'server-only'
import type { Reach } from '@/lib/aws/clients'
import { config } from '@/lib/config'
import { listReachesToLookAt } from '@/lib/db/requests'
import { log } from '@/lib/log'
import { announce, listen } from '@/lib/operations/announce'
import { recoverIntents } from '@/lib/operations/finish-intent'
import { recoverSwitches } from '@/lib/operations/finish-switch'
import { judgeUnjudged } from '@/lib/operations/judge-unjudged'
import { recheckProved } from '@/lib/operations/recheck-proved'
import { lookAt, type LookReport } from '@/lib/operations/look'
import { noteLook } from '@/lib/operations/look-status'
import { jittered, secondsToNextLook, type LastLook } from './schedule'

/** Looks at different accounts and regions that may be under way at once: one hanging account must not hold up the others. */
const LOOKS_AT_ONCE = 8
/** How often intents that nothing is working on are looked for. */
const RECOVER_EVERY_MS = 60_000
/** What looks under way get to notice that they were given up. */
const STOP_WITHIN_MS = 1_500
/** The loop goes round at least once a second; ten times that means it is stuck. */
const STUCK_AFTER_SECONDS = 10

type Watch = { reach: Reach; dueAt: number; last: LastLook; running: Promise<LookReport> | null }
type Watcher = { watches: Map<string, Watch>; timer: NodeJS.Timeout | null; stopping: AbortController; tickedAt: number; recoveredAt: number; rechecking: Promise<void> | null; stopListening: () => void }

// Next loads this module more than once (instrumentation, routes); the watcher is one.
const shared = globalThis as unknown as { __causewayWatcher?: Watcher }

const FRESH: LastLook = { outcome: 'good', moving: true, quietLooks: 0, failedLooks: 0 }
const keyOf = ({ accountId, region }: Reach) => `${accountId}/${region}`
const clock = () => performance.now()

/** Starts the loop. Starting it again does nothing. */
export function startWatcher(): void {
  if (shared.__causewayWatcher) return
  const watcher: Watcher = { watches: new Map(), timer: null, stopping: new AbortController(), tickedAt: clock(), recoveredAt: clock(), rechecking: null, stopListening: () => {} }
  // A request that has just begun to move must not wait for the slow turn of a quiet account.
  watcher.stopListening = listen((announcement) => announcement.type === 'requests' && scheduleTick(watcher, 50))
  shared.__causewayWatcher = watcher
  scheduleTick(watcher, 0)
}

/** Begins no more looks and gives up those under way: AWS may take a quarter of a minute to answer, and the process has ten seconds. */
export async function stopWatcher(): Promise<void> {
  const watcher = shared.__causewayWatcher
  if (!watcher) return
  watcher.stopping.abort(new Error('the watcher is stopping'))
  watcher.stopListening()
  if (watcher.timer) clearTimeout(watcher.timer)
  const looks = Promise.allSettled([watcher.rechecking, ...[...watcher.watches.values()].map((watch) => watch.running)])
  await Promise.race([looks, new Promise((resolve) => setTimeout(resolve, STOP_WITHIN_MS).unref())])
  shared.__causewayWatcher = undefined
}

/** Reasons why the watcher cannot be relied on, in sentences; none when it goes round. For `/api/ready`. */
export function watcherHealth(): string[] {
  const watcher = shared.__causewayWatcher
  if (!watcher) return ['The watcher is not running.']
  const idleSeconds = Math.round((clock() - watcher.tickedAt) / 1_000)
  return idleSeconds > STUCK_AFTER_SECONDS ? [`The watcher has not gone round for ${idleSeconds} s.`] : []
}

function watchOf(watcher: Watcher, reach: Reach): Watch {
  const key = keyOf(reach)
  const watch = watcher.watches.get(key) ?? { reach, dueAt: clock(), last: FRESH, running: null }
  watcher.watches.set(key, watch)
  return watch
}

function scheduleTick(watcher: Watcher, ms: number): void {
  if (watcher.stopping.signal.aborted) return
  if (watcher.timer) clearTimeout(watcher.timer)
  watcher.timer = setTimeout(() => void tick(watcher), ms)
}

async function tick(watcher: Watcher): Promise<void> {
  watcher.tickedAt = clock()
  try {
    await syncWatches(watcher)
    if (watcher.stopping.signal.aborted) return
    startDueLooks(watcher)
    if (clock() - watcher.recoveredAt > RECOVER_EVERY_MS) {
      watcher.recoveredAt = clock()
      await recoverIntents()
      await recoverSwitches()
      startRecheck(watcher)
    }
  } catch (error) {
    log().error({ err: error }, 'the watcher stumbled; it goes on in a second')
  }
  scheduleTick(watcher, Math.min(1_000, msToNextLook(watcher)))
}

/** Beside the loop, not in it: a check waits for the network, and the loop must go round. */
function startRecheck(watcher: Watcher): void {
  watcher.rechecking ??= judgeUnjudged(new Date())
    .then(() => recheckProved(new Date(), Math.random()))
    .then(() => undefined)
    .catch((error: unknown) => log().error({ err: error }, 'what is known could not be judged, or what was proved not be checked again; it is tried at the next turn'))
    .finally(() => (watcher.rechecking = null))
}

/** Follows the database: new places are watched, places with nothing open are not asked at all. */
async function syncWatches(watcher: Watcher): Promise<void> {
  const reaches = await listReachesToLookAt()
  const open = new Map(reaches.filter((each) => each.open > 0).map((each) => [keyOf(each), each]))
  for (const [key, watch] of watcher.watches) if (!open.has(key) && !watch.running) watcher.watches.delete(key)
  for (const each of open.values()) {
    const watch = watchOf(watcher, { accountId: each.accountId, region: each.region })
    const moving = each.moving > 0
    if (moving && !watch.last.moving) watch.dueAt = Math.min(watch.dueAt, clock() + config().watchSeconds * 1_000)
    watch.last = { ...watch.last, moving, quietLooks: moving ? 0 : watch.last.quietLooks }
  }
}

function startDueLooks(watcher: Watcher): void {
  const all = [...watcher.watches.values()]
  let free = LOOKS_AT_ONCE - all.filter((watch) => watch.running).length
  const due = all.filter((watch) => !watch.running && watch.dueAt <= clock()).sort((a, b) => a.dueAt - b.dueAt)
  for (const watch of due) {
    if (free-- <= 0) return
    void look(watcher, watch)
  }
}

function look(watcher: Watcher, watch: Watch): Promise<LookReport> {
  const startedAt = clock()
  const run = lookAt(watch.reach, watcher.stopping.signal)
    .catch((error: unknown): LookReport => {
      log().error({ err: error, reach: watch.reach }, 'a look failed on our side')
      return { watched: 0, changed: 0, problem: 'Causeway itself failed while looking; its log says more.', throttled: false }
    })
    .then((report) => {
      watch.running = null
      settle(watcher, watch, { report, startedAt })
      return report
    })
  watch.running = run
  return run
}

function settle(watcher: Watcher, watch: Watch, { report, startedAt }: { report: LookReport; startedAt: number }): void {
  const good = report.problem === null
  const { last } = watch
  watch.last = {
    moving: last.moving,
    outcome: good ? 'good' : report.throttled ? 'throttled' : 'failed',
    quietLooks: good && !last.moving ? last.quietLooks + 1 : 0,
    failedLooks: good ? 0 : last.failedLooks + 1,
  }
  const seconds = secondsToNextLook(watch.last, config().watchSeconds)
  const waitMs = jittered(seconds, Math.random()) * 1_000
  // Counted from the start of the look, so that a slow answer does not stretch the interval.
  watch.dueAt = Math.max(startedAt + waitMs, clock() + 500)

  const nextAt = new Date(Date.now() + (watch.dueAt - clock())).toISOString()
  const status = noteLook(watch.reach, { nextAt, everySeconds: seconds, problem: report.problem })
  announce({ type: 'look', reach: watch.reach, status })
  scheduleTick(watcher, Math.min(1_000, msToNextLook(watcher)))
}

function msToNextLook(watcher: Watcher): number {
  const waiting = [...watcher.watches.values()].filter((watch) => !watch.running).map((watch) => watch.dueAt - clock())
  return Math.max(20, Math.min(1_000, ...waiting))
}
