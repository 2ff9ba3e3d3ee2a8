import { z } from 'zod'
import { ROLES } from './roles'
import { cleanLine } from './text'
import { TOKEN_SCOPES } from './tokens'

// What pages and API take about who has access. Apart from tokens.ts, which browsers load: zod tries to compile text there, and the policy forbids it.

export const roleShape = z.enum(ROLES, 'Choose one of the roles.')

/** For whom an invitation is. */
export const inviteNoteShape = z
  .string()
  .transform((text) => cleanLine(text, 100))
  .pipe(z.string().min(1, 'Write for whom this is, so that others recognise it in the list.'))

/** The name of a token. */
export const tokenNameShape = z
  .string()
  .max(80, 'Keep the name under 80 characters.')
  .transform((text) => cleanLine(text, 80))
  .refine((text) => text !== '', 'Give it a name that says where it will be used, e.g. “Terraform pipeline”.')

/** What a token may be used for; said twice is said once. */
export const tokenScopesShape = z
  .array(z.enum(TOKEN_SCOPES, 'Choose from the list.'))
  .min(1, 'Choose at least one thing it may be used for.')
  .transform((scopes) => [...new Set(scopes)])
