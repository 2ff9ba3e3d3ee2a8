import { z } from 'zod'
import type { CallKey } from '../calls'

export const FAULT_KINDS = [
  'throttle', 'error500', 'html502', 'html200', 'empty200', 'json200', 'reset-before', 'reset-after', 'slow', 'hang', 'truncated', 'denied',
  'expired-token', 'repeat-token', 'foreign-root', 'deep-xml', 'big-body', 'drip', 'doctype-bomb', 'proto-elements', 'gzip-lie', 'unknown-state',
  'error',
] as const

export type FaultKind = (typeof FAULT_KINDS)[number] | 'fail-page'

const FAIL_PAGE = /^fail-page:(\d{1,6})$/

/** What `POST /_sandbox/faults` takes. `fail-page:7` fails the seventh page of a listing. */
export const faultInput = z
  .strictObject({
    /** An action's name, or `*` for any. */
    action: z.string().default('*'),
    kind: z.union([z.enum(FAULT_KINDS), z.string().regex(FAIL_PAGE)]),
    /** How many calls meet it; not given: one. */
    times: z.number().int().min(1).default(1),
    /** For `slow`: how long the answer waits; for `drip`: between two bytes. */
    delayMs: z.number().int().min(0).max(600_000).default(1000),
    account: z.string().optional(),
    region: z.string().optional(),
    /** For `unknown-state`: the word; for `error`: AWS's code, message and HTTP status. */
    state: z.string().optional(),
    code: z.string().optional(),
    message: z.string().optional(),
    status: z.number().int().min(400).max(599).optional(),
  })
  .transform(({ kind, ...rest }) => {
    const page = FAIL_PAGE.exec(kind)
    return { ...rest, kind: (page ? 'fail-page' : kind) as FaultKind, page: page ? Number(page[1]) : null }
  })

export type Fault = z.output<typeof faultInput> & { id: number; left: number }

/** The faults that wait for a call. They live in memory: a restart makes the sandbox well again. */
export class Faults {
  private faults: Fault[] = []
  private lastId = 0

  add(input: z.output<typeof faultInput>): Fault {
    const fault = { ...input, id: ++this.lastId, left: input.times }
    this.faults.push(fault)
    return fault
  }

  list(): Fault[] {
    return this.faults
  }

  clear(): void {
    this.faults = []
  }

  /** The first fault that this call meets, used up by one; null where all is well. `page`: which page of a listing it asks for. */
  take({ action, accountId, region }: CallKey, page: number): Fault | null {
    const fault = this.faults.find(
      (one) =>
        (one.action === '*' || one.action === action) &&
        (one.account === undefined || one.account === accountId) &&
        (one.region === undefined || one.region === region) &&
        (one.page === null || one.page === page),
    )
    if (!fault) return null
    fault.left--
    if (fault.left === 0) this.faults = this.faults.filter((one) => one !== fault)
    return fault
  }
}
