import { listWords } from '../text'
import { asideOf, toEvidence } from './evidence-line'
import { finding, whyUnknown, type Check } from './judge'
import { failedTcp, type Picture } from './picture'
import { diagnose } from './symptoms'
import { endpointNameUnanswered } from './symptoms/tcp'

const cell = (port: number, address: string): string => `${address}:${port}`

/** By name only: which zone answered is not known, so it is neither every address nor none. */
const namesFailed = (picture: Picture) => failedTcp(picture).filter(({ result }) => picture.facts.ports.includes(result.port))

export const tcp: Check = {
  id: 'tcp',
  title: 'TCP opens on every port of every address',
  judge(picture) {
    const { grid, facts, own, setAside } = picture
    const evidence = [...picture.tcp.map((each) => toEvidence(each, each.result.outcome === 'open' ? 'good' : 'bad')), ...asideOf(setAside, ['tcp'])]
    const expected = own.length > 0 ? `open: ${listWords(own)} on ${listWords(facts.ports.map(String))}` : null
    const failed = namesFailed(picture)
    const open = grid.filter(({ sighting }) => sighting?.result.outcome === 'open')
    if (failed.length > 0 || (endpointNameUnanswered(picture) && open.length === 0)) {
      const diagnosis = diagnose('tcp', picture)
      const received = listWords([...failed.map(({ result }) => `${cell(result.port, result.address ?? result.host ?? '')} ${result.outcome}`), ...open.map(({ port, address }) => `${cell(port, address.address)} open`)].slice(0, 8))
      return finding('fail', diagnosis?.cause ?? 'Not every connection opens.', { expected, received: received || null, diagnosis, evidence })
    }
    if (own.length === 0) return finding('unknown', 'The endpoint’s addresses are not known yet.', { evidence })
    if (open.length === grid.length) return finding('pass', `${listWords(facts.ports.map(String))} open at ${own.length === 1 ? 'the address' : `all ${own.length} addresses`}.`, { expected, received: 'open', evidence })
    if (picture.tcp.length === 0) return finding('unknown', whyUnknown(picture, ['tcp'], 'Nobody has tried to connect since the endpoint last changed.'), { expected, evidence })
    const missing = grid.filter(({ sighting }) => sighting === null).map(({ port, address }) => cell(port, address.address))
    const others = diagnoseOthers(picture)
    return finding('unknown', `Not every address was tried on every port: ${listWords(missing.slice(0, 6))}${missing.length > 6 ? ' and others' : ''} ${missing.length === 1 ? 'is' : 'are'} left.`, { expected, evidence, ...others })
  },
}

/** What failed on a port that nobody needs may still be what somebody wonders about. */
function diagnoseOthers(picture: Picture) {
  return failedTcp(picture).length > 0 ? { diagnosis: diagnose('tcp', picture) } : {}
}
