import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { adoptConfig, config, parseConfig } from '@/lib/config'
import { newLinkId, readShareToken, signShare } from './share-token'

const shared = globalThis as { __causewaySecret?: string }
const withSecret = (secret: string) => {
  const parsed = parseConfig({ AUTH_SECRET: secret })
  if (!parsed.ok) throw new Error(parsed.problems.join())
  adoptConfig(parsed.config)
  delete shared.__causewaySecret
  expect(config().authSecret).toBe(secret)
}
beforeEach(() => withSecret('a secret of this test'.replaceAll(' ', '-').padEnd(40, 'x')))

const claims = () => ({ linkId: newLinkId(), requestId: randomUUID(), expiresAt: new Date('2026-12-01T10:00:00.123Z'), showsInternals: false })

it('says again exactly what was signed, and no two are the same', () => {
  for (const showsInternals of [true, false]) {
    const said = { ...claims(), showsInternals }
    const [token, other] = [signShare(said), signShare(said)]
    expect(readShareToken(token)).toEqual(said)
    expect(readShareToken(other)).toEqual(said)
    expect(token).not.toBe(other)
    expect(token).toMatch(/^[\w-]{119}$/)
  }
})

it('does not know one in which any bit was changed, or that is spelled another way', () => {
  const token = signShare(claims())
  const bytes = Buffer.from(token, 'base64url')
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const changed = Buffer.from(bytes)
    changed[bit >> 3]! ^= 1 << (bit & 7)
    expect(readShareToken(changed.toString('base64url')), `bit ${bit}`).toBeNull()
  }
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const spare = letters[letters.indexOf(token.at(-1)!) ^ 1]!
  for (const other of [token.slice(0, -1) + spare, `${token}=`, `${token}A`, token.slice(1), '', 'x'.repeat(119), token.toLowerCase(), ` ${token}`]) expect(readShareToken(other), other).toBeNull()
})

it('ends with the secret it was signed with', () => {
  const token = signShare(claims())
  withSecret('another secret of this test'.replaceAll(' ', '-').padEnd(40, 'y'))
  expect(readShareToken(token)).toBeNull()
})
