import 'server-only'

export const SHORTEST_PASSWORD = 12
export const LONGEST_PASSWORD = 128

/** Words that are easily guessed of this person: parts of the e-mail address and the name. */
export type About = { email: string; name: string }

/**
 * Null for a good password, else the sentence that says what is wrong with it. Any characters are allowed and none are asked for.
 * Refused is what is on the list of common passwords (zxcvbn's, 49,000), also with digits and signs around it, letters turned into
 * look-alikes or written twice, and what is made of the person's own name, their address or the product's name.
 */
export async function reasonAgainstPassword(password: string, { email, name }: About): Promise<string | null> {
  const length = [...password].length
  if (length < SHORTEST_PASSWORD) return `Use at least ${SHORTEST_PASSWORD} characters. Three or four words that do not belong together are easy to remember.`
  if (length > LONGEST_PASSWORD) return `Use at most ${LONGEST_PASSWORD} characters.`
  if (new Set(password).size < 5) return 'This repeats a few characters and is guessed at once. Use more different ones.'
  if (madeOf(password, [...wordsOf(email), ...wordsOf(name), 'causeway', 'clickhouse'])) return 'This is made of your name, your address or the product’s name, which is tried first. Use something unrelated.'
  if (await isCommon(password)) return 'This is one of the passwords that are tried first. Use something that nobody else would think of.'
  return null
}

const wordsOf = (text: string): string[] => plain(text.replaceAll('@', ' ')).split(/[^a-z]+/).filter((word) => word.length >= 4)

/** Little is left of it when these words, digits and signs are taken out. */
function madeOf(password: string, words: string[]): boolean {
  const text = plain(password)
  if (!words.some((word) => text.includes(word))) return false
  const rest = [...words].sort((a, b) => b.length - a.length).reduce((left, word) => left.replaceAll(word, ''), text)
  return rest.replace(/[^a-z]/g, '').length < 6
}

let commonPasswords: Set<string | number> | undefined

async function isCommon(password: string): Promise<boolean> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  const common = (commonPasswords ??= new Set(dictionary['passwords-common']))
  const spellings = [password.toLowerCase(), plain(password)].flatMap((text) => [text, core(text)])
  return spellings.flatMap((text) => [text, onceOf(text)]).some((text) => text.length >= 4 && common.has(text))
}

const LOOK_ALIKES: Record<string, string> = { '0': 'o', '1': 'l', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' }
const plain = (text: string): string => text.toLowerCase().replace(/[013457@$!]/g, (sign) => LOOK_ALIKES[sign] ?? sign)
/** Without the digits and signs around it. */
const core = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
/** `dragon` for `dragondragon`. */
const onceOf = (text: string): string => /^(.{3,}?)\1+$/.exec(text)?.[1] ?? text
