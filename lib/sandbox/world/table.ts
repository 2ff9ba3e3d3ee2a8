/** Rows by id, in the order they came, with named indexes that keep the same order. */
export class Table<Row extends { id: string }> {
  private readonly rows = new Map<string, Row>()
  private readonly indexes: Record<string, Map<string, Map<string, Row>>> = {}

  /** `keysOf`: an index's name → the keys a row stands under. */
  constructor(private readonly keysOf: Record<string, (row: Row) => readonly string[]> = {}) {
    for (const name of Object.keys(keysOf)) this.indexes[name] = new Map()
  }

  get size(): number {
    return this.rows.size
  }

  find(id: string): Row | null {
    return this.rows.get(id) ?? null
  }

  all(): Row[] {
    return [...this.rows.values()]
  }

  values(): IterableIterator<Row> {
    return this.rows.values()
  }

  listBy(index: string, key: string): Row[] {
    return [...(this.indexes[index]?.get(key)?.values() ?? [])]
  }

  countBy(index: string, key: string): number {
    return this.indexes[index]?.get(key)?.size ?? 0
  }

  put(row: Row): void {
    const before = this.rows.get(row.id)
    this.rows.set(row.id, row)
    for (const [name, keysOf] of Object.entries(this.keysOf)) {
      const keys = keysOf(row)
      const stale = before ? keysOf(before).filter((key) => !keys.includes(key)) : []
      for (const key of stale) this.indexes[name]?.get(key)?.delete(row.id)
      for (const key of keys) this.shelf(name, key).set(row.id, row)
    }
  }

  delete(id: string): void {
    const row = this.rows.get(id)
    if (!row) return
    this.rows.delete(id)
    for (const [name, keysOf] of Object.entries(this.keysOf)) {
      for (const key of keysOf(row)) this.indexes[name]?.get(key)?.delete(id)
    }
  }

  private shelf(name: string, key: string): Map<string, Row> {
    const shelves = this.indexes[name]!
    let shelf = shelves.get(key)
    if (!shelf) shelves.set(key, (shelf = new Map()))
    return shelf
  }
}
