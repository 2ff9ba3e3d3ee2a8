import { createHash, randomFillSync } from 'node:crypto'

/** A new AWS id: the prefix and 17 hexadecimal digits, the first of them 0 as AWS's own. */
export const newId = (prefix: string) => `${prefix}-0${randomHex()}`

/** Random bytes in stock: a described world takes hundreds of thousands of ids. */
const stock = Buffer.alloc(8 * 1024)
let used = stock.length

function randomHex(): string {
  if (used === stock.length) {
    randomFillSync(stock)
    used = 0
  }
  return stock.toString('hex', used, (used += 8))
}

/** The same id for the same words, so that the default world looks alike after every reset. */
export const idFrom = (prefix: string, ...words: (string | number)[]) => `${prefix}-0${digest(prefix, ...words).slice(0, 16)}`

export const digest = (...words: (string | number)[]) => createHash('sha256').update(words.join('\u0000')).digest('hex')

/** Has the text the shape of an id with this prefix? 8 digits: ids made before 2018. */
export const hasIdShape = (prefix: string, text: string) =>
  text.startsWith(`${prefix}-`) && /^(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(text.slice(prefix.length + 1))
