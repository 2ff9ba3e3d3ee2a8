import { attributesCli, attributesOff, attributesTerraform } from '../../reach/vpc-dns'
import { isOpen } from '../../state'
import { listWords } from '../../text'
import { placeOf, type AnswerSet } from '../answer-set'
import type { Fix } from '../check'
import { covers } from '../names'
import { wrongName, type NameAnswer, type Picture } from '../picture'
import { aws, byHand, endpointOf, regionOf, vpcOf, type Symptom } from './symptom'

const nameOf = (picture: Picture): string => wrongName(picture)?.name ?? picture.names[0]?.name ?? 'the private hostname'
const wrong = (picture: Picture, ...kinds: AnswerSet['kind'][]): boolean => {
  const answer = wrongName(picture)?.answer
  return answer ? kinds.includes(answer.kind) : false
}
const outcomeIs = (picture: Picture, outcome: NonNullable<NameAnswer['sighting']>['result']['outcome']): boolean => wrongName(picture)?.sighting?.result.outcome === outcome
const noAddress = (picture: Picture): boolean => wrong(picture, 'nothing') && (outcomeIs(picture, 'nxdomain') || outcomeIs(picture, 'nodata') || outcomeIs(picture, 'answered'))
const privateDnsOn = ({ facts }: Picture): boolean => facts.request.privateDnsEnabled

export const dnsOf = ({ config }: Picture) => (config?.dns.known ? config.dns.value : null)
const serviceOf = ({ config }: Picture) => (config?.service.known ? config.service.value : null)
const customResolvers = (picture: Picture): string[] => dnsOf(picture)?.customResolvers ?? []
/** The attributes matter where the VPC asks AWS’s own resolver. */
export const attributesStop = (picture: Picture): boolean => {
  const dns = dnsOf(picture)
  return dns !== null && customResolvers(picture).length === 0 && attributesOff(dns).length > 0
}

/** Other endpoints of the VPC that answer for the same private name. */
const rivals = (picture: Picture): string[] => {
  const { config, facts } = picture
  const endpoints = config?.endpoints.known ? config.endpoints.value : []
  const name = nameOf(picture)
  return endpoints
    .filter((one) => one.endpointId !== facts.request.endpointId && one.privateDnsEnabled && isOpen(one.state))
    .filter((one) => one.serviceName === facts.request.plan?.serviceName || one.dnsNames.private.some((published) => covers(published, name)))
    .map(({ endpointId }) => endpointId)
}
const notCovered = (picture: Picture): boolean => {
  const published = serviceOf(picture)?.privateDnsName
  return published !== undefined && published !== null && !covers(published, nameOf(picture))
}
const addressesIn = (picture: Picture): string => listWords(wrongName(picture)?.sighting?.result.addresses.slice(0, 4) ?? [])

const recordByHand = (picture: Picture): string => {
  const zone = nameOf(picture).split('.').slice(1).join('.')
  return `Make a Route 53 private hosted zone ${zone} for ${vpcOf(picture)}, with a CNAME from ${nameOf(picture)} to ${picture.facts.request.dnsNames.regional ?? 'the endpoint’s regional DNS name'}.`
}
const turnOn = (picture: Picture): Fix => byHand(`Turn private DNS on for ${endpointOf(picture)}. It moves these names for the whole VPC.`, aws(picture, 'modify-vpc-endpoint', '--vpc-endpoint-id', endpointOf(picture), '--private-dns-enabled'))

export function attributesFix(picture: Picture): Fix {
  const dns = dnsOf(picture)
  const off = dns ? attributesOff(dns) : []
  return { sentence: `Turn on ${listWords(off)} of ${vpcOf(picture)}. It concerns the whole VPC.`, command: attributesCli(vpcOf(picture), off, regionOf(picture)), terraform: attributesTerraform(off), button: 'vpc-dns' }
}

type Given = Omit<Symptom, 'check' | 'who'> & { who?: Symptom['who'] }
const resolution = (given: Given): Symptom => ({ check: 'resolution', who: 'you', ...given })

const OWN_RESOLVERS = 'Private names of AWS are known only to the VPC’s own resolver (its base address plus two). A resolver of your own answers with what the internet says, unless it forwards.'
const FORWARD = 'Let these resolvers forward aws.clickhouse.cloud to the VPC’s own resolver, or to a Route 53 Resolver inbound endpoint.'

/** A public name of the request that was asked, by whomever, and answered as public names are. */
export function publicNameAsked({ names, dns, setAside }: Picture): string | null {
  const seen = [...dns, ...setAside.map(({ sighting }) => sighting)].flatMap(({ result }) => (result.kind === 'dns' && result.addresses.some((address) => placeOf(address) === 'public') ? [result.name.toLowerCase().replace(/\.$/, '')] : []))
  return names.find(({ hostname, name }) => hostname !== name && seen.includes(hostname))?.hostname ?? null
}

