import { isPrivateHostname, regionOf } from '../hostnames'
import type { Finding, SaidResult } from './finding'

/** What a request's evidence may be about. */
export type Subject = { hostnames: readonly string[]; endpointNames: readonly string[]; addresses: readonly string[] }
/** `unknown`: the text does not say what was asked. */
export type About = 'this-request' | 'another-host' | 'unknown'

/** Whether a finding is about the request's hosts, its endpoint's names or addresses. What is about something else is kept, and said to be so. */
export function aboutOf({ result }: Pick<Finding, 'result'>, subject: Subject): About {
  const name = nameIn(result)
  if (name !== null) return isNameOf(name, subject) ? 'this-request' : 'another-host'
  const address = 'address' in result ? result.address : null
  if (address === null) return 'unknown'
  // addresses that are not known yet cannot be compared
  if (subject.addresses.length === 0) return 'unknown'
  return subject.addresses.includes(address) ? 'this-request' : 'another-host'
}

/** The name that was asked; null where an address was asked for itself, or the text does not say. */
export function nameIn(result: SaidResult): string | null {
  if (result.kind === 'dns') return result.name
  if (result.kind === 'tcp') return result.host
  if (result.kind !== 'https') return result.servername
  const host = result.url === null ? null : (/^[a-z]{2,8}:\/\/(\[[^\]]{1,60}\]|[^/:?#]{1,255})/.exec(result.url)?.[1] ?? null)
  return host !== null && /^[\d.]+$|^\[/.test(host) ? null : host
}

function isNameOf(name: string, { hostnames, endpointNames }: Subject): boolean {
  const asked = bare(name)
  if (hostnames.some((host) => bare(host) === asked || privateForm(bare(host)) === asked)) return true
  return endpointNames.some((own) => {
    const known = bare(own)
    return known === asked || (known.startsWith('*.') && asked.slice(asked.indexOf('.')) === known.slice(1))
  })
}

const bare = (name: string) => name.toLowerCase().replace(/\.$/, '')

/** The private name of a public one where both have the same first label, as they mostly do. */
function privateForm(host: string): string | null {
  const region = regionOf(host)
  return region && !isPrivateHostname(host) ? `${host.slice(0, host.indexOf('.'))}.${region}.vpce.aws.clickhouse.cloud` : null
}
