import { isAlive, isGone } from '../endpoints/life-cycle'
import { WorldFile } from './journal'
import { apply, emptyTables, putAll, TABLE_NAMES, toRows, type Change, type Rows, type Tables } from './tables'
import type { Endpoint, Service, Settings, Subnet } from './types'
import { usableAddresses } from './addresses'

/** Longer than this, a journal is folded into the snapshot. */
const LONG_JOURNAL = 64 * 1024 * 1024

export const DEFAULT_SETTINGS: Settings = {
  id: 'settings',
  throttling: true,
  timings: { pendingMs: 1500, modifyMs: 1000, deletingMs: 2000, deletedMs: 5000, visibleAfterMs: 800, clientTokenMs: 24 * 3600_000 },
}

/** The sandbox's memory: tables in RAM, every commit on disk before it counts. */
export class World {
  private tables: Tables = emptyTables()
  private readonly file: WorldFile

  constructor(
    path: string,
    readonly now: () => number,
  ) {
    this.file = new WorldFile(path)
  }

  /** Reads what is on disk, or starts with the tables of `orElse`. Throws WorldFileError. */
  open(orElse: () => Tables): void {
    const stored = this.file.read()
    this.tables = stored ? replay(stored) : orElse()
    this.compact()
  }

  get data(): Omit<Tables, 'settings'> {
    return this.tables
  }

  get settings(): Settings {
    return this.tables.settings.find('settings') ?? DEFAULT_SETTINGS
  }

  /** All changes or none: on disk first, then in memory. */
  commit(changes: readonly Change[]): void {
    if (changes.length === 0) return
    this.file.append(changes)
    for (const change of changes) apply(this.tables, change)
    if (this.file.journalLength > LONG_JOURNAL) this.compactIfPossible()
  }

  /** Everything anew. */
  replace(tables: Tables): void {
    const before = this.tables
    this.tables = tables
    try {
      this.compact()
    } catch (cause) {
      this.tables = before
      throw cause
    }
  }

  /** The rows as they are, to build another world upon. */
  rows(): Rows {
    return toRows(this.tables)
  }

  close(): void {
    this.file.close()
  }

  /** The commit before is already safe: a snapshot that cannot be written now is tried again after the next one. */
  private compactIfPossible(): void {
    try {
      this.compact()
    } catch (cause) {
      process.stderr.write(`${JSON.stringify({ msg: 'sandbox snapshot not written', error: String(cause) })}\n`)
    }
  }

  /** Endpoints and tokens that AWS has forgotten are dropped here, and nowhere else, so that page positions stay put meanwhile. */
  private compact(): void {
    const now = this.now()
    for (const endpoint of this.tables.endpoints.all()) {
      if (isGone(endpoint, now)) this.tables.endpoints.delete(endpoint.id)
    }
    const oldest = now - this.settings.timings.clientTokenMs
    for (const token of this.tables.clientTokens.all()) {
      if (token.usedAt < oldest) this.tables.clientTokens.delete(token.id)
    }
    this.file.writeSnapshot(TABLE_NAMES.map((name) => [name, this.tables[name].values()] as const))
  }

  /** The addresses endpoints hold in a subnet. */
  takenAddresses(subnetId: string): Set<string> {
    const now = this.now()
    const holders = this.tables.endpoints.listBy('subnet', subnetId).filter((endpoint) => isAlive(endpoint, now))
    return new Set(holders.flatMap((endpoint) => addressesIn(endpoint, subnetId)))
  }

  freeAddresses(subnet: Subnet): number {
    return Math.max(0, usableAddresses(subnet.cidr) - subnet.usedAddresses - this.takenAddresses(subnet.id).size)
  }

  /** A service as this account sees it: to those it does not allow, it does not exist. */
  findService(name: string, accountId: string, region: string): Service | null {
    const service = this.tables.services.find(name)
    return service && service.region === region && isAllowed(service, accountId) ? service : null
  }

  listServices(accountId: string, region: string): Service[] {
    return this.tables.services.listBy('region', region).filter((service) => isAllowed(service, accountId))
  }
}

const isAllowed = (service: Service, accountId: string) => service.allowedAccountIds?.includes(accountId) ?? true

const addressesIn = (endpoint: Endpoint, subnetId: string) =>
  endpoint.attachments.filter((attachment) => attachment.subnetId === subnetId).map((attachment) => attachment.address)

function replay({ rows, commits }: { rows: Rows; commits: Change[][] }): Tables {
  const tables = emptyTables()
  putAll(tables, rows)
  for (const change of commits.flat()) apply(tables, change)
  return tables
}
