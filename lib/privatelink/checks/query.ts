import { asideOf, toEvidence } from './evidence-line'
import { finding, whyUnknown, type Check } from './judge'
import { diagnose } from './symptoms'

export const query: Check = {
  id: 'query',
  title: 'A query answers',
  judge(picture) {
    const evidence = [...picture.query.map((each) => toEvidence(each, each.result.outcome === 'ok' ? 'good' : 'bad')), ...asideOf(picture.setAside, ['query'])]
    const expected = '1'
    const newest = picture.query.at(-1)?.result
    if (!newest) return finding('unknown', whyUnknown(picture, ['query'], 'No query was run since the endpoint last changed. It needs a user and a password, so it is left to you.'), { expected, evidence })
    if (newest.outcome === 'ok') return finding('pass', 'A query was answered over the private way.', { expected, received: '1', evidence })
    const diagnosis = diagnose('query', picture)
    return finding('fail', diagnosis?.cause ?? 'The query was not answered.', { expected, received: newest.outcome, diagnosis, evidence })
  },
}
