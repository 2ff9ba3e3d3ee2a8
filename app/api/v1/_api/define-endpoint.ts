import 'server-only'
import type { z } from 'zod'
import type { Actor } from '@/lib/privatelink/actor'
import type { Operation } from '@/lib/privatelink/roles'

export const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const
/** A body that is no pasted file. */
const LARGEST_BODY = 200_000
export type Method = (typeof METHODS)[number]

/** `idempotencyKey` is of this token, call and address, whatever else the same header was sent with; empty where the call takes none. */
type Asked<Params, Query, Body> = { params: Params; query: Query; body: Body; actor: Extract<Actor, { kind: 'token' }>; now: Date; idempotencyKey: string }

/** A call of the API as the dispatcher and the OpenAPI document see it: the schemas that validate it are the ones that describe it. */
export type Endpoint = {
  method: Method
  /** `/requests/{requestId}`, without the `/api/v1` in front. */
  path: string
  operation: Operation
  tag: string
  summary: string
  description?: string
  params: z.ZodObject | null
  query: z.ZodObject | null
  body: z.ZodObject | null
  /** What a good answer holds, and with which status; null where the answer is a file. */
  answer: z.ZodType | null
  /** The kinds of file that are answered, as HTTP names them; null where the answer is JSON. */
  file: readonly string[] | null
  status: 200 | 201 | 202
  /** A repeated call with the same `Idempotency-Key` does nothing and gets the first answer. `required` where a second would make a second thing. */
  idempotency: 'required' | 'none'
  /** Where something goes that is kept nowhere: a password in the body, a key in the answer. Such a call takes no `Idempotency-Key`, since its answer would be kept. */
  secret: 'body' | 'answer' | null
  /** In characters. */
  largestBody: number
  /** A body as somebody would send it; the document and the page to try it show it. */
  example: unknown
  run: (asked: Asked<never, never, never>) => Promise<unknown>
}

/** A file as it is sent: as text, or bit by bit where it may be long. */
export type FileAnswer = { contentType: string; fileName: string; body: string | ReadableStream<Uint8Array> }

type Said<Shape> = Shape extends z.ZodType ? z.output<Shape> : Record<string, never>

/** Either an answer is kept for repetitions, or there is a secret in it. */
type Kept = { idempotency?: 'required'; secret?: never } | { idempotency?: never; secret?: 'body' | 'answer' }

type Definition<P extends z.ZodObject | undefined, Q extends z.ZodObject | undefined, B extends z.ZodObject | undefined, A extends z.ZodType> = {
  method: Method
  path: string
  operation: Operation
  tag: string
  summary: string
  description?: string
  params?: P
  query?: Q
  body?: B
  answer: A
  status?: 200 | 201 | 202
  /** In characters; 200,000 where nothing is said. The server itself takes a megabyte. */
  largestBody?: number
  example?: B extends z.ZodType ? z.input<B> : never
  /** Gives what `answer` takes in: dates and all are turned into JSON by the schema. */
  run: (asked: Asked<Said<P>, Said<Q>, Said<B>>) => Promise<z.input<A>>
}

export function defineEndpoint<A extends z.ZodType, P extends z.ZodObject | undefined = undefined, Q extends z.ZodObject | undefined = undefined, B extends z.ZodObject | undefined = undefined>(
  definition: Definition<P, Q, B, A> & Kept,
): Endpoint {
  const { params, query, body, status = 200, idempotency = 'none', secret = null, largestBody = LARGEST_BODY, example, run, ...rest } = definition
  return { ...rest, largestBody, params: params ?? null, query: query ?? null, body: body ?? null, file: null, status, idempotency, secret, example, run: run as unknown as Endpoint['run'] }
}

type FileDefinition<P extends z.ZodObject | undefined, Q extends z.ZodObject | undefined> = Pick<Definition<P, Q, undefined, z.ZodType>, 'path' | 'operation' | 'tag' | 'summary' | 'description' | 'params' | 'query'> & {
  file: readonly string[]
  run: (asked: Asked<Said<P>, Said<Q>, Said<undefined>>) => Promise<FileAnswer>
}

/** A call that reads, and answers with a file in place of JSON. Its refusals are problems like any other’s. */
export function defineFile<P extends z.ZodObject | undefined = undefined, Q extends z.ZodObject | undefined = undefined>(definition: FileDefinition<P, Q>): Endpoint {
  const { params, query, run, ...rest } = definition
  return { ...rest, largestBody: 0, method: 'GET', params: params ?? null, query: query ?? null, body: null, answer: null, status: 200, idempotency: 'none', secret: null, example: undefined, run: run as unknown as Endpoint['run'] }
}
