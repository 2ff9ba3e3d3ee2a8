import { listWords } from '../text'
import { asideOf, toEvidence } from './evidence-line'
import { finding, whyUnknown, type Check } from './judge'
import { diagnose } from './symptoms'

export const certificate: Check = {
  id: 'certificate',
  title: 'The TLS certificate names the host',
  judge(picture) {
    const { tls, names, setAside } = picture
    const evidence = [...tls.map((each) => toEvidence(each, each.result.outcome === 'ok' ? 'good' : 'bad')), ...asideOf(setAside, ['tls'])]
    const expected = `a certificate for ${listWords(names.map(({ name }) => name).slice(0, 3))}`
    const bad = tls.find(({ result }) => result.outcome !== 'ok')
    if (bad) {
      const diagnosis = diagnose('certificate', picture)
      const { certificate: shown, outcome } = bad.result
      return finding('fail', diagnosis?.cause ?? 'The TLS handshake does not succeed.', { expected, received: shown ? `${outcome}: a certificate for ${listWords(shown.altNames.slice(0, 3)) || shown.subject}` : outcome, diagnosis, evidence })
    }
    const proved = names.filter(({ name }) => tls.some(({ result }) => result.servername.toLowerCase() === name.toLowerCase()))
    if (names.length > 0 && proved.length === names.length) return finding('pass', names.length === 1 ? 'The certificate names the host and is trusted.' : `The certificates name all ${names.length} hosts and are trusted.`, { expected, received: 'as expected', evidence })
    const left = names.filter((each) => !proved.includes(each)).map(({ name }) => name)
    return finding('unknown', proved.length > 0 ? `No handshake with ${listWords(left)} was seen.` : whyUnknown(picture, ['tls'], 'No TLS handshake was seen since the endpoint last changed.'), { expected, evidence })
  },
}
