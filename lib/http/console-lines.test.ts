import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLog } from '@/lib/log'
import { logTheConsole } from './console-lines'

const shared = globalThis as { __causewayLog?: unknown }
const before = { ...console }
let lines: string[] = []

beforeEach(() => {
  lines = []
  shared.__causewayLog = createLog({ write: (line: string) => void lines.push(line) }, 'debug')
  logTheConsole()
})
afterEach(() => {
  Object.assign(console, before)
  delete shared.__causewayLog
})

it('J67 turns what a package prints into one JSON line, without colours and without secrets', () => {
  console.error('\u001b[31m⨯\u001b[0m', Object.assign(new Error('used AKIAIOSFODNN7EXAMPLE\nsecond line'), { digest: '1' }))
  expect(lines).toHaveLength(1)
  const entry = JSON.parse(lines[0]!) as { level: string; msg: string; err: { message: string } }
  expect(entry).toMatchObject({ level: 'error', msg: '⨯', err: { name: 'Error' } })
  expect(entry.err.message).toContain('second line')
  expect(lines[0]).not.toContain('IOSFODNN7EXAMPLE')
})

it.each([['log', 'info'], ['info', 'info'], ['warn', 'warn'], ['error', 'error'], ['debug', 'debug']] as const)('console.%s becomes %s', (method, level) => {
  console[method]('took %dms', 56, { a: 1 })
  expect(JSON.parse(lines[0]!)).toMatchObject({ level, msg: 'took 56ms { a: 1 }' })
})

it('says nothing for an empty line', () => {
  console.log('')
  console.log()
  expect(lines).toEqual([])
})
