'use server'

import { refresh, revalidatePath } from 'next/cache'
import { defineAction } from '@/lib/auth/define-action'
import { giveSnapshot, type Given } from '@/lib/operations/give-snapshot'
import { tellState } from '@/lib/operations/tell-state'
import { paths } from '@/lib/paths'
import { STATE_FACE } from '@/lib/privatelink/state'
import { snapshotShape, tellShape } from './snapshot-schema'

export const giveSnapshotNow = defineAction('giveSnapshot', snapshotShape, async ({ text, ...place }, by) => {
  const given = await giveSnapshot(place, text, by)
  revalidatePath(paths.accounts())
  refresh()
  return { done: inWords(given) }
})

export const tellStateNow = defineAction('tellState', tellShape, async ({ requestId, state, note }, by) => {
  const request = await tellState(requestId, { state, note }, by)
  refresh()
  return { done: `Kept: “${STATE_FACE[request.state].label}”, as you reported it.` }
})

/** What was kept and what was wrong, in a few sentences. */
function inWords({ answers, problems, older, folded }: Given): string {
  const count = answers.length - older
  const kept = count === 0 ? 'Nothing was kept: what is kept already is newer.' : `${count === 1 ? 'One answer was' : `${count} answers were`} kept${older > 0 ? `; ${older} older than what is kept ${older === 1 ? 'was' : 'were'} left out` : ''}.`
  const told = folded.map(({ name, state }) => `“${name}” is now “${STATE_FACE[state].label}”, as reported.`)
  return [kept, ...told, ...problems].join(' ')
}
