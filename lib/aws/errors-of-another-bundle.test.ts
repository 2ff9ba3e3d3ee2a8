import { expect, it, vi } from 'vitest'

it('B25 the refusal of another bundle is a refusal here too, and nothing else is', async () => {
  const here = await import('./errors')
  const { AppError, NotFoundError } = await import('@/lib/errors')
  vi.resetModules()
  const there = await import('./errors')
  expect(there.AwsError).not.toBe(here.AwsError)
  const refusal = new there.AwsError('No.', { kind: 'credentials' })
  expect([refusal instanceof here.AwsError, refusal instanceof AppError, refusal instanceof NotFoundError]).toEqual([true, true, false])
  const missing = new NotFoundError('The request')
  expect([missing instanceof here.AwsError, missing instanceof AppError, missing instanceof NotFoundError]).toEqual([false, true, true])
  expect([new Error('No.'), null, 'No.', { name: 'AwsError' }].filter((value) => value instanceof AppError || value instanceof here.AwsError)).toEqual([])
})
