import 'server-only'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import type { Person } from '@/lib/privatelink/actor'
import { mayDo, type Operation } from '@/lib/privatelink/roles'
import { currentSession } from './session'

type Route<Params> = (request: Request, context: { params: Promise<Params> }) => Promise<Response>

/** A refusal as text, never kept. */
export const plainAnswer = (status: number, text: string, headers: Record<string, string> = {}): Response =>
  new Response(`${text}\n`, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...headers } })

/**
 * A route handler with its manners: who asks, whether their role may (401 for nobody, 404 where it may not), refusals as text with their status. What it is
 * about in particular is judged by the handler, with the request in its hand.
 */
export function defineRoute<Params = Record<string, never>>(
  operation: Operation,
  answer: (asked: { request: Request; params: Params; viewer: Person }) => Promise<Response> | Response,
): Route<Params> {
  return async (request, context) => {
    const viewer = (await currentSession())?.person
    if (!viewer) return plainAnswer(401, 'Nobody is signed in here. Sign in first.')
    if (!mayDo(viewer, operation).ok) return plainAnswer(404, 'There is nothing here.')
    try {
      return await answer({ request, params: await context.params, viewer })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      log().info({ code: error.code }, 'a request was refused')
      return plainAnswer(error.status, error.message)
    }
  }
}
