/** What a person is told about their last change. */
export type SaveStatus = { kind: 'idle' } | { kind: 'saving' } | { kind: 'saved' } | { kind: 'failed'; reason: string }

export type SaverOptions<Value> = {
  /** Stores the value; answers null, or why it was not stored. A rejection counts as "the server did not answer". */
  save: (value: Value) => Promise<string | null>
  onStatus: (status: SaveStatus) => void
  /** Called when the newest value is stored. */
  onKept?: () => void
  waitMs?: number
  retryMs?: number
}

const NO_ANSWER = 'the server did not answer. What you typed is kept in this window and tried again.'

/**
 * Keeps one value stored while it is being changed: one save at a time, the newest value wins, a failed one is tried again
 * until it succeeds or a newer one takes its place.
 */
export class Saver<Value> {
  private waiting: { value: Value } | null = null
  private timer: ReturnType<typeof setTimeout> | null = null
  private running: Promise<void> | null = null

  constructor(private readonly options: SaverOptions<Value>) {}

  /** Something waits to be saved, or is being saved. */
  get busy(): boolean {
    return this.waiting !== null || this.running !== null
  }

  change(value: Value): void {
    this.waiting = { value }
    this.arm(this.options.waitMs ?? 600)
  }

  /** Saves now what waits; resolves when the attempt is over, however it ended. */
  async flush(): Promise<void> {
    this.disarm()
    if (this.running) await this.running
    if (this.waiting) await this.run()
  }

  /** Forgets what waits: somebody else is about to store it, or the page is being left. */
  stop(): void {
    this.disarm()
    this.waiting = null
  }

  private arm(ms: number): void {
    this.disarm()
    this.timer = setTimeout(() => {
      this.timer = null
      void this.run()
    }, ms)
  }

  private disarm(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
  }

  private run(): Promise<void> {
    if (this.running) return this.running
    this.running = this.attempt().finally(() => {
      this.running = null
      // The wait of a newer value may have run out in the meantime.
      if (this.waiting && this.timer === null) this.arm(0)
    })
    return this.running
  }

  private async attempt(): Promise<void> {
    const taken = this.waiting
    if (!taken) return
    this.waiting = null
    this.options.onStatus({ kind: 'saving' })
    const reason = await this.options.save(taken.value).catch(() => NO_ANSWER)
    if (reason === null) return this.settle()

    this.options.onStatus({ kind: 'failed', reason })
    this.waiting ??= taken
    if (this.timer === null) this.arm(this.options.retryMs ?? 4_000)
  }

  private settle(): void {
    if (this.waiting) return
    this.options.onStatus({ kind: 'saved' })
    this.options.onKept?.()
  }
}
