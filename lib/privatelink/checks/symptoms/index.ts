import type { CheckId, Diagnosis } from '../check'
import type { Picture } from '../picture'
import { CONFIGURATION_SYMPTOMS } from './configuration'
import { ENDPOINT_SYMPTOMS } from './endpoint'
import { RESOLUTION_SYMPTOMS } from './resolution'
import { CERTIFICATE_SYMPTOMS, HTTPS_SYMPTOMS, NATIVE_SYMPTOMS, QUERY_SYMPTOMS } from './spoken'
import { toDiagnosis, type Symptom } from './symptom'
import { TCP_SYMPTOMS } from './tcp'

/** Every way in which something shows, with what is behind it: the one table. */
export const SYMPTOMS: readonly Symptom[] = [
  ...ENDPOINT_SYMPTOMS,
  ...CONFIGURATION_SYMPTOMS,
  ...TCP_SYMPTOMS,
  ...RESOLUTION_SYMPTOMS,
  ...CERTIFICATE_SYMPTOMS,
  ...HTTPS_SYMPTOMS,
  ...NATIVE_SYMPTOMS,
  ...QUERY_SYMPTOMS,
]

/** The most special symptom that fits; null where none does. Equally special ones stand in the order of the table. */
export function diagnose(check: CheckId, picture: Picture): Diagnosis | null {
  const fitting = SYMPTOMS.filter((symptom) => symptom.check === check && symptom.fits(picture))
  const first = fitting.reduce<Symptom | null>((best, symptom) => (best && best.specificity >= symptom.specificity ? best : symptom), null)
  return first && toDiagnosis(first, picture)
}
