import { STATE_FACE, type EndpointState } from '../state'
import { finding, type Check } from './judge'
import { diagnose } from './symptoms'

const NOT_MADE: readonly EndpointState[] = ['draft', 'creating', 'refused', 'needs-review']

export const endpointAvailable: Check = {
  id: 'endpoint-available',
  title: 'The endpoint is available',
  judge(picture) {
    const { state } = picture.facts.request
    const received = state
    if (NOT_MADE.includes(state)) return finding('not-applicable', 'There is no endpoint yet, so there is nothing to check.')
    if (state === 'available') return finding('pass', 'AWS says that the endpoint is available.', { expected: 'available', received })
    if (state === 'unrecognised') return finding('unknown', 'AWS uses a word for the endpoint’s state that Causeway does not know.', { expected: 'available', received })
    const diagnosis = diagnose('endpoint-available', picture)
    return finding('fail', diagnosis?.cause ?? `The endpoint is not available: ${STATE_FACE[state].label}.`, { expected: 'available', received, diagnosis })
  },
}
