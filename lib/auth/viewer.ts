import 'server-only'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { paths } from '@/lib/paths'
import type { Person } from '@/lib/privatelink/actor'
import { mayDo, type Operation, type Owned } from '@/lib/privatelink/roles'
import { currentSession } from './session'

/** Who looks at a page; nobody is led to the sign-in and back. */
export async function currentViewer(): Promise<Person> {
  const session = await currentSession()
  if (!session) redirect(paths.signIn(await askedFor()))
  return session.person
}

/** Who looks at a page, if they may; else the page is not there for them. */
export async function viewerWhoMay(operation: Operation, of?: Owned): Promise<Person> {
  const viewer = await currentViewer()
  if (!mayDo(viewer, operation, of).ok) notFound()
  return viewer
}

/** The page that was asked for, as our own door noted it. */
async function askedFor(): Promise<string | undefined> {
  return (await headers()).get('x-causeway-path') ?? undefined
}
