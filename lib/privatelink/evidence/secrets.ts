import { TOKEN_PREFIX } from '../tokens'

/**
 * Secrets in pasted text, each with what it is called and how it is found. Group 1 stays, the rest is blanked. Every repetition has
 * an upper bound or a set of letters of its own, so a long line costs no more than its length.
 */
const VALUE = String.raw`(?!•••)(?:"[^"\n]{0,500}"|'[^'\n]{0,500}'|[^\s"'&;,|]{1,500})`
const SECRETS: readonly { what: string; pattern: RegExp }[] = [
  { what: 'a private key', pattern: /(-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----)[^-]{1,20000}(?=-----END|$)/g },
  { what: 'a password', pattern: new RegExp(String.raw`(--pass(?:word|wd)?(?:=|[ \t]{1,4}))(?!-)${VALUE}`, 'gi') },
  { what: 'a password', pattern: new RegExp(String.raw`((?:^|[\s,{(?&;"'])["']?[\w-]{0,40}(?:password|passwd|pwd)["']?[ \t]{0,4}[=:][ \t]{0,4})(?!\s)${VALUE}`, 'gim') },
  { what: 'a password', pattern: new RegExp(String.raw`(\bIDENTIFIED[ \t]{1,4}(?:WITH[ \t]{1,4}\w{1,40}[ \t]{1,4})?BY[ \t]{1,4})${VALUE}`, 'gi') },
  { what: 'a password', pattern: new RegExp(String.raw`((?:^|\s)(?:-u|--user|--proxy-user)(?:=|[ \t]{1,4})["']?[^\s:"']{1,120}:)[^\s"']{1,500}`, 'gim') },
  { what: 'a password', pattern: /(:\/\/[^\s/:@"']{1,120}:)[^\s/@"']{1,500}(?=@)/g },
  { what: 'an Authorization header', pattern: /((?:proxy-)?authorization["']?[ \t]{0,4}[:=][ \t]{0,4}["']?(?:(?:basic|bearer|digest|aws4-hmac-sha256)[ \t]{1,4})?)[^\s"']{1,2000}(?:[^"'\n]{0,2000})/gi },
  { what: 'a key of ClickHouse', pattern: /(x-clickhouse-key["']?[ \t]{0,4}[:=][ \t]{0,4}["']?)[^\s"']{1,500}/gi },
  { what: 'a cookie', pattern: /((?:set-)?cookie[ \t]{0,4}:[ \t]{0,4})[^"'\n]{1,4000}/gi },
  { what: 'an AWS key', pattern: new RegExp(String.raw`((?:aws_?)?(?:secret_?access_?key|session_?token|security_?token)["']?[ \t]{0,4}[=:][ \t]{0,4})${VALUE}`, 'gi') },
  { what: 'an AWS key', pattern: /(x-amz-(?:security-token|signature|credential)["']?[=:][ \t]{0,4})[^\s"'&]{1,3000}/gi },
  { what: 'an AWS key', pattern: /\b((?:AKIA|ASIA))[A-Z0-9]{16}\b/g },
  { what: 'a token', pattern: new RegExp(String.raw`((?:^|[\s,{(?&;"'])["']?[\w-]{0,40}(?:secret|token|api_?key|external_?id)["']?[ \t]{0,4}[=:][ \t]{0,4})(?!\s)${VALUE}`, 'gim') },
  { what: 'a token', pattern: new RegExp(String.raw`\b(cwr_|${TOKEN_PREFIX})[\w-]{20,80}`, 'g') },
  { what: 'a token', pattern: /(?<![A-Za-z0-9])(eyJ)[A-Za-z0-9_-]{8,2000}\.[A-Za-z0-9_-]{8,2000}\.[A-Za-z0-9_-]{0,2000}/g },
]

export const BLANK = '•••'

/** The text with its secrets blanked, and what they were, for a note beside it. */
export function withoutSecrets(text: string): { text: string; blanked: string[] } {
  const blanked = new Set<string>()
  let safe = text
  for (const { what, pattern } of SECRETS) {
    safe = safe.replace(pattern, (whole: string, kept: string) => {
      if (whole === `${kept}${BLANK}`) return whole
      blanked.add(what)
      return `${kept}${BLANK}`
    })
  }
  return { text: safe, blanked: [...blanked] }
}
