import { shellLine } from '../../shell'
import type { CheckId, Diagnosis, Fix, Who } from '../check'
import type { Picture } from '../picture'

/** A way in which something shows, and what is behind it. Pure: matched over facts, in the order of `specificity`. */
export type Symptom = {
  /** Stable: tests and scenarios name it. */
  id: string
  check: CheckId
  /** How much has to come together for it: the more special one wins. 0 is what is left when nothing else fits. */
  specificity: number
  fits: (picture: Picture) => boolean
  /** One sentence: what is wrong. */
  cause: (picture: Picture) => string
  /** Why it shows like this. */
  explanation: string
  fix: (picture: Picture) => Fix
  who: Who
}

/** A fix by hand: a sentence, and a command where one line does it. */
export const byHand = (sentence: string, command: string | null = null): Fix => ({ sentence, command, terraform: null, button: null })

export const aws = (picture: Picture, ...words: string[]): string => shellLine(['aws', 'ec2', words[0]!, '--region', regionOf(picture), ...words.slice(1)])

export const regionOf = ({ facts }: Picture): string => facts.request.plan?.region ?? facts.request.draft.region ?? 'us-west-2'

export const endpointOf = ({ facts }: Picture): string => facts.request.endpointId ?? 'the endpoint'

export const vpcOf = ({ facts }: Picture): string => facts.request.plan?.vpcId ?? facts.request.draft.vpcId ?? 'the VPC'

export const toDiagnosis = (symptom: Symptom, picture: Picture): Diagnosis => ({
  symptomId: symptom.id,
  cause: symptom.cause(picture),
  explanation: symptom.explanation,
  fix: symptom.fix(picture),
  who: symptom.who,
})