const nothing: Symptom[] = [
  resolution({
    id: 'name-not-of-this-service', specificity: 5,
    fits: (picture) => noAddress(picture) && privateDnsOn(picture) && notCovered(picture),
    cause: (picture) => `${nameOf(picture)} does not resolve: private DNS of this endpoint answers for ${serviceOf(picture)?.privateDnsName ?? ''}, which does not cover it.`,
    explanation: 'AWS answers only for the names the endpoint service publishes.',
    fix: (picture) => byHand(recordByHand(picture)),
  }),
  resolution({
    id: 'service-without-private-name', specificity: 4,
    fits: (picture) => noAddress(picture) && !privateDnsOn(picture) && serviceOf(picture) !== null && serviceOf(picture)?.privateDnsName === null,
    cause: (picture) => `${nameOf(picture)} does not resolve: the endpoint service publishes no private DNS name, so AWS cannot answer for it.`,
    explanation: 'Private DNS of an endpoint exists only where the service’s owner set it up.',
    fix: (picture) => byHand(recordByHand(picture)),
  }),
  resolution({
    id: 'private-name-not-verified', specificity: 4, who: 'clickhouse',
    fits: (picture) => noAddress(picture) && serviceOf(picture)?.privateDnsName != null && serviceOf(picture)?.privateDnsVerification !== 'verified',
    cause: (picture) => `${nameOf(picture)} does not resolve: AWS has not verified the private DNS name of ClickHouse’s endpoint service.`,
    explanation: 'Nobody can use the private name of a service until its owner has proved the domain to AWS.',
    fix: (picture) => byHand(`Tell ClickHouse support. Until then: ${recordByHand(picture)}`),
  }),
  resolution({
    id: 'sticky-name', specificity: 6,
    fits: (picture) => noAddress(picture) && nameOf(picture).includes('.sticky.'),
    cause: (picture) => `${nameOf(picture)} is a name for replica-aware routing, which private DNS does not answer for by itself.`,
    explanation: 'Names under “.sticky.” need a record of their own over PrivateLink.',
    fix: (picture) => byHand(recordByHand(picture)),
  }),
  resolution({
    id: 'nothing-own-resolvers', specificity: 4, who: 'network-team',
    fits: (picture) => noAddress(picture) && customResolvers(picture).length > 0,
    cause: (picture) => `${nameOf(picture)} does not resolve: the VPC asks ${listWords(customResolvers(picture))}, which ${customResolvers(picture).length === 1 ? 'does' : 'do'} not know AWS’s private names.`,
    explanation: OWN_RESOLVERS,
    fix: () => byHand(FORWARD),
  }),
  resolution({
    id: 'nothing-private-dns-off', specificity: 3,
    fits: (picture) => noAddress(picture) && !privateDnsOn(picture),
    cause: (picture) => `${nameOf(picture)} does not resolve: private DNS of ${endpointOf(picture)} is off, and no zone of your own answers for the name.`,
    explanation: 'The private name exists only inside VPCs in which somebody answers for it. The internet does not know it.',
    fix: turnOn,
  }),
  resolution({
    id: 'nodata', specificity: 3,
    fits: (picture) => wrong(picture, 'nothing') && outcomeIs(picture, 'nodata'),
    cause: (picture) => `${nameOf(picture)} exists and has no address: the zone that answers for it holds no A record.`,
    explanation: 'A zone of your own hides every other answer for its names, those of AWS too.',
    fix: (picture) => byHand(`Add the record to that zone: a CNAME to ${picture.facts.request.dnsNames.regional ?? 'the endpoint’s regional DNS name'}.`),
  }),
  resolution({
    id: 'nothing-private-dns-on', specificity: 2,
    fits: (picture) => noAddress(picture) && privateDnsOn(picture),
    cause: (picture) => `${nameOf(picture)} does not resolve although private DNS is on: the name is mistyped, a zone of your own hides it, or it was asked before AWS had it ready.`,
    explanation: 'AWS needs some minutes after private DNS was switched on. A private hosted zone of your own for the same domain wins over AWS’s.',
    fix: () => byHand('Compare the name with “DNS name” in the ClickHouse console, and look for a private hosted zone of the same domain in Route 53. Causeway cannot see zones.'),
  }),
]

