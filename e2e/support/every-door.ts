import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import type { Operation } from '@/lib/privatelink/roles'

/** Every door that the sources have: what the matrix walks, so that a new one cannot be forgotten. */

const files = (pattern: RegExp): string[] =>
  readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((file) => pattern.test(file))
    .map((file) => `app/${file.split(/[\\/]/).join('/')}`)
    .sort()

/** `/requests/[requestId]` for `app/(console)/requests/[requestId]/page.tsx`. */
export const addressOf = (file: string): string => `/${posix.dirname(file).split('/').slice(1).filter((part) => !/^\(.*\)$/.test(part)).join('/')}`

export const pages = (): string[] => files(/(^|\/)page\.tsx$/).map(addressOf)
export const handlers = (): string[] => files(/(^|\/)route\.ts$/).map(addressOf)

/** `operation` is null for what is open to who is not signed in. */
export type ActionDoor = { id: string; operation: Operation | null }

/** Every exported action with the operation it names. */
export function actions(): ActionDoor[] {
  return files(/\.tsx?$/).flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    if (!/^'use server'/m.test(text)) return []
    return [...text.matchAll(/^export (?:const|async function|function) (\w+)(?: = (\w+)\((?:'(\w+)')?)?/gm)].map(([, name, maker, operation]) => {
      const isKnown = (maker === 'defineAction' && operation) || maker === 'defineOpenAction'
      if (!isKnown) throw new Error(`${file} exports ${name}, which neither defineAction nor defineOpenAction made.`)
      return { id: `${file}#${name}`, operation: maker === 'defineAction' ? (operation as Operation) : null }
    })
  })
}
