import 'server-only'
import { cache } from 'react'
import { askingAddress } from '@/lib/auth/actor'
import { mayTry } from '@/lib/auth/limits'
import { readShareToken } from '@/lib/auth/share-token'
import { openShare } from '@/lib/operations/open-share'
import type { SharedView } from '@/lib/privatelink/shared-view'

/** The same words whatever is the matter, so that nobody learns whether a link ever was one. */
export const LINK_DOES_NOT_WORK = {
  title: 'This link does not work',
  sentence: 'It has ended, was taken back, or has a mistake in it. Ask whoever sent it to you for another. After many links that did not work, none works for a quarter of an hour.',
}

/** What the link shows; null where it does not work. Asked once for a page and its title, so that one look is counted as one. */
export const findShared = cache(async (token: string): Promise<SharedView | null> => {
  const [from, now] = [await askingAddress(), new Date()]
  const counted = await mayTry({ what: 'share', address: from, now })
  if (!counted.ok) return null
  const claims = readShareToken(token)
  const view = claims && (await openShare({ token, claims, from, now }))
  if (view) await counted.forgive()
  return view
})