const failures: Symptom[] = [
  resolution({
    id: 'dns-servfail', specificity: 3, who: 'network-team',
    fits: (picture) => outcomeIs(picture, 'servfail') && wrong(picture, 'nothing'),
    cause: (picture) => `The resolver failed (SERVFAIL) when it was asked for ${nameOf(picture)}.`,
    explanation: 'A resolver says so where it forwards to one that does not answer, or where DNSSEC does not fit.',
    fix: () => byHand('Look at the forwarding rule for this domain: where it leads, and whether that resolver may be reached on port 53.'),
  }),
  resolution({
    id: 'dns-refused', specificity: 3, who: 'network-team',
    fits: (picture) => outcomeIs(picture, 'refused') && wrong(picture, 'nothing'),
    cause: (picture) => `The resolver refuses to answer for ${nameOf(picture)}.`,
    explanation: 'A resolver refuses clients or domains that it was not told to serve.',
    fix: () => byHand('Ask the VPC’s own resolver, or allow this client on that resolver.'),
  }),
  resolution({
    id: 'dns-timeout', specificity: 3, who: 'network-team',
    fits: (picture) => outcomeIs(picture, 'timeout') && wrong(picture, 'nothing'),
    cause: (picture) => `The resolver did not answer when it was asked for ${nameOf(picture)}.`,
    explanation: 'Port 53 to the resolver is closed, or the resolver is away. That is no statement about the name.',
    fix: () => byHand('Check that the client reaches its resolver on port 53, over UDP and TCP.', 'cat /etc/resolv.conf'),
  }),
  resolution({
    id: 'dns-malformed', specificity: 3, who: 'network-team',
    fits: (picture) => outcomeIs(picture, 'malformed') && wrong(picture, 'nothing'),
    cause: (picture) => `What came back for ${nameOf(picture)} is not a DNS answer.`,
    explanation: 'Something else listens on port 53 there, or changes answers on the way.',
    fix: () => byHand('Ask the VPC’s own resolver directly.'),
  }),
  resolution({
    id: 'vpc-dns-attributes-off', specificity: 7,
    fits: (picture) => attributesStop(picture) && !picture.names.some(({ answer }) => answer?.kind === 'equal'),
    cause: (picture) => `${listWords(attributesOff(dnsOf(picture)!))} ${attributesOff(dnsOf(picture)!).length === 1 ? 'is' : 'are'} off in ${vpcOf(picture)}, so private names do not resolve there.`,
    explanation: 'Both attributes must be on before AWS’s resolver answers from private zones, whether they are AWS’s or your own.',
    fix: attributesFix,
  }),
  resolution({
    id: 'answer-nowhere', specificity: 3, who: 'network-team',
    fits: (picture) => wrong(picture, 'nowhere'),
    cause: (picture) => `${nameOf(picture)} resolves to ${addressesIn(picture)}, which leads nowhere: a DNS filter or an entry in the hosts file answers for it.`,
    explanation: 'Filters answer blocked names with 0.0.0.0 or 127.0.0.1.',
    fix: () => byHand('Take the name off the filter’s list, and out of the hosts file.', 'getent ahosts localhost; cat /etc/hosts'),
  }),
]

const publicOnes: Symptom[] = [
  resolution({
    id: 'public-name-asked', specificity: 8,
    fits: (picture) => publicNameAsked(picture) !== null && picture.names.every(({ sighting }) => sighting === null),
    cause: (picture) => `${publicNameAsked(picture) ?? ''} is the public name: it resolves to public addresses everywhere, also with PrivateLink, and says nothing about the private one.`,
    explanation: 'Since December 2023 each service has a private name of its own. The public one keeps leading over the internet.',
    fix: (picture) => byHand(`Ask for ${picture.names[0]?.name ?? 'the private name'} instead, and use it in your programs.`, `nslookup ${picture.names[0]?.name ?? ''}`),
  }),
  resolution({
    id: 'public-own-resolvers', specificity: 4, who: 'network-team',
    fits: (picture) => wrong(picture, 'public') && customResolvers(picture).length > 0,
    cause: (picture) => `${nameOf(picture)} resolves to public addresses (${addressesIn(picture)}): the VPC asks ${listWords(customResolvers(picture))}, which ${customResolvers(picture).length === 1 ? 'answers' : 'answer'} as the internet does.`,
    explanation: OWN_RESOLVERS,
    fix: () => byHand(FORWARD),
  }),
  resolution({
    id: 'public-private-dns-off', specificity: 3,
    fits: (picture) => wrong(picture, 'public') && !privateDnsOn(picture),
    cause: (picture) => `${nameOf(picture)} resolves to public addresses (${addressesIn(picture)}): private DNS of ${endpointOf(picture)} is off, so the traffic goes over the internet.`,
    explanation: 'Until somebody answers for the name inside the VPC, the public answer counts.',
    fix: turnOn,
  }),
  resolution({
    id: 'public-private-dns-on', specificity: 2,
    fits: (picture) => wrong(picture, 'public') && privateDnsOn(picture),
    cause: (picture) => `${nameOf(picture)} still resolves to public addresses (${addressesIn(picture)}) although private DNS is on: an old answer is kept, or the question did not go to the VPC’s resolver.`,
    explanation: 'Programs and resolvers keep an answer for its time to live, some (the JVM among them) for ever. A VPN or DNS over HTTPS asks another resolver.',
    fix: () => byHand('Wait for the time to live, restart the client, and ask the VPC’s resolver directly.', 'dig +noall +answer @169.254.169.253 <hostname>'),
  }),
]

