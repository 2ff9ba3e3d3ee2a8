import { redirect } from 'next/navigation'
import { currentViewer } from '@/lib/auth/viewer'
import { paths } from '@/lib/paths'
import { mayDo } from '@/lib/privatelink/roles'

/** Home is where somebody works: the list of requests, which greets a newcomer with the way in, or the support desk. */
export default async function Home() {
  const viewer = await currentViewer()
  redirect(mayDo(viewer, 'listRequests').ok ? paths.requests() : paths.desk())
}
