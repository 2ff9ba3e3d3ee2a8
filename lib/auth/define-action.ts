import 'server-only'
import type { z } from 'zod'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import { mayDo, type Operation } from '@/lib/privatelink/roles'
import type { Actor } from '@/lib/privatelink/actor'
import { askingAddress, currentActor } from './actor'
import { fieldsOf } from './form-fields'

/** What a form learns back. `error` is a sentence for the whole form, `fields` one for each field by its name. */
export type ActionState = { error?: string; fields?: Record<string, string>; done?: string }

type Context = { actor: Extract<Actor, { kind: 'user' }>; now: Date }

/**
 * A server action with its manners: who asks (nobody is led to the sign-in), whether their role may do this at all (to which request is judged by the operation),
 * whether what came has the right shape (an unknown or repeated field is refused), refusals as text. Redirects and bugs pass through.
 * To be used with `useActionState`.
 */
export function defineAction<Shape extends z.ZodType>(
  operation: Operation,
  shape: Shape,
  run: (input: z.output<Shape>, context: Context) => Promise<ActionState | void>,
): (previous: ActionState, form: FormData) => Promise<ActionState> {
  return async (_previous, form) => {
    const actor = await currentActor()
    const allowed = mayDo(actor, operation)
    if (!allowed.ok) return { error: allowed.reason }
    const parsed = shape.safeParse(fieldsOf(form))
    if (!parsed.success) return refusalOf(parsed.error)
    return withManners(() => run(parsed.data, { actor, now: new Date() }))
  }
}

/**
 * The same for who is not signed in yet: sign-in, set-up, accepting an invitation. It knows no actor; what it does must look after
 * its own limits.
 */
export function defineOpenAction<Shape extends z.ZodType>(
  shape: Shape,
  run: (input: z.output<Shape>, context: { from: string | null; now: Date }) => Promise<ActionState | void>,
): (previous: ActionState, form: FormData) => Promise<ActionState> {
  return async (_previous, form) => {
    const parsed = shape.safeParse(fieldsOf(form))
    if (!parsed.success) return refusalOf(parsed.error)
    return withManners(async () => run(parsed.data, { from: await askingAddress(), now: new Date() }))
  }
}

async function withManners(run: () => Promise<ActionState | void>): Promise<ActionState> {
  try {
    return (await run()) ?? {}
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    log().info({ code: error.code }, 'an action was refused')
    return { error: error.message }
  }
}

function refusalOf(error: z.ZodError): ActionState {
  const fields: Record<string, string> = {}
  for (const issue of error.issues) fields[String(issue.path[0] ?? '')] ??= issue.message
  const { '': whole, ...named } = fields
  return { error: whole ?? 'Some of this needs another look: see the fields below.', fields: named }
}
