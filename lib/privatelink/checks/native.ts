import { asideOf, toEvidence } from './evidence-line'
import { finding, whyUnknown, type Check } from './judge'
import { diagnose } from './symptoms'

/** A refused login is an answer of ClickHouse’s, and therefore a good one: it needs no user. */
export const native: Check = {
  id: 'native',
  title: 'The native port speaks ClickHouse’s protocol over TLS',
  judge(picture) {
    const isGood = (outcome: string) => outcome === 'ok' || outcome === 'refused-login'
    const evidence = [...picture.native.map((each) => toEvidence(each, isGood(each.result.outcome) ? 'good' : 'bad')), ...asideOf(picture.setAside, ['native'])]
    const expected = 'ClickHouse’s greeting'
    const bad = picture.native.find(({ result }) => !isGood(result.outcome))
    if (bad) {
      const diagnosis = diagnose('native', picture)
      return finding('fail', diagnosis?.cause ?? 'The native port does not answer.', { expected, received: bad.result.outcome, diagnosis, evidence })
    }
    const good = picture.native[0]
    if (good) return finding('pass', good.result.outcome === 'refused-login' ? 'ClickHouse answers on the native port; it refused a login without a password, as it should.' : 'ClickHouse answers on the native port.', { expected, received: 'ClickHouse’s greeting', evidence })
    return finding('unknown', whyUnknown(picture, ['native'], 'Nobody has spoken the native protocol since the endpoint last changed.'), { expected, evidence })
  },
}
