import type { Draft } from './draft'
import type { Tag } from './network'

/**
 * Finds what must not be kept in a field that others read: keys, tokens, passwords. It goes by shapes that hardly occur otherwise,
 * so an ordinary note with ids, hostnames and hashes passes. The sentence never repeats what was found.
 *
 * Shapes: AWS "Unique identifiers" in the IAM guide (AKIA for access keys, ASIA for temporary ones; the secret has 40 characters,
 * a session token begins with IQoJ or FwoG), RFC 7519 for JWTs, RFC 7468 for PEM, ClickHouse Cloud keys (4b1d…, 40 or more).
 */
const SHAPES: { what: string; shape: RegExp }[] = [
  { what: 'an AWS key', shape: /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{12,}(?![a-z])/ },
  { what: 'an AWS secret key', shape: /\b(?:aws_?)?secret_?(?:access_?)?key["']?\s*(?:[=:]|\bis\b)\s*["']?\S{8,}/i },
  { what: 'an AWS session token', shape: /(?<![A-Za-z0-9])(?:IQoJ|FwoG|FQoG)[A-Za-z0-9+/=]{60,}/ },
  { what: 'a signed AWS address', shape: /X-Amz-(?:Signature|Security-Token|Credential)=/i },
  { what: 'a private key', shape: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { what: 'a bearer token', shape: /\b(?:Bearer|Basic)\s+(?=[A-Za-z0-9+/._~=-]*[0-9+/._=-])[A-Za-z0-9+/._~=-]{16,}/ },
  { what: 'a signed token', shape: /(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/ },
  { what: 'a cookie', shape: /\b(?:set-)?cookie\s*:\s*[^\s=;]+=\S{6,}/i },
  { what: 'an address with a password in it', shape: /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/@]+@/i },
  { what: 'a password', shape: /\b(?:password|passwd|passphrase|pwd|kennwort)["']?\s*(?:[=:]|\bis\b)\s*["']?(?!(?:required|needed|unknown|in|kept|stored|the|not|set|on|reset)\b)[^\s"']{4,}/i },
  { what: 'a secret', shape: /\b(?:client_?secret|api_?key|(?:access|session|auth|api|refresh)_?token|external_?id)["']?\s*[=:]\s*["']?[^\s"']{6,}/i },
]
const FORTY = /(?<![A-Za-z0-9+/=_.-])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=_.-])/g

/** Why the text cannot be kept, as a whole sentence, or null. */
export function secretInText(text: string): string | null {
  const found = SHAPES.find(({ shape }) => shape.test(text))?.what ?? (text.match(FORTY)?.some(looksRandom) ? 'an AWS secret key' : null)
  return found && `This looks like ${found}. Remove it: what stands here is kept and read by others. If it is a real one, make it invalid where it was issued.`
}

/** Forty characters of base64 as AWS draws them: a hash is lower-case hex, a path or a word has no such mixture. */
function looksRandom(text: string): boolean {
  const kinds = [/[a-z]/g, /[A-Z]/g, /\d/g].map((kind) => text.match(kind)?.length ?? 0)
  return kinds[0]! >= 6 && kinds[1]! >= 6 && kinds[2]! >= 1
}

/** The text with what looks like a secret taken out: for words that others sent and we keep or show, such as AWS’s. */
export function withoutSecrets(text: string): string {
  const cleaned = SHAPES.reduce((kept, { shape }) => kept.replace(new RegExp(shape.source, `${shape.flags}g`), REMOVED), text)
  return cleaned.replace(FORTY, (found) => (looksRandom(found) ? REMOVED : found))
}

const REMOVED = '[removed]'

/** The same for several named texts: the first that holds a secret, with its name. */
export function secretInFields<Name extends string>(texts: Record<Name, string>): { field: Name; sentence: string } | null {
  for (const [field, text] of Object.entries<string>(texts)) {
    const sentence = secretInText(text)
    if (sentence) return { field: field as Name, sentence }
  }
  return null
}

/** The free text of a draft: what is wrong with it, or null. */
export function secretInDraft({ name = '', contact = '', note = '', hostnamesText = '', serviceName = '', tags = [] }: Partial<Draft>): string | null {
  const texts = { name, contact, note, hostnamesText, serviceName: serviceName ?? '' }
  return secretInFields(texts)?.sentence ?? secretInTags(tags)
}

/** A key and its value are judged together: `password` may be the key and the secret the value. */
export function secretInTags(tags: readonly Tag[]): string | null {
  return tags.map(({ key, value }) => secretInText(value === '' ? key : `${key}=${value}`)).find((sentence) => sentence !== null) ?? null
}
