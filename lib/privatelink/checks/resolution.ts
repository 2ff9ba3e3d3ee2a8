import { listWords } from '../text'
import { asideOf, toEvidence } from './evidence-line'
import { finding, whyUnknown, type Check } from './judge'
import { wrongName, type NameAnswer, type Picture } from './picture'
import { diagnose } from './symptoms'
import { attributesStop, publicNameAsked } from './symptoms/resolution'

const isRight = ({ answer }: NameAnswer): boolean => answer?.kind === 'equal' || answer?.kind === 'subset'

const evidenceOf = (picture: Picture) => {
  const wanted = picture.names.map(({ name }) => name.toLowerCase())
  const asked = picture.dns.filter(({ result }) => wanted.includes(result.name.toLowerCase().replace(/\.$/, '')))
  return [...asked.map((each) => toEvidence(each, picture.names.some((one) => one.sighting === each && isRight(one)) ? 'good' : 'bad')), ...asideOf(picture.setAside, ['dns'])]
}

export const resolution: Check = {
  id: 'resolution',
  title: 'The hostname resolves to the endpoint’s own addresses',
  judge(picture) {
    const { names, own } = picture
    const evidence = evidenceOf(picture)
    const expected = own.length > 0 ? listWords(own) : null
    const wrong = wrongName(picture)
    if (names.length === 0) return finding('not-applicable', 'The request names no hostname.')
    const wrongAnswer = wrong?.sighting?.result
    // What AWS says of the VPC is enough where the resolver is AWS’s own: there is no answer to wait for.
    if (wrongAnswer || (attributesStop(picture) && !names.some(isRight))) {
      const diagnosis = diagnose('resolution', picture)
      const received = wrongAnswer ? (wrongAnswer.addresses.length > 0 ? listWords(wrongAnswer.addresses) : wrongAnswer.outcome) : null
      return finding('fail', diagnosis?.cause ?? `${wrong?.name ?? ''} does not resolve to the endpoint.`, { expected, received, diagnosis, evidence })
    }
    if (own.length === 0) return finding('unknown', 'The endpoint’s addresses are not known yet, so there is nothing to compare with.', { evidence })
    if (names.every(isRight)) return finding('pass', passSentence(picture), { expected, received: listWords([...new Set(names.flatMap(({ answer }) => answer?.own ?? []))]), evidence })
    const left = names.filter((each) => !isRight(each)).map(({ name }) => name)
    const hint = publicNameAsked(picture) && names.every(({ sighting }) => sighting === null) ? { diagnosis: diagnose('resolution', picture) } : {}
    const why = whyUnknown(picture, ['dns'], `Nobody has asked for ${listWords(left.slice(0, 3))} since the endpoint last changed.`)
    return finding('unknown', hint.diagnosis?.cause ?? why, { expected, evidence, ...hint })
  },
}

function passSentence({ names, own }: Picture): string {
  const partial = names.find(({ answer }) => answer?.kind === 'subset')
  const what = names.length === 1 ? `${names[0]!.name} resolves` : `All ${names.length} hostnames resolve`
  if (!partial) return `${what} to the endpoint’s own ${own.length === 1 ? 'address' : `${own.length} addresses`}.`
  return `${what} to the endpoint’s own addresses, though not all of them: ${listWords(partial.answer?.missing ?? [])} ${partial.answer?.missing.length === 1 ? 'is' : 'are'} left out, so traffic does not use that zone.`
}
