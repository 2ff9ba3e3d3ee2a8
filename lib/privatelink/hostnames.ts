import ipaddr from 'ipaddr.js'
import { isRegionCode } from './ids'
import { cleanLine, listWords } from './text'

export type ParsedHostnames = {
  hostnames: string[]
  regions: string[]
  problems: { input: string; reason: string }[]
  notes: string[]
}

const MAX_CHARACTERS = 100_000
const MAX_HOSTNAMES = 200
const MAX_PROBLEMS = 20

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
/** Public since 2022; the private form with `vpce` between region and `aws` came in December 2023. */
const HOSTNAME = /^([a-z0-9-]{1,63})\.([a-z0-9-]{1,30})(\.vpce)?\.aws\.clickhouse\.cloud$/
// Quotes, brackets and list marks that surround a name in mails, tickets, JSON and Markdown. A hostname contains none of them.
const AROUND = /[\s,;|"'`<>()[\]{}*=\u2018-\u201f\u00ab\u00bb\u2039\u203a\u2022\u00b7\u2013\u2014]+/
const HIDDEN = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g

/** The region in a ClickHouse Cloud hostname on AWS, or null where it is not one. */
export function regionOf(hostname: string): string | null {
  const match = HOSTNAME.exec(hostname)
  if (!match || !LABEL.test(match[1]!) || match[1]!.startsWith('xn--') || !isRegionCode(match[2]!)) return null
  return match[2]!
}

/** Whether this is the name that only resolves inside the VPC: `x.<region>.vpce.aws.clickhouse.cloud`. */
export const isPrivateHostname = (hostname: string): boolean => regionOf(hostname) !== null && hostname.includes('.vpce.aws.')

/**
 * Takes passwords and user names out of pasted addresses (`https://user:secret@host`, `--password secret`, `?password=secret`),
 * so that what is kept of a paste holds no secret.
 */
export function withoutCredentials(text: string): string {
  return text
    .replace(/(\/\/)[^\s/?#]*@/g, '$1')
    .replace(/((?:--pass(?:word)?[= ]{1,3}|\bpass(?:word)?["']? ?[=:] ?)["']?)[^\s"'&;,]+/gi, '$1***')
}

/**
 * Reads ClickHouse Cloud hostnames out of whatever was pasted: one or many, with schemes, ports, paths, quotes or bullets.
 * What is not such a name is a problem with a sentence of its own. Never throws; reads at most 100,000 characters.
 */
export function parseHostnames(text: string): ParsedHostnames {
  const notes: string[] = []
  if (text.length > MAX_CHARACTERS) notes.push('The paste is very long: only its first 100,000 characters were read.')
  const visible = text.slice(0, MAX_CHARACTERS).replace(HIDDEN, '')
  const safe = withoutCredentials(visible)
  if (safe !== visible) notes.push('A user name or password in the paste was left out. Causeway needs neither.')

  const found = new Set<string>()
  const words = new Set<string>()
  const problems = new Map<string, string>()
  let left = 0
  for (const token of tokensOf(safe)) {
    const name = bareName(token)
    if (name === '' || found.has(name) || problems.has(name)) continue
    if (regionOf(name)) {
      if (found.size < MAX_HOSTNAMES) found.add(name)
      else left += 1
      continue
    }
    if (isWord(name)) words.add(name)
    else problems.set(name, reasonAgainst(name))
  }
  return conclude({ found, words, problems, notes, left })
}

type Gathered = { found: Set<string>; words: Set<string>; problems: Map<string, string>; notes: string[]; left: number }

function conclude({ found, words, problems, notes, left }: Gathered): ParsedHostnames {
  const hostnames = [...found]
  const regions = [...new Set(hostnames.map((name) => regionOf(name)!))]
  // Beside a real name, words like "host:" or "curl" are only the surroundings of the paste.
  if (hostnames.length === 0) for (const word of words) if (problems.size < MAX_PROBLEMS) problems.set(word, reasonAgainst(word))
  const listed = [...problems].slice(0, MAX_PROBLEMS).map(([input, reason]) => ({ input: cleanLine(input, 120), reason }))
  const unlisted = problems.size - listed.length
  if (unlisted > 0) notes.push(`${unlisted} more entries are not ClickHouse hostnames either.`)
  if (left > 0) notes.push(`Only the first ${MAX_HOSTNAMES} hostnames were taken; ${left} more ${left === 1 ? 'was' : 'were'} left out.`)
  if (regions.length > 1) listed.unshift({ input: regions.join(', '), reason: mixedRegions(hostnames, regions) })
  if (hostnames.some((name) => !isPrivateHostname(name))) notes.push(aboutPublicNames(regions))
  return { hostnames, regions, problems: listed, notes }
}

function* tokensOf(text: string): Generator<string> {
  // The path of an address may hold commas and quotes, so it goes before the text is cut.
  const withoutPaths = text.replace(/(\/\/[^\s/?#,;|"'`<>()[\]{}*]+)[/?#][^\s"'`<>,;|]*/g, '$1')
  for (const token of withoutPaths.split(AROUND)) if (token !== '') yield token
}

/** Lower case, without scheme, user, port, path, trailing dots; '' for list marks like `1.` or `-`. */
function bareName(token: string): string {
  let name = token.toLowerCase()
  const scheme = name.lastIndexOf('://')
  if (scheme >= 0) name = name.slice(scheme + 3)
  name = name.slice(name.lastIndexOf('@') + 1)
  if (isIp(name)) return name
  name = name.replace(/[/?#\\].*$/s, '')
  const parts = name.split(':').filter((part) => part !== '')
  // `host:8443` and `URL:host` both occur; the part with dots is the name.
  name = parts.find((part) => part.includes('.')) ?? parts[0] ?? ''
  name = trimDots(name)
  return /^[\d\-–—•.)]*$/.test(name) && !isIp(name) ? '' : name
}

function trimDots(name: string): string {
  let start = 0
  let end = name.length
  while (start < end && name[start] === '.') start += 1
  while (end > start && name[end - 1] === '.') end -= 1
  return name.slice(start, end)
}

const isIp = (name: string): boolean => name.length < 64 && /[.:]/.test(name) && /[\d:]$|[\da-f]$/.test(name) && ipaddr.isValid(name)

const isWord = (name: string): boolean => !name.includes('.') && !isRegionCode(name) && !isIp(name)

/** One sentence for each way of not being a ClickHouse Cloud hostname on AWS. The first that fits wins. */
function reasonAgainst(name: string): string {
  const example = 'such as abc123.us-west-2.aws.clickhouse.cloud'
  if (isIp(name)) return `An IP address does not say which ClickHouse service is meant, and it changes. Give the hostname, ${example}.`
  if (isRegionCode(name)) return `This is only the region. Give the whole hostname of the service, ${example.replace('us-west-2', name)}.`
  // Anything outside ASCII could be a look-alike of another letter.
  if (/[^\x21-\x7e]/.test(name) || /(^|\.)xn--/.test(name))
    return 'The name has letters outside a to z, which can imitate others. ClickHouse hostnames use plain letters, digits and hyphens: type it again.'
  if (/(^|\.)vpce-.*\.amazonaws\.com$/.test(name))
    return 'This is the DNS name of an AWS endpoint, for connectivity tests only. Give the hostname of the ClickHouse service instead.'
  if (/^com\.amazonaws\.vpce\./.test(name)) return 'This is the name of the endpoint service, which goes into its own field. Give the hostname of a ClickHouse service here.'
  if (/\.clickhouse-byoc\.com$/.test(name)) return 'This service runs in your own AWS account (BYOC). Its PrivateLink is set up with ClickHouse support, not by this wizard.'
  const cloud = /\.(gcp|azure)\.clickhouse\.cloud$/.exec(name)
  if (cloud) return `This service runs on ${cloud[1] === 'gcp' ? 'Google Cloud' : 'Azure'}. AWS PrivateLink only reaches services that ClickHouse runs on AWS.`
  if (/clickhouse\.cloud./.test(name)) return 'The name goes on after “clickhouse.cloud”, so it belongs to somebody else. Check where it came from.'
  if (/(^|[._])_?region_?\.|[._]region[._]/.test(name) || /^hostname\./.test(name)) return 'This is a placeholder from a document. Put the hostname of your own service here, as the ClickHouse console shows it.'
  if (/\.vpce\.[a-z0-9-]+\.aws\.clickhouse\.cloud$/.test(name)) return 'The parts are in the wrong order: a private name is <service>.<region>.vpce.aws.clickhouse.cloud.'
  if (/\.clickhouse\.cloud$/.test(name)) return wrongShape(name)
  if (!name.includes('.')) return `“${cleanLine(name, 60)}” is not a hostname. A ClickHouse hostname on AWS has the service and its region in it, ${example}.`
  return `This is not a ClickHouse Cloud hostname on AWS, which ends in .<region>.aws.clickhouse.cloud, ${example}.`
}

function wrongShape(name: string): string {
  const region = /\.([^.]+)(?:\.vpce)?\.aws\.clickhouse\.cloud$/.exec(name)?.[1]
  if (region && !isRegionCode(region)) return `“${cleanLine(region, 60)}” is not the code of an AWS region. The hostname has one before .aws.clickhouse.cloud, such as us-west-2.`
  if (region) return 'One label is expected before the region, the id of the service, made of letters, digits and hyphens.'
  return 'The name has no AWS region in it. Copy it from the ClickHouse console: it ends in .<region>.aws.clickhouse.cloud.'
}

function mixedRegions(hostnames: string[], regions: string[]): string {
  const counts = regions.map((region) => `${hostnames.filter((name) => regionOf(name) === region).length} in ${region}`)
  return `These hostnames are in different regions: ${listWords(counts)}. A PrivateLink endpoint is regional, so each region needs a request of its own. Keep one region here.`
}

const aboutPublicNames = (regions: string[]): string =>
  `The public name keeps leading over the internet. Over PrivateLink your programs will use the private name, which ends in .${regions[0] ?? '<region>'}.vpce.aws.clickhouse.cloud.`
