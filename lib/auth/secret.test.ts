import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFile } from '@/lib/db/temporary-file'
import { readOrMake } from './secret'

const place = () => join(dirname(temporaryFile()), 'auth-secret')

it('makes 32 random bytes once, for its owner only, and gives the same ever after', () => {
  const [file, other] = [place(), place()]
  const secret = readOrMake(file)
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readOrMake(file)).toBe(secret)
  expect(readOrMake(other)).not.toBe(secret)
  expect(readFileSync(file, 'utf8').trim()).toBe(secret)
})

it.each(['', 'short', 'x'.repeat(200)])('does not work with a file that holds %j', (text) => {
  const file = place()
  writeFileSync(file, text)
  chmodSync(file, 0o600)
  expect(() => readOrMake(file)).toThrow(/does not hold a secret of ours/)
})
