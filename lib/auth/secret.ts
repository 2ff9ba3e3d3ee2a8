import 'server-only'
import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { config } from '@/lib/config'
import { AppError } from '@/lib/errors'

const shared = globalThis as unknown as { __causewaySecret?: string }

/** What cookies are signed with: AUTH_SECRET, or 32 random bytes made once and kept beside the database, readable by its owner only. */
export const authSecret = (): string => (shared.__causewaySecret ??= config().authSecret ?? readOrMake(join(/* turbopackIgnore: true */ dirname(config().databaseFile), 'auth-secret')))

/** The secret in this file, made if there is none. Throws an `AppError` where the file holds something else. */
export function readOrMake(file: string): string {
  make(file)
  const secret = readFileSync(/* turbopackIgnore: true */ file, 'utf8').trim()
  if (/^[\w-]{43}$/.test(secret)) return secret
  throw new AppError(`The file ${file} does not hold a secret of ours. Remove it to have a new one made (everybody is signed out then), or set AUTH_SECRET.`, { code: 'auth-secret', status: 503 })
}

function make(file: string): void {
  const handle = create(file)
  if (handle === null) return
  writeSync(handle, `${randomBytes(32).toString('base64url')}\n`)
  fsyncSync(handle)
  closeSync(handle)
}

/** Null where the file is there already. */
function create(file: string): number | null {
  try {
    return openSync(/* turbopackIgnore: true */ file, 'wx', 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return null
    throw error
  }
}
