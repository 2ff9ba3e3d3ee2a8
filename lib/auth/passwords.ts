import 'server-only'
import { findPasswordHash } from '@/lib/db/people'

/** As the sign-in library does it: scrypt with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const library = await import('better-auth/crypto')
  return library.hashPassword(password)
}

/** Whether this is the person's password. */
export async function isPasswordOf(userId: string, password: string): Promise<boolean> {
  const [library, hash] = await Promise.all([import('better-auth/crypto'), findPasswordHash(userId)])
  return hash !== null && library.verifyPassword({ hash, password })
}
