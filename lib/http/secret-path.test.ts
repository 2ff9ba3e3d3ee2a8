import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { isSharedPath, shownPath } from './secret-path'

it.each([
  ['/shared/TOKEN', '/shared/…'],
  ['/shared/TOKEN/connection.md', '/shared/…'],
  ['/invite/TOKEN', '/invite/…'],
  ['/renew/TOKEN', '/renew/…'],
  ['/%73hared/TOKEN', '/shared/…'],
  ['/shared//TOKEN', '/shared/…'],
  ['/shared%2fTOKEN', '/shared/…'],
  ['/x/%2e%2e/shared/TOKEN', '/shared/…'],
  ['/./shared/TOKEN', '/shared/…'],
  ['/shared', '/shared'],
  ['/requests/shared/x', '/requests/shared/x'],
  ['/requests', '/requests'],
  ['/%zz', '/%zz'],
])('the log tells %s as %s', (path, told) => expect(shownPath(path)).toBe(told))

it('knows the pages that are shared, however they are written', () => {
  expect(['/shared/x', '/%73hared/x', '/x/%2e%2e/shared/x'].map(isSharedPath)).toEqual([true, true, true])
  expect(['/invite/x', '/requests/x', '/shared'].map(isSharedPath)).toEqual([false, false, false])
})

it('knows every address of the product that has a token in it', () => {
  const folders = readdirSync('app', { recursive: true, encoding: 'utf8' }).map((path) => path.split(/[\\/]/)).filter((parts) => parts.at(-1) === '[token]')
  expect(folders.length).toBeGreaterThan(2)
  for (const parts of folders) {
    const path = `/${parts.filter((part) => !part.startsWith('(')).join('/')}`
    expect(shownPath(path), path).toBe(path.replace('[token]', '…'))
  }
})
