/** An answer given before Next sees the request: a status and one sentence as plain text. */
export type Refusal = { status: number; message: string; headers?: Record<string, string> }

export type InboundHeaders = Record<string, string | string[] | undefined>

/** A header's value, or undefined; a header that came several times has the value nobody allows. */
export function single(headers: InboundHeaders, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}
