import { format, stripVTControlCharacters } from 'node:util'
import { log } from '@/lib/log'

const LEVELS = { debug: 'debug', log: 'info', info: 'info', warn: 'warn', error: 'error' } as const

/**
 * Sends what packages print (Next prints failed renders over several lines, as they are) through the log instead: one JSON line
 * each, with the request's id and without secrets.
 */
export function logTheConsole(): void {
  for (const [method, level] of Object.entries(LEVELS) as [keyof typeof LEVELS, (typeof LEVELS)[keyof typeof LEVELS]][]) {
    console[method] = (...words: unknown[]) => {
      const err = words.find((word) => word instanceof Error)
      // Next puts a mark in colour before its lines; an error among the words is told by `err`
      const said = words.filter((word) => word !== err)
      const text = stripVTControlCharacters(format(...said)).trim()
      if (err) log()[level]({ err }, text || err.message)
      else if (text) log()[level](text)
    }
  }
}
