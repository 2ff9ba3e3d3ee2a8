import { describe, expect, it } from 'vitest'
import { reasonAgainstPassword } from './password-rules'

const ABOUT = { email: 'ada.lovelace@analytical.example', name: 'Ada Lovelace' }

describe('reasonAgainstPassword', () => {
  it.each([
    ['eleven characters', 'elevenchars', /at least 12/],
    ['129 characters', 'ab1!x'.repeat(26).slice(0, 129), /at most 128/],
    ['one character over and over', 'aaaaaaaaaaaaaaaa', /repeats/],
    ['a common one', '1234567890qwerty', /tried first/],
    ['a common one with digits behind it', 'Password123456', /tried first/],
    ['a common one in look-alikes', 'P@ssw0rd!!!!', /tried first/],
    ['a common one twice', 'dragondragon', /tried first/],
    ['the own name', 'Lovelace1815!', /your name/],
    ['the own address', 'analytical-2026', /your name/],
    ['the product', 'Causeway2026!', /your name/],
  ])('refuses %s', async (_what, password, sentence) => {
    expect(await reasonAgainstPassword(password, ABOUT)).toMatch(sentence)
  })

  it.each(['correct horse battery staple', 'tangerine-lantern-9', 'пароль из пяти слов', '🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧', '            spaces count', 'Lovelace met four grey herons'])('takes %s', async (password) => {
    expect(await reasonAgainstPassword(password, ABOUT)).toBeNull()
  })
})
