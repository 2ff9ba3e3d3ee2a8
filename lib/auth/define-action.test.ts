import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { CLIENT_ADDRESS_HEADER } from '@/lib/config'
import { NotFoundError } from '@/lib/errors'
import { defineAction, defineOpenAction } from './define-action'
import { makeSignedIn, openForTests } from './test-signed-in'

// Outside a request Next has no cookies to give; everything behind them is real.
const jar = vi.hoisted(() => ({ cookie: undefined as string | undefined }))
vi.mock('next/headers', () => ({
  cookies: async () => ({ get: () => jar.cookie && { value: jar.cookie } }),
  headers: async () => new Headers({ [CLIENT_ADDRESS_HEADER]: '192.0.2.7', 'x-causeway-path': '/requests?state=draft' }),
}))

let close = () => Promise.resolve()
let people: Record<'viewer' | 'operator', Awaited<ReturnType<typeof makeSignedIn>>>
beforeAll(async () => {
  close = (await openForTests()).close
  people = { viewer: await makeSignedIn('viewer'), operator: await makeSignedIn('operator') }
  jar.cookie = people.operator.cookie
})
afterAll(() => close())

const shape = z.strictObject({ name: z.string().min(1, 'Give it a name.'), ports: z.array(z.string()).optional() })
const formOf = (...entries: [string, string | Blob][]) => {
  const form = new FormData()
  for (const [name, value] of entries) form.append(name, value)
  return form
}
const greet = defineAction('startRequest', shape, async ({ name }) => ({ done: `Hello ${name}` }))

describe('defineAction', () => {
  it('hands on what has the right shape, with who asked and when', async () => {
    const before = Date.now()
    const action = defineAction('startRequest', shape, async (input, { actor, now }) => ({ done: JSON.stringify([input, actor.kind, now.getTime() >= before]) }))
    expect(await action({}, formOf(['name', 'a'], ['ports[]', '1'], ['ports[]', '2'], ['$ACTION_ID_x', '']))).toEqual({ done: '[{"name":"a","ports":["1","2"]},"user",true]' })
  })

  it('says nothing where the action says nothing', async () => {
    expect(await defineAction('startRequest', shape, async () => {})({ error: 'of the last time' }, formOf(['name', 'a']))).toEqual({})
  })

  it.each<[string, [string, string | Blob][]]>([
    ['a field nobody asked for', [['name', 'a'], ['role', 'admin']]],
    ['a field with the name of a prototype', [['name', 'a'], ['__proto__', 'x']]],
    ['a list with the name of a prototype', [['name', 'a'], ['__proto__[]', 'x']]],
    ['constructor', [['name', 'a'], ['constructor', 'x']]],
    ['a single field twice', [['name', 'a'], ['name', 'b']]],
    ['a list written as a single field', [['name[]', 'a']]],
    ['a file in place of a text', [['name', new Blob(['a'])]]],
    ['nothing at all', []],
  ])('refuses %s, and does nothing', async (_what, entries) => {
    let runs = 0
    const action = defineAction('startRequest', shape, async () => void runs++)
    const answer = await action({}, formOf(...entries))
    expect(answer.error ?? Object.values(answer.fields ?? {})[0]).toEqual(expect.stringMatching(/\S{3}/))
    expect(runs).toBe(0)
  })

  it('gives each field its own sentence, and one to the form', async () => {
    expect(await greet({}, formOf(['name', '']))).toEqual({ error: 'Some of this needs another look: see the fields below.', fields: { name: 'Give it a name.' } })
  })

  it('turns a refusal into its text', async () => {
    const action = defineAction('startRequest', shape, async () => {
      throw new NotFoundError('The request')
    })
    expect(await action({}, formOf(['name', 'a']))).toEqual({ error: 'The request was not found. It may have been deleted, or the link is wrong.' })
  })

  it.each([
    ['a redirect', Object.assign(new Error('NEXT_REDIRECT'), { digest: 'NEXT_REDIRECT;push;/requests;303;' })],
    ['a bug', new TypeError('x is not a function')],
  ])('lets %s through', async (_what, thrown) => {
    const action = defineAction('startRequest', shape, async () => {
      throw thrown
    })
    await expect(action({}, formOf(['name', 'a']))).rejects.toBe(thrown)
  })
})

describe('who asks', () => {
  it('is known to the action, with where they ask from', async () => {
    const action = defineAction('startRequest', shape, async (_input, { actor }) => ({ done: JSON.stringify(actor) }))
    const { userId, name } = people.operator
    expect(JSON.parse((await action({}, formOf(['name', 'a']))).done!)).toEqual({ kind: 'user', userId, name, role: 'operator', from: '192.0.2.7' })
  })

  it.each([
    ['F56 a role that may not, before the form is looked at', () => people.viewer.cookie, /^Your role, viewer, may not start requests\./],
  ])('%s, is refused', async (_what, cookie, sentence) => {
    jar.cookie = cookie()
    let runs = 0
    const action = defineAction('startRequest', shape, async () => void runs++)
    expect((await action({}, formOf(['wrong', 'a']))).error).toMatch(sentence)
    expect(runs).toBe(0)
    jar.cookie = people.operator.cookie
  })

  it.each([
    ['no cookie', undefined],
    ['garbage', 'garbage'],
    ['a cookie signed by somebody else', `${'x'.repeat(32)}.${Buffer.alloc(32).toString('base64')}`],
  ])('E46 nobody, with %s, is led to the sign-in and back', async (_what, cookie) => {
    jar.cookie = cookie
    await expect(greet({}, formOf(['name', 'a']))).rejects.toMatchObject({ digest: expect.stringContaining('/sign-in?next=%2Frequests%3Fstate%3Ddraft') })
    jar.cookie = people.operator.cookie
  })

  it('need not be anybody where the action is open', async () => {
    jar.cookie = undefined
    const action = defineOpenAction(shape, async ({ name }, { from }) => ({ done: `${name} from ${from}` }))
    expect(await action({}, formOf(['name', 'a']))).toEqual({ done: 'a from 192.0.2.7' })
    expect((await action({}, formOf(['name', 'a'], ['role', 'admin']))).error).toMatch(/\S/)
    jar.cookie = people.operator.cookie
  })
})
