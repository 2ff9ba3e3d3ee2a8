import type { Catalogue } from '@/lib/privatelink/catalogue'
import { parseServiceName } from '@/lib/privatelink/ids'
import { suggestServices } from '@/lib/privatelink/service-names'

/**
 * The service name after the hostnames changed: what somebody typed stays while it can fit, an older suggestion gives way to
 * the one of the new region.
 */
export function serviceAfter(regions: readonly string[], current: string, catalogue: Catalogue): string {
  const region = regions.length === 1 ? regions[0]! : null
  if (region === null) return current
  const typed = current.trim()
  const parsed = parseServiceName(typed)
  if (typed !== '' && (parsed === null || parsed.region === region)) return current
  const isSuggestion = parsed !== null && suggestServices(parsed.region, catalogue).some((service) => service.serviceName === typed)
  if (typed !== '' && !isSuggestion) return current
  return suggestServices(region, catalogue)[0]?.serviceName ?? ''
}

/** What is wrong with the typed name, in a sentence, or null. Empty is not wrong, only missing. */
export function problemOfServiceName(name: string, region: string | null): string | null {
  const typed = name.trim()
  if (typed === '') return null
  const parsed = parseServiceName(typed)
  if (!parsed) return 'A service name is com.amazonaws.vpce, the region, and vpce-svc- with 8 or 17 digits from 0 to 9 and a to f.'
  if (region !== null && parsed.region !== region)
    return `This service is in ${parsed.region}, the instances are in ${region}. An endpoint and its service are kept in one region here. AWS can connect across regions, which Causeway leaves off.`
  return null
}
