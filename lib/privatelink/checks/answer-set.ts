import ipaddr from 'ipaddr.js'

/**
 * What a set of answers is, compared with the endpoint’s own addresses.
 * `nowhere`: an address that leads to no other machine (0.0.0.0, 127.0.0.1), as filters answer.
 */
export type AnswerSet = {
  kind: 'equal' | 'subset' | 'mixed' | 'foreign-private' | 'public' | 'nowhere' | 'nothing' | 'own-unknown'
  own: string[]
  foreign: string[]
  publicOnes: string[]
  missing: string[]
}

const normal = (address: string): string => (ipaddr.isValid(address) ? ipaddr.process(address).toString() : address)

/** The range an address is in, by what it is used for. What is no address is `nowhere`. */
export function placeOf(address: string): 'private' | 'public' | 'nowhere' {
  if (!ipaddr.isValid(address)) return 'nowhere'
  const range = ipaddr.process(address).range()
  if (range === 'private' || range === 'uniqueLocal' || range === 'carrierGradeNat') return 'private'
  return range === 'unspecified' || range === 'loopback' || range === 'linkLocal' || range === 'broadcast' || range === 'reserved' || range === 'multicast' ? 'nowhere' : 'public'
}

/** Order and repetition do not matter. `isInVpc` says so of an address in the VPC’s own ranges, which may be public ones. */
export function compareAnswers(answers: readonly string[], endpointAddresses: readonly string[], isInVpc: (address: string) => boolean = () => false): AnswerSet {
  const got = [...new Set(answers.map(normal))]
  const wanted = [...new Set(endpointAddresses.map(normal))]
  const own = got.filter((address) => wanted.includes(address))
  const rest = got.filter((address) => !wanted.includes(address))
  const publicOnes = rest.filter((address) => !isInVpc(address) && placeOf(address) === 'public')
  const nowhere = rest.filter((address) => placeOf(address) === 'nowhere')
  const foreign = rest.filter((address) => !publicOnes.includes(address) && !nowhere.includes(address))
  const missing = wanted.filter((address) => !own.includes(address))
  return { kind: kindOf({ got, wanted, own, foreign, publicOnes, nowhere, missing }), own, foreign, publicOnes, missing }
}

type Parts = { got: string[]; wanted: string[]; own: string[]; foreign: string[]; publicOnes: string[]; nowhere: string[]; missing: string[] }

function kindOf({ got, wanted, own, foreign, publicOnes, nowhere, missing }: Parts): AnswerSet['kind'] {
  if (got.length === 0) return 'nothing'
  if (nowhere.length === got.length) return 'nowhere'
  const kinds = [own, foreign, publicOnes, nowhere].filter((part) => part.length > 0).length
  if (kinds > 1) return wanted.length === 0 && publicOnes.length === 0 ? 'own-unknown' : 'mixed'
  if (publicOnes.length > 0) return 'public'
  if (wanted.length === 0) return 'own-unknown'
  if (foreign.length > 0) return 'foreign-private'
  return missing.length === 0 ? 'equal' : 'subset'
}
