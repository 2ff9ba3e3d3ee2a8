import 'server-only'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import type { Person } from '@/lib/privatelink/actor'
import { mayDo, type Operation, type Owned } from '@/lib/privatelink/roles'

/** Who looks at a page. Once for each request that is answered. */
export const currentViewer = cache(async (): Promise<Person> => ({ userId: 'local', name: 'local user', role: 'admin' }))

/** Who looks at a page, if they may; else the page is not there for them. */
export async function viewerWhoMay(operation: Operation, of?: Owned): Promise<Person> {
  const viewer = await currentViewer()
  if (!mayDo(viewer, operation, of).ok) notFound()
  return viewer
}
