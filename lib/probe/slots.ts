import 'server-only'

/** So many at once; the others wait their turn. */
export class Slots {
  private readonly waiting: (() => void)[] = []
  constructor(private free: number) {}

  async use<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.free > 0) this.free--
    else await new Promise<void>((turn) => this.waiting.push(turn))
    try {
      return await work()
    } finally {
      const next = this.waiting.shift()
      if (next) next()
      else this.free++
    }
  }
}