const foreign: Symptom[] = [
  resolution({
    id: 'foreign-rival-endpoint', specificity: 4,
    fits: (picture) => wrong(picture, 'foreign-private', 'mixed') && rivals(picture).length > 0,
    cause: (picture) => `${nameOf(picture)} leads to ${addressesIn(picture)}: ${listWords(rivals(picture))} in the same VPC answers for this name, not ${endpointOf(picture)}.`,
    explanation: 'Only one endpoint of a VPC can answer for a private name. AWS refuses private DNS for the second.',
    fix: (picture) => byHand(`Decide which endpoint shall carry the traffic. To move it, turn private DNS off on ${rivals(picture)[0] ?? 'the other'}, then on here.`, aws(picture, 'modify-vpc-endpoint', '--vpc-endpoint-id', rivals(picture)[0] ?? 'vpce-id', '--no-private-dns-enabled')),
  }),
  resolution({
    id: 'foreign-in-this-vpc', specificity: 3,
    fits: (picture) => wrong(picture, 'foreign-private') && (wrongName(picture)?.answer?.foreign.every(picture.isInVpc) ?? false),
    cause: (picture) => `${nameOf(picture)} leads to ${addressesIn(picture)}, which are not this endpoint’s addresses: a record of an endpoint that is no more, or of another one.`,
    explanation: 'An endpoint that is made anew gets new addresses. Records that name addresses instead of the endpoint’s DNS name stay behind.',
    fix: (picture) => byHand(`Find the private hosted zone that answers, and let the record be a CNAME to ${picture.facts.request.dnsNames.regional ?? 'the endpoint’s regional DNS name'}.`),
  }),
  resolution({
    id: 'foreign-elsewhere', specificity: 2, who: 'network-team',
    fits: (picture) => wrong(picture, 'foreign-private'),
    cause: (picture) => `${nameOf(picture)} leads to ${addressesIn(picture)}, private addresses outside ${vpcOf(picture)}: a zone that is shared with another VPC answers, or it was asked in another network.`,
    explanation: 'A private hosted zone can belong to several VPCs, and then leads all of them to one endpoint.',
    fix: () => byHand('Ask again from a machine in this VPC. If the answer stays, give this VPC a zone of its own, or let the shared endpoint carry the traffic on purpose.'),
  }),
  resolution({
    id: 'mixed-public', specificity: 3,
    fits: (picture) => wrong(picture, 'mixed') && (wrongName(picture)?.answer?.publicOnes.length ?? 0) > 0,
    cause: (picture) => `${nameOf(picture)} resolves to private and public addresses together (${addressesIn(picture)}): a part of the connections goes over the internet.`,
    explanation: 'A zone with records for both, or a resolver that joins two answers. Which one a connection takes is chance.',
    fix: () => byHand('Leave only the endpoint’s addresses in the zone that answers.'),
  }),
  resolution({
    id: 'mixed-stale', specificity: 2,
    fits: (picture) => wrong(picture, 'mixed'),
    cause: (picture) => `${nameOf(picture)} resolves to this endpoint’s addresses and to others (${listWords(wrongName(picture)?.answer?.foreign ?? [])}): a record names addresses the endpoint does not have.`,
    explanation: 'A part of the connections goes to the other addresses and fails, or reaches another endpoint.',
    fix: (picture) => byHand(`Let the record be a CNAME to ${picture.facts.request.dnsNames.regional ?? 'the endpoint’s regional DNS name'} instead of addresses.`),
  }),
  resolution({
    id: 'resolution-differs', specificity: 0,
    fits: () => true,
    cause: (picture) => `${nameOf(picture)} does not resolve to the endpoint’s own addresses.`,
    explanation: 'Traffic under this name takes another way.',
    fix: (picture) => byHand(recordByHand(picture)),
  }),
]

export const RESOLUTION_SYMPTOMS: Symptom[] = [...nothing, ...failures, ...publicOnes, ...foreign]
