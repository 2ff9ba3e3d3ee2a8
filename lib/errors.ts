const BRAND: unique symbol = Symbol.for('causeway.AppError')

/**
 * A refusal a person can mend: its message is a whole sentence that says what is wrong and what to do.
 *
 * Next puts this module into several bundles, and what is shared by the process (AWS clients, their credentials) throws the class of
 * the bundle that made it. `instanceof` therefore goes by a mark, so that no bundle takes the refusal of another for a fault.
 */
export class AppError extends Error {
  override name = 'AppError'
  readonly [BRAND] = true
  constructor(
    message: string,
    /** `code` is for programs (tests, the API); `status` is the HTTP answer where there is one. */
    readonly options: { code?: string; status?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
  }
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (this !== AppError) return Function.prototype[Symbol.hasInstance].call(this, value)
    return typeof value === 'object' && value !== null && BRAND in value
  }
  get code() {
    return this.options.code ?? 'refused'
  }
  get status() {
    return this.options.status ?? 400
  }
}

export class NotFoundError extends AppError {
  override name = 'NotFoundError'
  constructor(what: string) {
    super(`${what} was not found. It may have been deleted, or the link is wrong.`, { code: 'not-found', status: 404 })
  }
}
