import { listWords } from '../text'
import type { HttpsSeen } from './check'
import { asideOf, toEvidence } from './evidence-line'
import { finding, whyUnknown, type Check } from './judge'
import { diagnose } from './symptoms'

const hostOf = (url: string): string => /^https?:\/\/([^/:?#]+)/i.exec(url)?.[1]?.toLowerCase() ?? ''

const cameOf = ({ outcome, status, body }: HttpsSeen): string => `${outcome === 'status' ? `status ${status ?? ''}` : outcome}${body.trim() ? `: ${body.trim().slice(0, 80)}` : ''}`

export const https: Check = {
  id: 'https',
  title: 'HTTPS answers “Ok.”',
  judge(picture) {
    const { names, setAside } = picture
    const evidence = [...picture.https.map((each) => toEvidence(each, each.result.outcome === 'ok' ? 'good' : 'bad')), ...asideOf(setAside, ['https'])]
    const expected = 'Ok.'
    const bad = picture.https.find(({ result }) => result.outcome !== 'ok')
    if (bad) {
      const diagnosis = diagnose('https', picture)
      return finding('fail', diagnosis?.cause ?? 'HTTPS does not answer.', { expected, received: cameOf(bad.result), diagnosis, evidence })
    }
    const answered = names.filter(({ name }) => picture.https.some(({ result }) => hostOf(result.url) === name.toLowerCase()))
    if (names.length > 0 && answered.length === names.length) return finding('pass', 'ClickHouse answers over HTTPS.', { expected, received: 'Ok.', evidence })
    const left = names.filter((each) => !answered.includes(each)).map(({ name }) => name)
    return finding('unknown', answered.length > 0 ? `${listWords(left)} ${left.length === 1 ? 'was' : 'were'} not asked.` : whyUnknown(picture, ['https'], 'Nobody has asked over HTTPS since the endpoint last changed.'), { expected, evidence })
  },
}
