/** A refusal a person can mend: its message is a whole sentence that says what is wrong and what to do. */
export class AppError extends Error {
  override name = 'AppError'
  constructor(
    message: string,
    /** `code` is for programs (tests, the API); `status` is the HTTP answer where there is one. */
    readonly options: { code?: string; status?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
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
